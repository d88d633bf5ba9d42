import { enquiryIn, tellHub } from '../engine/hubs.ts';
import { ask, merged, of } from '../engine/sides.ts';
import type { Context, Due, Effect, Notice, Tell } from '../engine/types.ts';
import { workingDaysAfter, workingHoursAfter } from '../engine/working-time.ts';
import { noticesAfter } from './notices.ts';
import { chainFor, executiveOf, oursOf } from './parties.ts';
import { type Dispute, otherOf, type Step } from './record.ts';
import { owes, standingOf, worst } from './steps.ts';

/** What follows when a dispute has moved: who is asked now, who is told, what the other agency and the register hear. */

type NewStep = Step extends infer One
  ? One extends Step
    ? Omit<One, 'side' | 'n' | 'at' | 'by'>
    : never
  : never;

/** One more step of our own. */
export const withStep = (record: Dispute, step: NewStep, { person, now }: Context): Dispute => {
  const { side, steps, agencyId } = record;
  const by = { id: person.id, role: person.roles[0] ?? 'clock', agency: agencyId };
  const added = { ...step, side, n: of(steps, side).length + 1, at: now.toISOString(), by } as Step;
  return { ...record, steps: merged(steps, [added]) };
};

export const chaseAfter = ({ now, policy }: Context): string =>
  workingHoursAfter(now, policy.timers.ask.workingHours, policy).toISOString();

const dueAfter = ({ now, policy }: Context): string =>
  workingDaysAfter(now, policy.timers.dispute.workingDays, policy.timers.dispute.at, policy).toISOString();

/** A stage begins on our side: with its own people, and its own time. */
const entered = (record: Dispute, ctx: Context): Dispute => {
  const { status, tier } = standingOf(record.steps);
  if (status === 'closed') {
    const { dueAt: _, chaseAt: __, ...rest } = ask(record, []);
    return { ...rest, status };
  }
  const times = { dueAt: dueAfter(ctx), chaseAt: chaseAfter(ctx) };
  const next: Dispute = { ...record, ...times, status, chases: 0 };
  const isNew = record.asked === undefined || tier > record.tier;
  const [who] = chainFor(tier, oursOf(record), ctx.policy);
  return isNew && who ? withStep({ ...ask(next, [who]), tier }, { kind: 'meets', tier, who }, ctx) : next;
};

export const chaseDue = ({ status, steps, chaseAt = '', chases }: Dispute): Due => ({
  id: `chase-${status}-${steps.length}-${chases + 1}`,
  at: chaseAt,
  action: 'chase',
});

/** A stage has its time; and whenever it is for us to act, whoever is asked is asked again after a while. */
const duesOf = (record: Dispute, moved: boolean, woken: boolean): Due[] => {
  const { status, dueAt } = record;
  if (!dueAt) return [];
  return [
    ...(moved || woken ? [chaseDue(record)] : []),
    ...(moved ? [{ id: `due-${status}`, at: dueAt, action: 'overdue' }] : []),
  ];
};

/** All that we did ourselves: whatever was lost or late on the way, this makes good. */
const told = (record: Dispute): Tell => {
  const { side, steps, parties, thread, wants, point, sentence, about, openedAt } = record;
  const to = otherOf(side);
  const mine = of(steps, side);
  const who = mine.flatMap((step) => (step.kind === 'meets' ? [step.who] : []));
  return {
    id: `${side}-${mine.length}`,
    partner: parties[to].partner ?? '',
    agency: parties[to].agency,
    to: parties[to].worker,
    dialog: 'dispute',
    thread: `${thread}/${to}`,
    introduces: [...new Set(who)],
    input: { thread, parties, wants, point, sentence, about, openedAt, steps: mine },
  };
};

const days = (from: string, to: string): number =>
  Math.round(((Date.parse(to) - Date.parse(from)) / 86_400_000) * 10) / 10;

