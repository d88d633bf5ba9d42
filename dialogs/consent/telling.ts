import { asUser } from '../engine/base.ts';
import type { Context, Due, Tell } from '../engine/types.ts';
import { keyOf } from './questions.ts';
import type { ChangeKind, ConsentChange, ConsentRecord, Recipient } from './record.ts';

/** Whom a change of consent concerns, and how they are told: by Sharewell where it can, else by a person. */

const once = (all: readonly Recipient[]): Recipient[] => [
  ...new Map(all.map((one) => [keyOf(one), one])).values(),
];

/** Everybody who received something on it, or may have: whom it names, and whom decisions sent to. */
export const concerned = (record: ConsentRecord): Recipient[] =>
  once([...record.usedBy.flatMap(({ recipients }) => recipients), ...record.scope.recipients]);

/** Who answers for a partner when Sharewell tells it something: a person's id. */
export const contactOf = ({ id }: Recipient, { policy }: Context): string | undefined => {
  const partner = policy.partners[id ?? ''];
  return partner?.contact ?? policy.agencies.find((agency) => agency.id === partner?.agency)?.dutyLead;
};

const tellOf = (record: ConsentRecord, change: ConsentChange, to: Recipient, ctx: Context): Tell => {
  const partner = to.id ?? '';
  return {
    id: `${change.id}/${partner}`,
    partner,
    agency: ctx.policy.partners[partner]?.agency ?? '',
    to: contactOf(to, ctx) ?? '',
    dialog: 'consent-notice',
    input: {
      change: change.change,
      consentRef: record.reference,
      from: record.agencyId,
      partner,
      refs: record.usedBy
        .filter(({ recipients }) => recipients.some((each) => keyOf(each) === keyOf(to)))
        .map(({ ref }) => ref),
    },
  };
};

/** Whom somebody has told of the last change themselves. */
export const rung = ({ changes, toldByHand }: ConsentRecord): string[] => {
  const from = changes.at(-1)?.from;
  return from === undefined ? [] : toldByHand.filter(({ at }) => at >= from).map(({ name }) => name);
};

/** Whom no message reaches, and whom nobody has rung yet. */
export const toBeRung = (record: ConsentRecord): Recipient[] => {
  const done = rung(record);
  return [...record.unreached, ...(record.changes.at(-1)?.byHand ?? [])].filter(
    ({ name }) => !done.includes(name),
  );
};

/** A commit holds only so much: the rest is told by the clock, at once and as many at a time. */
const atATime = 20;

type Told = { record: ConsentRecord; tells: readonly Tell[]; due: readonly Due[] };

export const tellNext = (record: ConsentRecord, ctx: Context): Told => {
  const change = record.changes.at(-1);
  const now = record.toTell.slice(0, atATime);
  const rest = record.toTell.slice(atATime);
  if (!change || now.length === 0) return { record, tells: [], due: [] };
  // The policy pack may have changed since: whoever has no contact any more is left for a person.
  const lost = now.filter((one) => contactOf(one, ctx) === undefined);
  return {
    record: { ...record, toTell: rest, unreached: [...record.unreached, ...lost] },
    tells: now.filter((one) => !lost.includes(one)).map((to) => tellOf(record, change, to, ctx)),
    due:
      rest.length > 0
        ? [{ id: `${change.id}/tell-${rest.length}`, at: ctx.now.toISOString(), action: 'tell' }]
        : [],
  };
};

type What = {
  detail?: string | undefined;
  reason?: string | undefined;
  explained?: boolean;
  /** Whom it concerned before, and may no more. */
  before?: readonly Recipient[];
  /** It concerns nobody but us. */
  nobody?: boolean;
};

/** A change is added, and everybody it concerns is told of it; so is whoever has not heard of the one before. */
export const changed = (
  record: ConsentRecord,
  change: ChangeKind,
  { detail = '', reason, explained, before = [], nobody = false }: What,
  ctx: Context,
): Told => {
  const at = ctx.now.toISOString();
  const all = nobody ? [] : once([...record.toTell, ...toBeRung(record), ...before, ...concerned(record)]);
  const told = all.filter((one) => contactOf(one, ctx) !== undefined);
  const entry: ConsentChange = {
    id: `${change}-${record.changes.length + 1}`,
    change,
    from: at,
    detail,
    takenBy: asUser(ctx.person),
    ...(reason ? { reason } : {}),
    ...(explained === undefined ? {} : { consequencesExplained: explained }),
    told,
    byHand: all.filter((one) => !told.includes(one)),
  };
  return tellNext(
    { ...record, stateAt: at, changes: [...record.changes, entry], toTell: told, unreached: [] },
    ctx,
  );
};
