import { law, southampton } from '../decision/ask.ts';
import { linesOf } from '../decision/items.ts';
import { partnerPicks } from '../decision/picks.ts';
import { asUser } from '../engine/base.ts';
import type { Action, ActionForm, Context, Question } from '../engine/types.ts';
import { localDate } from '../engine/working-time.ts';
import { sixPoints } from './check.ts';
import { insiders } from './effect.ts';
import { type ConsentAnswers, keyOf, questions, recipientPicks } from './questions.ts';
import type { ConsentRecord, Recipient } from './record.ts';
import { changed, concerned } from './telling.ts';
import { expiryDue, reviewDay } from './until.ts';

/** Asking again: what a consent covers from now on, and for how long. */

type AmendAnswers = Pick<
  ConsentAnswers,
  'items' | 'recipients' | 'purposes' | 'exclusions' | 'to' | 'reviewOn'
> & {
  still?: 'yes' | 'no';
  words?: string;
  givenOn?: string;
  after18?: string;
};

/** Partners of the register, and those that it names besides. */
const picks: Question['pick'] = (answers, ctx) => {
  const named = (ctx.record as ConsentRecord | undefined)?.scope.recipients ?? [];
  return [...partnerPicks(answers, ctx), ...recipientPicks(named.filter(({ id }) => id === undefined))];
};

const amendForm: ActionForm<AmendAnswers> = {
  version: 1,
  review: true,
  questions: {
    still: {
      kind: 'choice',
      options: ['yes', 'no'],
      required: true,
      citations: [law('L-06')],
      check: (answer) => (answer === 'no' ? 'not-still' : undefined),
    },
    items: questions.items,
    recipients: { ...questions.recipients, options: [], pick: picks },
    purposes: questions.purposes,
    exclusions: questions.exclusions,
    to: questions.to,
    reviewOn: questions.reviewOn,
    after18: {
      kind: 'choice',
      options: ['not-yet', 'agreed', 'law', 'remove'],
      required: true,
      citations: [southampton('section 11')],
    },
    words: questions.words,
    givenOn: questions.givenOn,
  },
  filled: (given) => {
    const { scope, exclusions, status } = given as ConsentRecord;
    return {
      items: scope.items.join('\n'),
      recipients: scope.recipients
        .map(keyOf)
        .filter((key) => !exclusions.recipients.map(keyOf).includes(key)),
      purposes: scope.purposes,
      exclusions: exclusions.items.join('\n'),
      // An end that has passed is no proposal.
      ...(scope.to && status !== 'expired' ? { to: scope.to } : {}),
    };
  },
  next: (answers, { record }) => {
    if (!answers.still) return { page: 'amend', ask: ['still', 'words', 'givenOn'] };
    const young = (record as ConsentRecord | undefined)?.ageBand === '16-17';
    const scope = [
      'items',
      'recipients',
      'purposes',
      'exclusions',
      'to',
      'reviewOn',
      ...(young ? ['after18'] : []),
    ] as const;
    return scope.every((name) => name in answers)
      ? 'done'
      : { page: 'amend-scope', ask: scope as readonly (keyof AmendAnswers)[] };
  },
};

const list = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

const recipientsOf = (
  { recipients }: AmendAnswers,
  { scope }: ConsentRecord,
  { policy }: Context,
): Recipient[] =>
  list(recipients).map(
    (key) =>
      scope.recipients.find((one) => one.id === undefined && keyOf(one) === key) ?? {
        id: key,
        name: policy.partners[key]?.title ?? key,
      },
  );

const sameAs = (some: readonly string[], others: readonly string[]): boolean =>
  [...some].sort().join('\n') === [...others].sort().join('\n');

const coveredBy = ({ scope, exclusions }: ConsentRecord): string[] => {
  const out = exclusions.recipients.map(keyOf);
  return scope.recipients.map(keyOf).filter((key) => !out.includes(key));
};

/** One that had run out, and is for the very same as before. */
const isRenewal = (before: ConsentRecord, after: ConsentRecord): boolean =>
  before.status === 'expired' &&
  sameAs(before.scope.items, after.scope.items) &&
  sameAs(before.scope.purposes, after.scope.purposes) &&
  sameAs(before.exclusions.items, after.exclusions.items) &&
  sameAs(coveredBy(before), coveredBy(after));

/** They said yes in words, after they were told again: whatever was missing in their first yes is mended. */
const mended: Pick<ConsentRecord, 'informed' | 'free' | 'form' | 'impliedBasis' | 'medium'> = {
  informed: [...sixPoints],
  free: 'yes',
  form: 'explicit',
  impliedBasis: undefined,
  medium: 'verbal',
};

/** One that had run out holds again. */
export const amend: Action<ConsentRecord, AmendAnswers> = {
  from: ['given', 'amended', 'restricted', 'expired'],
  by: ['owner', 'colleague'],
  ask: amendForm,
  apply: (record, answers, ctx) => {
    const items = linesOf(answers.items);
    const { to: _, ...scope } = record.scope;
    const next: ConsentRecord = {
      ...record,
      ...mended,
      status: 'amended',
      overdue: false,
      scope: {
        ...scope,
        items,
        recipients: recipientsOf(answers, record, ctx),
        purposes: list(answers.purposes),
        ...(answers.to ? { to: String(answers.to) } : {}),
      },
      exclusions: { items: linesOf(answers.exclusions), recipients: [] },
      reviewOn: String(answers.reviewOn ?? '') || reviewDay(ctx),
      ...(answers.after18 ? { after18: String(answers.after18) } : {}),
      evidence: {
        date: String(answers.givenOn ?? localDate(ctx.now, ctx.policy)),
        takenBy: asUser(ctx.person),
        words: String(answers.words ?? ''),
      },
    };
    // Those it no longer covers hear of it as well.
    const what = { detail: items.join('\n'), before: concerned(record) };
    const told = changed(next, isRenewal(record, next) ? 'renew' : 'amend', what, ctx);
    return {
      record: told.record,
      reason: 'consent.amended',
      notices: insiders(told.record, ctx),
      due: [...told.due, ...expiryDue(told.record, ctx)],
      tells: told.tells,
    };
  },
};
