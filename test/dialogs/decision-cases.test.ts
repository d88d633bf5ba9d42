import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { decision } from '../../dialogs/decision/dialog.ts';
import type { DecisionAnswers } from '../../dialogs/decision/questions.ts';
import { NOT_SURE } from '../../dialogs/engine/accept.ts';
import { nextStep } from '../../dialogs/engine/next-step.ts';
import type { Context, Given, Outcome, Page, Question } from '../../dialogs/engine/types.ts';
import { contextAt, monday, priya, samplePolicy } from '../support/context.ts';

/**
 * What the law and the guidance say about real situations, written before looking at what the dialog answers.
 * Where a case and the dialog disagree, one of them is wrong about the law: settle which, then change that one.
 */

const outcomes = [
  ...(['SHARE', 'SHARE_LIMITED', 'SHARE_DEPERSONALISED', 'SEEK_CONSENT', 'SEEK_ORIGINATOR'] as const),
  ...(['SEEK_ADVICE', 'ESCALATE', 'DO_NOT_SHARE', 'REFER_CAG'] as const),
  ...(['REDIRECT_SAR', 'REDIRECT_FOI', 'REDIRECT_AGREEMENT'] as const),
] as const;
const holdsBack = /^(DO_NOT_SHARE|SEEK_CONSENT|SEEK_ADVICE|ESCALATE|REDIRECT_.+|REFER_CAG)$/;