/** Codes only: whoever reads the register learns what happened, and to nobody. */
const entry = (record: Dispute, { policy }: Context): Tell => {
  const { steps, parties, thread, point, wants, openedAt } = record;
  const { status, tier, say } = standingOf(steps);
  const impact = worst(steps);
  const last = steps.findLast(({ kind }) => kind === 'said')?.at ?? openedAt;
  return {
    id: `entry-${steps.length}`,
    partner: '',
    agency: policy.hostAgency,
    to: executiveOf(policy),
    dialog: 'register-entry',
    thread: `${thread}/entry`,
    input: {
      kind: 'dispute',
      n: steps.length,
      agencies: [parties.a.agency, parties.b.agency],
      withheldBy: parties[otherOf(wants)].agency,
      reasonCode: point,
      stage: status === 'decided' || status === 'closed' ? `settled-${tier}` : status,
      openedAt,
      ...(say ? { outcome: say, daysToSettle: days(openedAt, last) } : {}),
      ...(impact ? { impact } : {}),
      trendTags: [
        ...(steps.some(({ kind }) => kind === 'urgent') ? ['urgent'] : []),
        ...(steps.some(({ kind }) => kind === 'passed') ? ['time-passed'] : []),
      ],
    },
  };
};

const isSettled = ({ status }: Dispute): boolean => status === 'decided' || status === 'closed';

/** A refusal that a dispute overturned says so itself. */
const overturned = (record: Dispute, before: Dispute | undefined): Tell[] => {
  const { agencyId, links } = record;
  const ref = links.find((link) => link.startsWith('Y-'));
  const now = isSettled(record) && !(before && isSettled(before));
  if (!ref || !now || standingOf(record.steps).say !== 'share') return [];
  const to = { partner: '', agency: agencyId, to: record.createdBy.id };
  return [
    { id: 'overturned', ...to, dialog: 'refusal', thread: `${agencyId}/${ref}`, input: { overturned: true } },
  ];
};

/** Where it was begun from an enquiry of a hub, that learns how it ended. */
const toHub = (record: Dispute, before: Dispute | undefined): Tell[] => {
  const { links, parties, reference: ref, openedAt: at, side, steps } = record;
  const enquiry = enquiryIn(links);
  const { say } = standingOf(steps);
  if (!enquiry || side !== 'a' || !isSettled(record) || (before && isSettled(before))) return [];
  if (say !== 'share' && say !== 'not-share') return [];
  const dispute = { with: parties.b.agency, ref, at, say };
  return [tellHub(enquiry.partition, 'hub-settled', enquiry.ref, { dispute })];
};

type More = { notices?: readonly Notice[]; due?: readonly Due[] };

/** `before` is what we had; where nothing of it changed, nothing follows. */
export const follow = (
  before: Dispute | undefined,
  after: Dispute,
  reason: string,
  ctx: Context,
  { notices = [], due = [] }: More = {},
): Effect<Dispute> => {
  const moved = before === undefined || standingOf(after.steps).status !== before.status;
  // Since they have acted, it waits for us again.
  const woken = !moved && !owes(before) && owes(after);
  const again = woken ? { ...after, chases: 0, chaseAt: chaseAfter(ctx) } : after;
  const record = moved ? entered(after, ctx) : again;
  const { side, steps, thread } = record;
  const known = before?.steps ?? [];
  const spoke = of(steps, side).length > of(known, side).length;
  const grew = steps.length > known.length;
  return {
    record,
    reason: `dispute.${reason}`,
    notices: [...noticesAfter(before, record, ctx), ...notices],
    due: [...duesOf(record, moved, woken), ...due],
    tells: [
      ...(spoke ? [told(record)] : []),
      ...(side === 'a' && grew ? [entry(record, ctx)] : []),
      ...overturned(record, before),
      ...toHub(record, before),
    ],
    ...(before ? {} : { thread: `${thread}/${side}` }),
  };
};
