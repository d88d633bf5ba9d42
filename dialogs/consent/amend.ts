import { law, southampton } from '../decision/ask.ts';
import { linesOf } from '../decision/items.ts';
import { asUser } from '../engine/base.ts';
import type { Action, ActionForm } from '../engine/types.ts';
import { localDate } from '../engine/working-time.ts';
import { insiders } from './effect.ts';
import { type ConsentAnswers, questions } from './questions.ts';
import type { ConsentRecord } from './record.ts';
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

const isKeptFrom = (id: string, { recipients }: ConsentRecord['exclusions']): boolean =>
  recipients.some((each) => each.id === id);

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
    recipients: { ...questions.recipients, options: [] },
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
    const { scope, exclusions } = given as ConsentRecord;
    return {
      items: scope.items.join('\n'),
      recipients: scope.recipients.flatMap(({ id }) => (id && !isKeptFrom(id, exclusions) ? [id] : [])),
      purposes: scope.purposes,
      exclusions: exclusions.items.join('\n'),
      ...(scope.to ? { to: scope.to } : {}),
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

/** One that had run out holds again. */
export const amend: Action<ConsentRecord, AmendAnswers> = {
  from: ['given', 'amended', 'restricted', 'expired'],
  by: ['owner', 'colleague'],
  ask: amendForm,
  apply: (record, answers, ctx) => {
    const items = linesOf(answers.items);
    const kept = record.scope.recipients.filter(({ id }) => id === undefined);
    const named = list(answers.recipients).map((id) => ({ id, name: ctx.policy.partners[id]?.title ?? id }));
    const { to: _, ...scope } = record.scope;
    const next: ConsentRecord = {
      ...record,
      status: 'amended',
      overdue: false,
      scope: {
        ...scope,
        items,
        recipients: [...named, ...kept],
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
      medium: 'verbal',
    };
    // Those it no longer covers hear of it as well.
    const what = { detail: items.join('\n'), before: concerned(record) };
    const told = changed(next, record.status === 'expired' ? 'renew' : 'amend', what, ctx);
    return {
      record: told.record,
      reason: 'consent.amended',
      notices: insiders(told.record, ctx),
      due: [...told.due, ...expiryDue(told.record, ctx)],
      tells: told.tells,
    };
  },
};
