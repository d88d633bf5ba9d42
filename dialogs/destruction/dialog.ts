import { z } from 'zod';
import { plain, workerOf } from '../dispute/parties.ts';
import { answersKept, asUser, base } from '../engine/base.ts';
import { sayDate, sayWhen } from '../engine/say.ts';
import type { Action, Context, Dialog, Effect, Given, Outcome, Tell, View } from '../engine/types.ts';
import { partnerName } from '../liaison/partners.ts';
import { threadOf } from '../liaison/telling.ts';
import { answers as surplusAnswers } from '../surplus/record.ts';
import { type DestructionAnswers, next, questions } from './questions.ts';
import { type Destruction, destructionSchema } from './record.ts';

/** "It is destroyed": paper, files or a device, our own or what a partner sent; and who else is asked for their copies. */

type Asked = Destruction['surplus'][number];

const askedFor = (copies: readonly string[], { now, policy }: Context): Asked[] =>
  copies.flatMap((partner) => {
    const agency = policy.partners[partner]?.agency;
    return agency && workerOf(partner, policy) ? [{ partner, agency, askedAt: now.toISOString() }] : [];
  });

const tellTo = (record: Destruction, { partner, agency }: Asked, { policy }: Context): Tell[] => {
  const to = workerOf(partner, policy);
  const { thread, reference: theirRef, about, agencyId: from } = record;
  if (!to) return [];
  const input = { from, theirRef, about, partner, thread };
  return [{ id: `surplus-${partner}`, partner, agency, to, dialog: 'surplus', input }];
};

const makeRecord = (
  answers: DestructionAnswers,
  _: Outcome,
  ctx: Context,
  given: Given,
): Effect<Destruction> => {
  const { source, what, on, rule, paper, electronic, otherway, witness } = answers;
  const about = answers.about.trim().toUpperCase();
  const kept = base(ctx);
  const surplus = askedFor(answers.copies ?? [], ctx);
  const record: Destruction = {
    ...kept,
    ...{ type: 'destruction', lane: 'destruction', schemaVersion: 1 },
    status: surplus.length > 0 ? 'asked' : 'recorded',
    links: [...new Set([...kept.links, ...(source === 'own' ? [about] : [])])],
    ...{ source, about, what, on, rule, surplus, by: asUser(ctx.person), thread: threadOf(kept) },
    media: [...answers.media],
    ...(paper ? { paper } : {}),
    ...(electronic ? { electronic } : {}),
    ...(otherway ? { otherway } : {}),
    ...(witness ? { witness } : {}),
    answers: answersKept(given, 'destruction'),
  };
  return {
    record,
    reason: 'destruction.recorded',
    notices: [],
    due: [],
    tells: surplus.flatMap((one) => tellTo(record, one, ctx)),
    thread: record.thread,
  };
};

const news = z.object({ partner: z.string(), answer: z.enum(surplusAnswers) });

/** A partner has answered. The first answer counts: heard again, it changes nothing. */
const heard: Action<Destruction> = {
  from: ['asked'],
  by: ['clock'],
  apply: (record, input, ctx) => {
    const { success, data } = news.safeParse(input);
    const nothing = { record, reason: 'destruction.heard', notices: [], due: [] };
    const open = success && record.surplus.some(({ partner, answer }) => partner === data.partner && !answer);
    if (!open) return nothing;
    const answer = { code: data.answer, at: ctx.now.toISOString() };
    const surplus = record.surplus.map((one) => (one.partner === data.partner ? { ...one, answer } : one));
    const all = surplus.every((one) => one.answer);
    return {
      ...nothing,
      record: { ...record, surplus },
      notices: all
        ? [{ id: 'answered', to: record.createdBy.id, kind: 'destruction.answered', params: {} }]
        : [],
    };
  },
};

/** A message did not arrive: somebody has to ring them. */
const unreached: Action<Destruction, { partner: string }> = {
  from: ['asked'],
  by: [],
  apply: (record, { partner }, ctx) => ({
    record,
    reason: 'destruction.unreached',
    notices: [
      {
        id: `unreached-${partner}`,
        to: record.createdBy.id,
        kind: 'destruction.unreached',
        params: { name: plain(partnerName(partner ?? '', ctx)) || '-' },
      },
    ],
    due: [],
  }),
};

const said = (name: string, key: string): View['facts'] => [
  {
    label: `destruction.questions.${name}.label`,
    said: { key: `destruction.questions.${name}.options.${key}` },
  },
];
const typed = (name: string, text: string | undefined): View['facts'] =>
  text ? [{ label: `destruction.questions.${name}.label`, value: text }] : [];

const surplusFacts = ({ surplus }: Destruction, ctx: Context): View['facts'] =>
  surplus.map(({ partner, answer, askedAt }) => ({
    label: 'destruction.facts.copies',
    said: {
      key: `destruction.copies.${answer?.code ?? 'asked'}`,
      params: {
        name: plain(partnerName(partner, ctx)) || '-',
        when: sayWhen(answer?.at ?? askedAt, ctx.policy),
      },
    },
  }));

const show = (record: Destruction, ctx: Context): View => {
  const { source, about, what, on, rule, paper, electronic, otherway, witness, surplus } = record;
  const answered = surplus.filter(({ answer }) => answer).length;
  return {
    status: {
      key: `destruction.status.${record.status}`,
      params: { date: sayDate(on), answered: String(answered), of: String(surplus.length) },
    },
    lead: [],
    facts: [
      ...said('source', source),
      ...typed('about', about),
      ...typed('what', what),
      ...(paper ? said('paper', paper) : []),
      ...(electronic ? said('electronic', electronic) : []),
      ...typed('otherway', otherway),
      ...typed('witness', witness),
      ...said('rule', rule),
      ...surplusFacts(record, ctx),
    ],
    actions: [],
  };
};

export const destruction: Dialog<DestructionAnswers, Destruction> = {
  name: 'destruction',
  version: 1,
  prefix: 'E',
  schema: destructionSchema,
  review: true,
  questions,
  next,
  record: makeRecord,
  /** Begun from a record of ours: its reference is known. */
  begins: ({ reference, type }) =>
    type === 'destruction' ? undefined : { filled: { source: 'own', about: reference } },
  lifecycle: { states: ['recorded', 'asked'], rests: ['recorded', 'asked'], actions: { heard, unreached } },
  show,
  facets: ({ about, surplus }) => ({
    grounds: [],
    recipients: [about, ...surplus.map(({ partner }) => partner)],
  }),
};
