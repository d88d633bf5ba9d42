import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { words } from '../../bot/core/words.ts';
import { factsIn } from '../../dialogs/breach/triage/facts.ts';
import { options } from '../../dialogs/breach/triage/questions.ts';
import { triageOf } from '../../dialogs/breach/triage/triage.ts';
import { contextAt, monday } from '../support/context.ts';

/**
 * Incidents and what they come to: those that regulators published with their answer, told in the terms of this field,
 * and those of safeguarding life. The answer was written before the rules were asked.
 */

const caseSchema = z.strictObject({
  id: z.string().regex(/^[a-z]+(-[a-z0-9]+)*$/),
  /** The published example that it follows. */
  like: z.string().optional(),
  incident: z.string().min(40),
  answers: z.partialRecord(
    z.enum(Object.keys(options) as [string, ...string[]]),
    z.union([z.string(), z.array(z.string())]),
  ),
  report: z.boolean(),
  tell: z.boolean(),
  urgent: z.boolean(),
  why: z.string().min(8),
});

const folder = new URL('./breach-cases/', import.meta.url);
const all = readdirSync(folder).flatMap((file) =>
  z.array(caseSchema).parse(JSON.parse(readFileSync(new URL(file, folder), 'utf8'))),
);

const ctx = contextAt(monday);

describe('an incident', () => {
  it.each(all.map((one) => [one.id, one] as const))(
    '%s',
    (_, { incident, answers, report, tell, urgent }) => {
      const facts = factsIn(answers);
      // Every answer is one of the options, and counts.
      expect(facts).toEqual(answers);
      const found = triageOf(facts, ctx);
      expect(
        { report: found.report, tell: found.tell, urgent: found.urgent },
        `${incident} ${found.reasons}`,
      ).toEqual({
        report,
        tell,
        urgent,
      });
      for (const code of found.reasons) expect(words(`breach.assess.codes.${code}`)).toMatch(/\.$/);
      for (const key of found.warnings) expect(words(key)).toMatch(/\.$/);
      expect(found.reasons.length).toBeGreaterThan(0);
    },
  );

  it('has a name of its own, and there are enough of each', () => {
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    const published = all.filter(({ like }) => like);
    expect(published.length).toBeGreaterThanOrEqual(34);
    expect(all.length - published.length).toBeGreaterThanOrEqual(40);
  });

  it('comes to each answer, and each reason is heard', () => {
    const kinds = all.map(({ report, tell, urgent }) => `${report} ${tell} ${urgent}`);
    expect(new Set(kinds)).toEqual(
      new Set([
        'false false false',
        'true false false',
        'true true false',
        'true true true',
        'false false true',
      ]),
    );
  });
});
