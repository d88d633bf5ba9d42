import { agencyName, plain } from '../dispute/parties.ts';
import { sayWhen } from '../engine/say.ts';
import type { Context, Notice } from '../engine/types.ts';
import { type CourtFlow, FROM } from './record.ts';
import { allOf, courseOf, isOurs, last, newsFor, owes } from './steps.ts';

/** Who of ours hears that it has moved: agencies, references and dates. Never what it is about. */

export const namesOf = (agencies: readonly string[], { policy }: Context): string =>
  agencies.map((one) => plain(agencyName(one, policy))).join(', ');

/** Can be answered in one press as long as nobody has said that it came. */
export const toAcknowledge = (record: CourtFlow): Pick<Notice, 'actions'> =>
  record.status === 'sent' && owes(record) ? { actions: ['acknowledge'] } : {};

export const toEach = (
  whom: readonly string[],
  id: string,
  kind: string,
  params: Notice['params'],
  more: Pick<Notice, 'actions'> = {},
): Notice[] =>
  [...new Set(whom)]
    .filter((one) => one !== 'clock')
    .map((one, at) => ({ id: `${id}-${at}`, to: one, kind: `court.${kind}`, params, ...more }));

/** Whoever began it, and their manager where it has waited long. */
export const ownersOf = ({ createdBy, manager }: CourtFlow, withManager: boolean): string[] => [
  createdBy.id,
  ...(withManager && manager ? [manager] : []),
];

const cameTo = (record: CourtFlow, ctx: Context): Notice[] => {
  const { asked = [], from, dueAt } = record;
  const course = courseOf(record);
  const params = {
    agency: namesOf([from.agency], ctx),
    ...(course === 'request' && dueAt ? { when: sayWhen(dueAt, ctx.policy) } : {}),
  };
  return toEach(asked, 'came', `came-${course}`, params, toAcknowledge(record));
};

const toThem = (before: CourtFlow | undefined, record: CourtFlow, ctx: Context): Notice[] => {
  if (!before) return cameTo(record, ctx);
  const params = { agency: namesOf([record.from.agency], ctx) };
  const n = newsFor(record)?.n;
  const whom = record.asked ?? [];
  const known = [...(before.asked ?? []), ...(before.readers ?? [])];
  if (last(record, 'held') && !last(before, 'held')) return toEach(known, 'outcome', 'outcome', params);
  if (record.status === 'closed' && before.status !== 'closed' && record.from.worker)
    return toEach(known, 'closed', 'closed', params);
  return n !== newsFor(before)?.n
    ? toEach(whom, `changed-${n}`, 'changed', params, toAcknowledge(record))
    : [];
};

/** Somebody has answered us; what we entered for them ourselves we know. */
const toUs = (before: CourtFlow | undefined, record: CourtFlow, ctx: Context): Notice[] => {
  const known = before?.steps ?? [];
  return allOf(record, 'replied')
    .filter((step) => step.side !== FROM && !known.some(({ side, n }) => side === step.side && n === step.n))
    .flatMap(({ agency }) =>
      toEach(ownersOf(record, false), `replied-${agency}`, 'replied', { agency: namesOf([agency], ctx) }),
    );
};

export const noticesAfter = (before: CourtFlow | undefined, record: CourtFlow, ctx: Context): Notice[] =>
  isOurs(record) ? toUs(before, record, ctx) : toThem(before, record, ctx);
