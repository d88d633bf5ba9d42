import { nextStep, reached, type Step } from '../../dialogs/engine/next-step.ts';
import { sayCitations } from '../../dialogs/engine/say.ts';
import type { Given, Page, Question } from '../../dialogs/engine/types.ts';
import { isValues } from '../../dialogs/policy/override.ts';
import { type Asking, quoted, readAnswers } from './assess-answers.ts';
import { type Desk, idOf, type Read, readCase } from './assess-case.ts';
import { type SaidPath, sayPath, type Trail, trailOf } from './assess-path.ts';
import type { CaseEnd } from './assessable.ts';

/** Cases of a file, taken through a dialog as a person would: what each comes to, or what is still to be asked. */

export type Assessed = {
  id: string | number | null;
  outcome: string | null;
  reasons: readonly string[];
  citations: readonly { id: string; section: string; title: string }[];
  basis: Readonly<Record<string, string>> | null;
  /** The first question that decides and has no answer. */
  next: string | null;
  warnings: readonly string[];
  path?: readonly SaidPath[];
  /** What only some have. */
  [more: string]: unknown;
};

const nothing = (
  { dialog }: Pick<Desk, 'dialog'>,
  id: Assessed['id'],
  warnings: readonly string[],
): Assessed => ({
  id,
  outcome: null,
  reasons: [],
  citations: [],
  basis: null,
  next: null,
  warnings,
  ...dialog.blank,
});

type Questions = Readonly<Record<string, Question>>;
type AnyPage = Page<Record<string, unknown>>;
type AnyStep = Step<Record<string, unknown>, CaseEnd>;

const questionsOf = ({ dialog }: Pick<Asking, 'dialog'>): Questions => dialog.questions as Questions;

const isRecordOnly = ({ required, decides }: Question): boolean => required && decides === false;

/** Kept for the record and deciding nothing: where a case leaves it out, anything will do. */
const fillers = (given: Given, asking: Asking): Given =>
  Object.fromEntries(
    Object.entries(questionsOf(asking))
      .filter(([name, question]) => isRecordOnly(question) && !(name in given))
      .map(([name, { options = [], pick }]) => {
        const value = options[0] ?? pick?.({}, asking.ctx)[0]?.value ?? asking.words('assess.not-stated');
        return [name, { value, at: asking.ctx.now.toISOString() }];
      }),
  );

const namesOn = (pages: readonly AnyPage[]): string[] =>
  pages.flatMap(({ ask, assumes = [] }) => [...ask, ...assumes]);

type Standing = { pages: readonly AnyPage[]; trail: Trail | undefined; ended: boolean };

/** What was taken for granted, so that whoever reads the result can say otherwise. */
const remarks = ({ pages, trail, ended }: Standing, given: Given, asking: Asking): string[] => {
  const { words } = asking;
  const reachedNames = namesOn(pages);
  const line = (key: string, names: readonly string[]) =>
    names.length > 0 ? [words(`assess.${key}`, { names: names.join(', ') })] : [];
  const matters = asking.dialog.matters && trail?.asks;
  const open = reachedNames
    .filter((name) => !(name in given) && matters?.has(name) !== false)
    .map((name) => ({ name, question: questionsOf(asking)[name] as Question }));
  const which = (is: (question: Question) => boolean) =>
    open.filter(({ question }) => is(question)).map(({ name }) => name);
  const decides = (question: Question) => question.decides !== false;
  const isBlank = (question: Question) =>
    decides(question) && !question.required && question.assumed === undefined;
  const counted = ({ name, question }: (typeof open)[number]) =>
    question.assumed && decides(question) && (trail?.asks.has(name) ?? true);
  return [
    ...line('not-used', ended ? Object.keys(given).filter((name) => !reachedNames.includes(name)) : []),
    ...line('for-the-record', ended ? which(isRecordOnly) : []),
    ...line('left-blank', which(isBlank)),
    ...open
      .filter(counted)
      .map(({ name, question }) => words('assess.assumed', { name, value: question.assumed ?? '' })),
  ];
};

const endOf = (outcome: Exclude<CaseEnd, { open: string }>, { words, ctx }: Asking) => ({
  outcome: outcome.outcome,
  reasons: outcome.reasons,
  citations: outcome.citations.map(({ id, section }) => ({
    id,
    section,
    title: sayCitations([{ id, section: '' }], ctx.policy)[0] ?? id,
  })),
  basis: outcome.basis ?? null,
  ...outcome.beside,
  notes: (outcome.warnings ?? []).map((key) => (words.has(key) ? words(key) : key)),
});

/** Of the open page, the first question that has no answer and must have one. */
const openOn = (page: AnyPage, given: Given, asking: Asking): string | null =>
  namesOn([page]).find((name) => !(name in given) && questionsOf(asking)[name]?.required) ?? null;

const openIn = (step: AnyStep, given: Given, asking: Asking): string | null => {
  if (step.kind !== 'end') return openOn(step.page, given, asking);
  return 'open' in step.end ? step.end.open : null;
};

const resultOf = (
  id: Assessed['id'],
  read: Read,
  given: Given,
  asking: Asking,
  explain: boolean,
): Assessed => {
  const { dialog, words, ctx } = asking;
  const all = { ...fillers(given, asking), ...given };
  const step: AnyStep = nextStep(dialog, all, ctx);
  const end = step.kind === 'end' && !('open' in step.end) ? step.end : undefined;
  const ended = end !== undefined;
  const trail = trailOf(dialog, step.kind === 'advice' ? {} : step.answers, end?.path ?? [], ctx);
  const said = [...read.warnings, ...remarks({ pages: reached(step), trail, ended }, given, asking)];
  const path = explain ? { path: sayPath(dialog.name, trail, words) } : {};
  if (!end) return { ...nothing(asking, id, said), next: openIn(step, all, asking), ...path };
  const { notes, ...found } = endOf(end, asking);
  return { ...nothing(asking, id, [...notes, ...said]), ...found, ...path };
};

const assessCase = (value: unknown, desk: Desk): Assessed => {
  const id = idOf(value);
  const read = readCase(value, desk);
  if ('faults' in read) return nothing(desk, id, read.faults);
  const asking = { dialog: desk.dialog, words: desk.words, ctx: read.found.ctx };
  const { given, faults } = readAnswers(read.found.answers, asking);
  if (faults.length > 0) return nothing(desk, id, faults);
  return resultOf(id, read.found, given, asking, desk.explain ?? false);
};

/**
 * Takes the lines of one file, one after the other. Nothing that a line says stops the lines after it. `own` names a
 * case that needs no id, since there is no other.
 */
export const createAssess = (desk: Desk): ((line: string, n: number, own?: string) => Assessed) => {
  const { words } = desk;
  const seen = new Map<string, number>();
  return (line, n, own) => {
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      return nothing(desk, own ?? null, [words('assess.bad-json', { n })]);
    }
    if (own !== undefined && isValues(value)) value = { id: own, ...value };
    const id = idOf(value);
    const first = id === null ? undefined : seen.get(String(id));
    if (first !== undefined)
      return nothing(desk, id, [words('assess.same-id', { id: quoted(String(id)), n: first })]);
    if (id !== null) seen.set(String(id), n);
    try {
      return assessCase(value, desk);
    } catch (fault) {
      return nothing(desk, id, [
        words('assess.broken', { fault: fault instanceof Error ? fault.message : '' }),
      ]);
    }
  };
};
