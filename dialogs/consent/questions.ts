import { cite, law, rotherham, southampton, told } from '../decision/ask.ts';
import { linesOf, mostLines } from '../decision/items.ts';
import { partnerPicks, purposePicks } from '../decision/picks.ts';
import { questions as asked } from '../decision/questions.ts';
import type { Context, Option, Question } from '../engine/types.ts';
import { localDate } from '../engine/working-time.ts';
import { isYoung } from './check.ts';
import type { Recipient } from './record.ts';

/** What somebody is asked who writes down a consent, a refusal, or that they wait for an answer. */

type Check = NonNullable<Question['check']>;

const consent = [law('L-06'), southampton('section 2'), rotherham('section 3.1')];
const recording = [rotherham('section 3.1'), law('L-06')];
const scope = [southampton('section 11'), rotherham('section 3.1')];

/** In the words of the sharing decision, which asks the same. */
const shared = (question: Question): Question => ({ ...question, words: 'decision' });

const choice = (options: readonly string[], citations = consent): Question => ({
  kind: 'choice',
  options,
  required: true,
  citations,
});

const today = ({ now, policy }: Context): string => localDate(now, policy);

const years = 2;
const tooFar = (ctx: Context): string => `${Number(today(ctx).slice(0, 4)) + years}${today(ctx).slice(4)}`;

export const notToCome: Check = (day, _, ctx) => (String(day) > today(ctx) ? 'in-the-future' : undefined);

export const stillToCome: Check = (day, _, ctx) => {
  if (String(day) < today(ctx)) return 'in-the-past';
  return String(day) > tooFar(ctx) ? 'too-far' : undefined;
};

const giverFits: Check = (giver, { ageBand, parentRisk }) => {
  const young = isYoung(String(ageBand ?? ''));
  if (giver === 'nobody') return 'not-entitled';
  if (giver === 'parent' && !young) return 'parent-from-16';
  if (giver === 'parent' && parentRisk !== 'no') return 'parent-unsafe';
  if (giver === 'self' && young) return ageBand === 'unborn' ? 'not-born' : 'child-able';
  if (giver === 'child-able' && ageBand === 'unborn') return 'not-born';
  return giver === 'child-able' && !young ? 'from-16' : undefined;
};

/** Why each giver may decide. */
const bases: Readonly<Record<string, readonly string[]>> = {
  self: ['presumed', 'assessed'],
  'child-able': ['understands'],
  parent: ['parental-responsibility'],
  document: ['attorney', 'deputy'],
};

/** Where it is not settled yet who agreed, that is said first. */
const basisFits: Check = (basis, { giver }) =>
  giver === undefined || bases[String(giver)]?.includes(String(basis)) ? undefined : 'basis-does-not-fit';

const fewLines: Check = (lines) => (linesOf(lines).length > mostLines ? 'too-many-lines' : undefined);

export const plain = (text: unknown): string =>
  String(text)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Whatever stands among what may go and among what must stay, in the same words, stays. */
export const without = (items: readonly string[], kept: readonly string[]): string[] => {
  const out = new Set(kept.map(plain));
  return items.filter((item) => !out.has(plain(item)));
};

/** An option holds only so much. */
const longestKey = 100;

/** Recipients of a consent as options: whoever is not on the register is told by name, and a comma parts options. */
export const keyOf = ({ id, name }: Recipient): string => id ?? plain(name).slice(0, longestKey).trim();

export const recipientPicks = (recipients: readonly Recipient[]): Option[] =>
  recipients.map((one) =>
    one.id ? { value: one.id, title: one.name } : { value: keyOf(one), typed: one.name },
  );

const somethingGoes: Check = (kept, { items }) =>
  fewLines(kept, {}, {} as Context) ??
  (items !== undefined && without(linesOf(items), linesOf(kept)).length === 0 ? 'nothing-left' : undefined);

const lines = (required: boolean, citations = scope): Question => ({
  ...told(2000, citations, required),
  check: fewLines,
});

export const questions = {
  subjectRef: shared(asked.subjectRef),
  ageBand: shared(asked.ageBand),
  answer: choice(['agreed', 'refused', 'waiting', 'service']),
  parentRisk: {
    ...choice(['no', 'yes'], [southampton('section 2'), rotherham('section 3.1')]),
    judgement: true,
  },
  giver: {
    ...choice(
      ['self', 'child-able', 'parent', 'document', 'nobody'],
      [law('L-41', 'Mental Capacity Act 2005'), ...consent],
    ),
    check: giverFits,
  },
  basis: {
    ...choice(
      ['presumed', 'assessed', 'understands', 'parental-responsibility', 'attorney', 'deputy'],
      [law('L-41', 'Mental Capacity Act 2005'), ...consent],
    ),
    check: basisFits,
  },
  assessedBy: { ...told(120, [law('L-41', 'Mental Capacity Act 2005')], false), kind: 'text' },
  informed: shared(asked.informed),
  free: shared(asked.free),
  form: { ...choice(['explicit', 'implied'], consent) },
  medium: choice(['verbal', 'signed', 'electronic'], recording),
  givenOn: { kind: 'date', required: true, check: notToCome, citations: recording },
  words: told(1000, recording),
  formLocation: told(300, recording),
  impliedBasis: told(500, [cite('hmg-qa-2008', 'question 4'), rotherham('section 5')]),
  items: lines(true),
  recipients: {
    kind: 'many',
    options: ['other'],
    pick: partnerPicks,
    required: true,
    citations: scope,
  },
  purposes: { kind: 'many', pick: purposePicks, required: true, citations: scope },
  exclusions: { ...told(1000, scope, false), check: somethingGoes },
  to: { kind: 'date', required: false, check: stillToCome, citations: scope },
  reviewOn: {
    kind: 'date',
    required: false,
    check: stillToCome,
    citations: [southampton('section 5'), law('L-06')],
  },
  otherRecipient: { ...told(120, scope), kind: 'text' },
  refusedRecipients: {
    kind: 'many',
    pick: partnerPicks,
    required: false,
    citations: [rotherham('section 3.1')],
  },
  refusalReason: told(500, [rotherham('section 3.1'), cite('rotherham-3.0', 'section 1.5')], false),
  explained: choice(['yes', 'no'], [rotherham('section 3.1')]),
  askedFor: lines(true),
  askedRecipients: { kind: 'many', pick: partnerPicks, required: false, citations: scope },
  dueOn: { kind: 'date', required: false, check: stillToCome, citations: [rotherham('section 3.1')] },
  service: { ...told(200, [rotherham('section 3.1'), cite('rotherham-3.0', 'section 3')]), kind: 'text' },
} as const satisfies Record<string, Question>;

export type ConsentQuestion = keyof typeof questions;
export type ConsentAnswers = { [Q in ConsentQuestion]?: string | readonly string[] | undefined };
