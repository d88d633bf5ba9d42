import type { Brief, Said, View } from '../../../dialogs/engine/types.ts';
import type { Words } from '../../../dialogs/words.ts';
import { answerText } from './choices.ts';
import {
  type AnyAnswers,
  type AnyPage,
  asked,
  keyOf,
  pageOnly,
  questionOf,
  refer,
  type Shown,
  valueText,
} from './shown.ts';

/** What was taken as read on the way here, each with a way to change it. */
const assumptions = (before: readonly AnyPage[], shown: Shown) => {
  const { words, draft } = shown;
  const all = before
    .flatMap((page) => page.assumes ?? [])
    .map((name) => ({ name, question: questionOf(shown, name) }));
  const rows = all
    .filter(({ question }) => question.assumed)
    .map(({ name, question }) => ({
      label: words(`${keyOf(shown, name)}.label`),
      value: answerText(
        question,
        valueText(draft.given[name]?.value) || (question.assumed ?? ''),
        asked(name, shown),
      ),
      change: {
        title: words('engine.change'),
        press: { do: 'page' as const, ...refer(draft, pageOnly(name)) },
      },
    }));
  const extra = all.filter(({ question }) => !question.assumed).map(({ name }) => name);
  return extra.length > 0 ? [...rows, more(extra, shown)] : rows;
};

/** What may be added and need not be: one row for all of it. */
const more = (names: readonly string[], shown: Shown) => {
  const { words, draft } = shown;
  const given = names.filter((name) => valueText(draft.given[name]?.value) !== '');
  const labels = given.map((name) => words(`${keyOf(shown, name)}.label`));
  return {
    label: words('engine.brief.more'),
    value: labels.length > 0 ? labels.join(' ') : words('engine.brief.nothing-more'),
    change: {
      title: words('engine.brief.add'),
      press: { do: 'page' as const, ...refer(draft, pageOnly(...names)) },
    },
  };
};

/** The recommendation: what and what to do, why, what would change it, and that the person decides. */
const briefed = (brief: Brief, asRead: boolean, words: Words) => {
  const say = ({ key, params }: Said) => words(key, params);
  return {
    verdict: { title: say(brief.outcome), next: say(brief.next) },
    warnings: brief.warnings.map(say),
    lead: [
      words('engine.brief.why', { reasons: brief.reasons.map(say).join(' ') }),
      ...(brief.line ? [say(brief.line)] : []),
    ],
    closing: [
      words('engine.brief.changes', { changes: brief.changes.map(say).join(' ') }),
      ...brief.notes.map(say),
      words(asRead ? 'engine.brief.you-decide-check' : 'engine.brief.you-decide'),
    ],
  };
};

export const factOf = (words: Words) => (fact: View['facts'][number]) =>
  'said' in fact
    ? { title: words(fact.label), words: words(fact.said.key, fact.said.params) }
    : { title: words(fact.label), typed: fact.value };

/** What the page says about where things stand: the recommendation, whom to ring. */
export const told = (page: AnyPage, before: readonly AnyPage[], answers: AnyAnswers, shown: Shown) => {
  const { words, ctx, run } = shown;
  const brief = page.brief ? run.form.brief?.(answers, ctx) : undefined;
  const contacts = page.contacts
    ? ctx.policy.urgentContacts.map(({ title, text }) => ({ title, words: text }))
    : [];
  if (!brief)
    return {
      lead: [
        ...(page.backing ? [ctx.policy.backing] : []),
        ...(page.tells ?? []).map((said) => (typeof said === 'string' ? said : words(said.key, said.params))),
      ],
      facts: [...contacts, ...(page.shows ?? []).map(factOf(words))],
      citations: [],
    };
  const rows = assumptions(before, shown);
  return {
    ...briefed(brief, rows.length > 0, words),
    facts: brief.facts.map(factOf(words)),
    citations: brief.citations,
    ...(rows.length > 0
      ? { assumed: words('engine.brief.assumed'), rows, changeRows: words('engine.brief.change-rows') }
      : {}),
  };
};
