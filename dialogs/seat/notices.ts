import { sayDate } from '../engine/say.ts';
import type { Context, Due, Effect, Notice } from '../engine/types.ts';
import { addDays, atLocal, workingHoursAfter } from '../engine/working-time.ts';
import { hubTitle } from '../hub/seats.ts';
import type { SeatRecord } from './record.ts';

/** Who hears what of a seat that is asked for, or offered. */

export const changed = (
  record: SeatRecord,
  reason: string,
  more: Partial<Effect<SeatRecord>> = {},
): Effect<SeatRecord> => ({ record, reason: `seat.${reason}`, notices: [], due: [], ...more });

const params = ({ code, until }: SeatRecord, { policy }: Context) => ({
  hub: hubTitle(code, policy),
  ...(until ? { until: sayDate(until) } : {}),
});

export const toLeads = (
  record: SeatRecord,
  kind: string,
  ctx: Context,
  actions?: readonly string[],
): Notice[] =>
  (ctx.hub?.seats ?? [])
    .filter(({ role, person }) => role === 'lead' && person !== ctx.person.id)
    .map(({ person, agency }) => ({
      id: `${kind}-${record.chases}/${agency}/${person}`,
      to: person,
      agency,
      kind: `seat.${kind}`,
      params: params(record, ctx),
      ...(actions ? { actions } : {}),
    }));

/** To whoever asked: what it opens is the hub itself. */
export const toThem = (record: SeatRecord, kind: string, about: string, ctx: Context): Notice[] =>
  record.person
    ? [
        {
          id: kind,
          to: record.person,
          agency: record.agency,
          kind: `seat.${kind}`,
          params: params(record, ctx),
          about,
        },
      ]
    : [];

/** Whoever alone has this name on the register of that agency gets it; who cannot be told apart is told by the lead. */
export const toNamed = (record: SeatRecord, ctx: Context): Notice => ({
  id: 'invited',
  to: '',
  named: record.name,
  agency: record.agency,
  kind: 'seat.invited',
  params: params(record, ctx),
  actions: ['accept', 'decline'],
});

export const answersTo = ({ as }: SeatRecord): readonly string[] => [
  as === 'member' ? 'letIn' : 'letGuestIn',
  'notNow',
];

export const chaseDue = ({ chases }: SeatRecord, { now, policy }: Context): Due[] => {
  const { workingHours, mostChases } = policy.timers.ask;
  if (chases >= mostChases) return [];
  const at = workingHoursAfter(now, workingHours, policy).toISOString();
  return [{ id: `chase-${chases + 1}`, at, action: 'chase' }];
};

/** Nobody says yes to what is over. */
export const lapseDue = ({ until }: SeatRecord, { policy }: Context): Due[] =>
  until
    ? [
        {
          id: 'lapse',
          at: atLocal(addDays(until, 1), '00:00', policy).toISOString(),
          action: 'lapse',
        },
      ]
    : [];
