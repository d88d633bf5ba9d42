import type { Context, Notice, Said } from '../engine/types.ts';
import { isOver, sayLeft } from './clock-time.ts';
import type { Breach } from './record.ts';
import { isSettled, missing } from './stages.ts';
import { isUrgent } from './tells.ts';

/** Who of ours hears that a breach has moved: references and times only. */

type More = { more?: readonly Said[]; actions?: readonly string[]; params?: Notice['params'] };

/** Nobody is told what they have just done, and nobody who cannot be reached here. */
export const to = (
  whom: readonly (string | undefined)[],
  id: string,
  kind: string,
  { person }: Context,
  { params = {}, ...more }: More = {},
): Notice[] =>
  [...new Set(whom)]
    .filter((one): one is string => one !== undefined && one !== 'clock' && one !== person.id)
    .map((one, at) => ({ id: `${id}-${at}`, to: one, kind: `breach.${kind}`, params, ...more }));

export const askedOf = ({ asked = [] }: Breach): readonly string[] => asked;
export const readersOf = ({ readers = [] }: Breach): readonly string[] => readers;

/** What can be done at once, on the message itself. */
const stepsNow = (record: Breach): Pick<More, 'actions'> => {
  const actions = missing(record).slice(0, 2);
  return actions.length > 0 ? { actions } : {};
};

const danger = (record: Breach): Said[] => (isUrgent(record) ? [{ key: 'breach.lead.danger' }] : []);

/** How much time there is; once nothing is owed, nothing. */
export const timeLeft = (record: Breach, ctx: Context): Said[] =>
  isSettled(record) ? [] : [sayLeft(record, ctx)];

/** For whoever leads. An agency of one is told nothing: it has just reported it. */
export const leadNotice = (record: Breach, whom: readonly string[], id: string, kind: string, ctx: Context) =>
  to(whom, id, kind, ctx, {
    more: [...danger(record), ...timeLeft(record, ctx)],
    ...stepsNow(record),
  });

/** Of the clock: whoever leads can act on it, and those who were told read it. */
export const clockNotices = (
  record: Breach,
  id: string,
  kind: string,
  all: boolean,
  ctx: Context,
): Notice[] => {
  const more = [sayLeft(record, ctx)];
  return [
    ...to(askedOf(record), id, kind, ctx, { more, ...stepsNow(record) }),
    ...to(all ? readersOf(record) : [], `${id}-told`, kind, ctx, { more }),
  ];
};

export const routeNotices = (record: Breach, ctx: Context): Notice[] => {
  const { manager } = record;
  const knows = [...askedOf(record), ...readersOf(record)];
  const more = timeLeft(record, ctx);
  return [
    ...leadNotice(record, askedOf(record), 'lead', isOver(record, ctx) ? 'lead-over' : 'lead', ctx),
    ...to(readersOf(record), 'route', 'route', ctx, { more }),
    ...to(manager && !knows.includes(manager) ? [manager] : [], 'manager', 'manager', ctx),
  ];
};

/** Who made it, where they are on the register. */
export const reporterOf = ({ createdBy, manager }: Breach): (string | undefined)[] => [
  createdBy.role === 'unregistered' ? undefined : createdBy.id,
  manager,
];
