import type { BreachInput } from '../breach/make-record.ts';
import type { BreachClass } from '../breach/record.ts';
import { asUser } from '../engine/base.ts';
import type { Action, Also, Context, Effect } from '../engine/types.ts';
import { atLocal } from '../engine/working-time.ts';
import { waiting } from '../liaison/chasing.ts';
import { tellPartner } from '../liaison/telling.ts';
import { toAsked } from './clock.ts';
import { type Other, type OtherAnswers, otherForm, whoIn } from './questions.ts';
import type { Complaint } from './record.ts';

/** What is done with a complaint less often: rights handed over, a partner told, a breach linked, passed on. */

const kept = (record: Complaint, reason: string): Effect<Complaint> => ({
  record,
  reason: `complaint.${reason}`,
  notices: [],
  due: [],
});

/** A partner is told of the complaint; where nobody answers for them, somebody has to ring. */
export const withPartner = (
  record: Complaint,
  partner: string,
  ctx: Context,
): Pick<Effect<Complaint>, 'record' | 'tells'> => {
  const { about, sharingRef } = record;
  const tell = tellPartner(
    record,
    { kind: 'complaint', code: about, partner, about: sharingRef ? [sharingRef] : [] },
    ctx,
  );
  const told = {
    partner,
    agency: ctx.policy.partners[partner]?.agency ?? '',
    at: ctx.now.toISOString(),
    ...(tell ? {} : { toRing: true }),
    notes: [],
  };
  return {
    record: { ...record, partnersLiaised: [...record.partnersLiaised, told] },
    tells: tell ? [tell] : [],
  };
};

const classOf: Readonly<Partial<Record<Complaint['about'], BreachClass>>> = {
  'wrong-person': 'misdirected',
  'too-much': 'over-disclosure',
  'not-shared': 'failure-to-share',
  'wrong-data': 'integrity',
};

/** A breach record of its own, made in the same breath: we have known since the complaint came. It tells the partner. */
export const newBreach = (record: Complaint, partner: string | undefined, ctx: Context): Also => {
  const { reference, receivedOn, complainantRef, sharingRef, about, aboutText } = record;
  const came = atLocal(receivedOn, ctx.policy.workingDay.from, ctx.policy);
  const input: BreachInput = {
    class: classOf[about] ?? 'confidentiality',
    what: aboutText ?? reference,
    refs: [complainantRef, ...(sharingRef ? [sharingRef] : [])],
    from: reference,
    ...(partner ? { partner } : {}),
    awareAt: new Date(Math.min(came.getTime(), ctx.now.getTime())).toISOString(),
  };
  return { dialog: 'breach', input };
};

const passed = (record: Complaint, post: OtherAnswers['post'], ctx: Context): Effect<Complaint> => {
  const to = whoIn(post ?? 'dpo', ctx);
  if (!to) return kept(record, 'passed');
  const { seenAt: _, asked = [], ...rest } = record;
  const readers = [...new Set([...(record.readers ?? []), ...asked])].filter((one) => one !== to);
  const next = waiting({ ...rest, asked: [to], readers, chases: 0 }, ctx);
  const notices = toAsked(next.record, `passed-${ctx.now.toISOString()}`, 'passed', {}, ['mine']);
  return { ...kept(next.record, 'passed'), notices, due: next.due };
};

const withBreach = (record: Complaint, breachRef: string): Complaint => ({
  ...record,
  breachRef,
  links: [...new Set([...record.links, breachRef])],
});

type Does = (record: Complaint, answers: OtherAnswers, ctx: Context) => Effect<Complaint>;

const does: Readonly<Record<Other, Does>> = {
  rights: (record, { how = 'letter' }, ctx) => {
    const rights = { how, at: ctx.now.toISOString(), by: asUser(ctx.person) };
    return kept({ ...record, rights }, 'rights');
  },
  partner: (record, { partner = '' }, ctx) => {
    const next = withPartner(record, partner, ctx);
    return { ...kept(record, 'partner'), ...next };
  },
  'breach-new': (record, _, ctx) => {
    const breachRef = ctx.another?.('breach') ?? '';
    const also = [newBreach(record, undefined, ctx)];
    return { ...kept(withBreach(record, breachRef), 'breach'), also };
  },
  'breach-link': (record, { ref = '' }, ctx) => {
    const own = ref.trim().toUpperCase();
    const due = [{ id: `breach-${own}`, at: ctx.now.toISOString(), action: 'tellBreach' }];
    return { ...kept(withBreach(record, own), 'breach'), due };
  },
  referred: (record, _, ctx) => {
    const referredInternally = { at: ctx.now.toISOString(), by: asUser(ctx.person) };
    return kept({ ...record, referredInternally }, 'referred');
  },
  pass: (record, { post }, ctx) => passed(record, post, ctx),
};

export const other: Action<Complaint, OtherAnswers> = {
  from: ['logged', 'acknowledged', 'progress', 'outcome'],
  by: ['asked'],
  ask: otherForm,
  apply: (record, answers, ctx) => {
    const seenAt = record.seenAt ?? ctx.now.toISOString();
    return does[answers.which]({ ...record, seenAt }, answers, ctx);
  },
};