const id = z.string().regex(/^[a-z]+(-[a-z0-9]+)+$/);
const sentences = (text: string): number => text.split(/[.!?][”"]?(?:\s|$)/).filter(Boolean).length;

const caseSchema = z.strictObject({
  id,
  title: z.string().max(110),
  situation: z
    .string()
    .refine((text) => sentences(text) >= 2 && sentences(text) <= 4, 'write 2 to 4 sentences'),
  /** Of the practitioner; the council's where none is given. */
  agency: z.enum(samplePolicy.agencies.map((agency) => agency.id)).optional(),
  date: z.iso.date().optional(),
  policy: z
    .strictObject({ duty16LA: z.strictObject({ from: z.iso.date(), confirmed: z.boolean() }) })
    .optional(),
  answers: z.partialRecord(
    z.enum(Object.keys(decision.questions)),
    z.union([z.string(), z.array(z.string())]),
  ),
  outcome: z.enum(outcomes),
  reasons: z.array(z.string()).min(1),
  why: z.string().min(60),
  /** The case that this one equals in all but one fact, and that fact. */
  twin: z.strictObject({ of: id, fact: z.string() }).optional(),
});
type Case = z.infer<typeof caseSchema>;

const folder = new URL('./decision-cases/', import.meta.url);
const read = (file: string): Case[] =>
  z.array(caseSchema).parse(JSON.parse(readFileSync(new URL(file, folder), 'utf8')));
const files = readdirSync(folder).map((file) => ({ file, cases: read(file) }));
const all = files.flatMap(({ cases }) => cases);

const contextOf = ({ agency, date, policy }: Case): Context =>
  contextAt(date ? `${date}T12:00:00.000Z` : monday, {
    person: { ...priya, agency: agency ?? priya.agency },
    policy: { ...samplePolicy, duty16LA: { ...samplePolicy.duty16LA, ...policy?.duty16LA } },
  });

const at = (value: unknown): Given[string] => ({
  value,
  at: monday,
  ...(value === NOT_SURE ? { unsure: 2 } : {}),
});

/** What only the record needs, where the case does not say it. */
const filler = (name: string): string | undefined => {
  const question = decision.questions[name as keyof DecisionAnswers] as Question;
  if (question.decides !== false || !question.required) return undefined;
  return question.options?.[0] ?? 'Written for the record';
};

const fill = (page: Page<DecisionAnswers>, given: Given): Given => {
  const missing = page.ask.filter((name) => !(name in given));
  const fillers = missing.map((name) => [name, filler(name)] as const);
  return Object.fromEntries(fillers.filter(([, value]) => value).map(([name, value]) => [name, at(value)]));
};

/** The end of a run through the dialog, page by page, and the answers of the case that no page asked for. */
const run = (one: Case) => {
  const ctx = contextOf(one);
  let given: Given = Object.fromEntries(
    Object.entries(one.answers).map(([name, value]) => [name, at(value)]),
  );
  for (;;) {
    const step = nextStep<DecisionAnswers, Outcome>(decision, given, ctx);
    if (step.kind === 'end') {
      const asked = step.before.flatMap((page) => [...page.ask, ...(page.assumes ?? [])] as string[]);
      return { end: step.end, unasked: Object.keys(one.answers).filter((name) => !asked.includes(name)) };
    }
    if (step.kind === 'advice') throw new Error(`${step.question} is not settled`);
    const more = fill(step.page, given);
    if (Object.keys(step.errors).length > 0) throw new Error(`refused: ${JSON.stringify(step.errors)}`);
    const open = step.page.ask.filter((name) => !(name in given) && !(name in more));
    if (Object.keys(more).length === 0) throw new Error(`page ${step.page.page} asks ${open.join(', ')}`);
    given = { ...given, ...more };
  }
};

describe.each(files)('cases in $file', ({ cases }) => {
  it.each(cases.map((one) => [one.id, one] as const))('%s', (_, one) => {
    const { end, unasked } = run(one);
    const missing = one.reasons.filter((reason) => !end.reasons.includes(reason));
    expect({ outcome: end.outcome, reasons: end.reasons, missing, unasked }, one.title).toEqual({
      outcome: one.outcome,
      reasons: expect.anything(),
      missing: [],
      unasked: [],
    });
  });
});

/** What two cases answer differently. What only one of them is asked follows from that. */
const differences = (one: Case, other: Case): string[] => {
  const circumstances = (['agency', 'date', 'policy'] as const).filter(
    (part) => JSON.stringify(one[part]) !== JSON.stringify(other[part]),
  );
  const both = Object.keys(one.answers).filter((name) => name in other.answers);
  const told = both.filter(
    (name) => JSON.stringify(one.answers[name]) !== JSON.stringify(other.answers[name]),
  );
  return [...circumstances, ...told];
};

describe('the cases together', () => {
  const twins = all.flatMap((one) => {
    const other = all.find((candidate) => candidate.id === one.twin?.of);
    return one.twin ? [{ one, other }] : [];
  });

  it('have an id each', () => {
    expect(new Set(all.map((one) => one.id)).size).toBe(all.length);
  });

  it('are at least eighty, and at least two in five hold something back', () => {
    expect(all.length).toBeGreaterThanOrEqual(80);
    expect(all.filter(({ outcome }) => holdsBack.test(outcome)).length / all.length).toBeGreaterThanOrEqual(
      0.4,
    );
  });

  it('reach every outcome there is', () => {
    expect([...new Set(all.map(({ outcome }) => outcome))].sort()).toEqual([...outcomes].sort());
  });

  it('hold at least ten near twins', () => {
    expect(twins.length).toBeGreaterThanOrEqual(10);
  });

  it.each(twins.map((pair) => [pair.one.id, pair] as const))(
    '%s ends unlike its twin, by one fact',
    (_, pair) => {
      expect(pair.other, pair.one.twin?.of).toBeDefined();
      const other = pair.other as Case;
      expect(pair.one.outcome).not.toBe(other.outcome);
      expect(differences(pair.one, other).length).toBeLessThanOrEqual(1);
    },
  );

  afterAll(() => {
    const counts = outcomes.map((outcome) => [outcome, all.filter((one) => one.outcome === outcome).length]);
    process.stdout.write(`${all.length} cases: ${counts.map((pair) => pair.join(' ')).join(', ')}\n`);
  });
});
