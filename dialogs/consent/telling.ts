import type { Context, Due, Tell } from '../engine/types.ts';
import type { ChangeKind, ConsentChange, ConsentRecord, Recipient } from './record.ts';

/** Whom a change of consent concerns, and how they are told: by Sharewell where it can, else by a person. */

const keyOf = ({ id, name }: Recipient): string => id ?? name.trim().toLowerCase();

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

/** A commit holds only so much: the rest is told by the clock, at once and as many at a time. */
const atATime = 20;

type Told = { record: ConsentRecord; tells: readonly Tell[]; due: readonly Due[] };

export const tellNext = (record: ConsentRecord, ctx: Context): Told => {
  const change = record.changes.at(-1);
  const now = record.toTell.slice(0, atATime);
  const rest = record.toTell.slice(atATime);
  if (!change || now.length === 0) return { record, tells: [], due: [] };
  return {
    record: { ...record, toTell: rest },
    tells: now.map((to) => tellOf(record, change, to, ctx)),
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
};

/** A change is added, and everybody it concerns is told of it. */
export const changed = (
  record: ConsentRecord,
  change: ChangeKind,
  { detail = '', reason, explained, before = [] }: What,
  ctx: Context,
): Told => {
  const at = ctx.now.toISOString();
  const all = once([...concerned(record), ...before]);
  const told = all.filter((one) => contactOf(one, ctx) !== undefined);
  const entry: ConsentChange = {
    id: `${change}-${record.changes.length + 1}`,
    change,
    from: at,
    detail,
    takenBy: { id: ctx.person.id, role: ctx.person.roles[0] ?? 'unregistered', agency: ctx.person.agency },
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
