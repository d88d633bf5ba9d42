import { questions } from '../decision/questions.ts';
import type { DecisionRecord } from '../decision/record.ts';
import { spotIdentifiers, withoutIdentifiers } from '../engine/identifiers.ts';
import type { About, Begun, Context, RecordBody, Said, Stuck } from '../engine/types.ts';
import { noteOf, offered } from './whom.ts';

/** A first draft of what to ask, from what was chosen and never from what was typed: nobody is in it. */

type Known = {
  answers: Readonly<Record<string, unknown>>;
  /** What it is that somebody is not sure of. */
  first: readonly Said[];
};

/** Options only: whatever else stands in a draft may have been typed. */
const chosen = (question: 'ageBand' | 'infoKind', { answers }: Known): Said[] => {
  const given = answers[question];
  const options: readonly string[] = questions[question].options;
  return (Array.isArray(given) ? given.map(String) : String(given ?? '').split(','))
    .filter((value) => options.includes(value))
    .map((value) => ({ key: `decision.questions.${question}.options.${value}` }));
};

const purposeOf = ({ answers }: Known, { policy }: Context): string | undefined =>
  policy.purposes[String(answers.purpose ?? '')]?.label;

const gistOf = (known: Known, ctx: Context): (readonly Said[])[] => {
  const purpose = purposeOf(known, ctx);
  const age = chosen('ageBand', known);
  const kind = chosen('infoKind', known);
  return [
    ...(known.first.length > 0 ? [known.first] : []),
    ...(purpose ? [[{ key: 'advice.gist.purpose', params: { purpose } }]] : []),
    ...(age.length > 0 ? [[{ key: 'advice.gist.age' }, ...age]] : []),
    ...(kind.length > 0 ? [[{ key: 'advice.gist.kinds' }, ...kind]] : []),
    [{ key: 'advice.gist.ask' }],
  ];
};

/** A reference has a figure in it, and is no mere number of years: "none yet" is none. */
const caseOf = ({ answers: { subjectRef } }: Known): Pick<About, 'case'> => {
  const text = String(subjectRef ?? '').trim();
  return /\d/.test(text) && text.length > 3 ? { case: text } : {};
};

const begun = (known: Known, about: Omit<Stuck['about'], 'note'>, ctx: Context): Begun => {
  const note = noteOf(known.answers, about.question, ctx);
  const whole = { ...about, ...(note ? { note } : {}), ...caseOf(known) };
  return {
    about: whole,
    filled: suggested({ ...ctx, about: whole }),
    said: { gist: gistOf(known, ctx) },
  };
};

const suggested = (ctx: Context): Readonly<Record<string, string>> => {
  const [role] = offered(ctx);
  return role ? { role } : {};
};

/** By its word, it knows only who is likely to be asked. */
export const starts = (ctx: Context, stuck?: Stuck): Begun => {
  if (!stuck) return { filled: suggested(ctx) };
  const { about, answers, label } = stuck;
  const first = label ? [{ key: 'advice.gist.question' }, { key: label }] : [];
  return begun({ answers, first }, about, ctx);
};

export const begins = (record: RecordBody, ctx: Context): Begun | undefined => {
  if (record.type !== 'decision' || !('purpose' in record)) return undefined;
  const { answers, final, reference } = record as DecisionRecord;
  const known: Known = {
    answers: Object.fromEntries(answers.map(({ row, value }) => [row.replace(/^decision\./, ''), value])),
    first: [{ key: 'advice.gist.decided' }, { key: `decision.outcomes.${final.outcome}.title` }],
  };
  return begun(known, { ref: reference, dialog: 'decision' }, ctx);
};

/** However it is written, in capitals or not. */
const caseIn = ({ about }: Context): RegExp =>
  about?.case === undefined ? /(?!)/ : new RegExp(about.case.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'), 'giu');

/** What in a text would tell whom it is about. */
export const spots = (text: string, ctx: Context): readonly string[] => [
  ...(text.search(caseIn(ctx)) >= 0 ? ['case'] : []),
  ...spotIdentifiers(text, ctx.now.getUTCFullYear()),
];

export const mends = (text: string, ctx: Context): string =>
  withoutIdentifiers(text.replace(caseIn(ctx), '…'), ctx.now.getUTCFullYear());
