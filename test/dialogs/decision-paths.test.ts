import { beforeAll, describe, expect, it } from 'vitest';
import { basisOf } from '../../dialogs/decision/basis.ts';
import { decide } from '../../dialogs/decision/decide.ts';
import { outcomeOf } from '../../dialogs/decision/dialog.ts';
import { factsOf } from '../../dialogs/decision/facts.ts';
import { type DecisionAnswers, type QuestionName, questions } from '../../dialogs/decision/questions.ts';
import { rules } from '../../dialogs/decision/rules.ts';
import { type RowName, table } from '../../dialogs/decision/table.ts';
import type { Context } from '../../dialogs/engine/types.ts';
import { contextAt, monday, priya, samplePolicy } from '../support/context.ts';
import { domainOf } from '../support/decision-answers.ts';
import { invariants, type Seen, shares } from '../support/decision-invariants.ts';
import { endOf } from '../support/decision-keys.ts';
import { type Explored, everyPath, type Witness } from '../support/decision-paths.ts';
import { createChance, drawAnswers, type Run, runThrough } from '../support/decision-runs.ts';
import { letterOf } from '../support/decision-table.ts';

/**
 * What must hold on every path of the sharing decision. The child-welfare duty is taken as in force: where it does not
 * apply, all paths are those without it.
 */

const withDuty = { ...samplePolicy, duty16LA: { ...samplePolicy.duty16LA, confirmed: true } };
const ctx = contextAt(monday, { policy: withDuty });

const seen = new Map<string, { concerned: number; broken: Map<string, DecisionAnswers> }>();
const firstOf = new Map<string, Witness>();
const bases = new Map<string, Witness>();
/** One run to each ending, page by page. */
const runs = new Map<string, Run>();
let all: Explored;

const domain = domainOf(ctx);
const anyAnswer = (question: QuestionName) => domain(question)[0];

const look = (witness: Witness): void => {
  const { answers, path, found } = witness;
  const one: Seen = {
    ...witness,
    end: outcomeOf(answers, ctx, found),
    facts: factsOf(answers, ctx, found),
    passes: (...any) => path.some(({ row }) => any.includes(row)),
  };
  for (const { name, concerns, holds } of invariants) {
    if (!concerns(one)) continue;
    const count = seen.get(name) ?? { concerned: 0, broken: new Map() };
    seen.set(name, count);
    count.concerned += 1;
    if (!holds(one)) count.broken.set(JSON.stringify(found.recommendation), answers);
  }
  const end = endOf(found);
  if (!firstOf.has(end)) firstOf.set(end, witness);
  if (shares(one)) bases.set(JSON.stringify(found.recommendation), witness);
};

beforeAll(() => {
  all = everyPath(ctx, look);
  for (const [end, { answers }] of firstOf) runs.set(end, runThrough(answers, ctx, anyAnswer));
  process.stdout.write(
    `${all.paths} paths, ${all.endings.size} endings; ${all.visited} of the paths walked, which together ` +
      `hold every beginning and every ending\n`,
  );
}, 120_000);

describe('every path', () => {
  it.each(invariants.map(({ name }) => name))('%s', (name) => {
    expect([...(seen.get(name)?.broken ?? [])].slice(0, 5)).toEqual([]);
    expect(seen.get(name)?.concerned).toBeGreaterThan(0);
  });

  it('is one of many, and they end in more than a thousand ways', () => {
    expect(all.paths).toBeGreaterThan(500_000);
    expect(all.endings.size).toBeGreaterThan(1000);
    expect([...all.endings].sort()).toEqual([...firstOf.keys()].sort());
  });

  it('ends page by page as row by row', () => {
    for (const [key, { answers, found }] of firstOf) {
      expect(runs.get(key)?.path).toEqual(found.path);
      expect(runs.get(key)?.end).toEqual(outcomeOf(answers, ctx, found));
    }
  });

  it('can be taken, whichever is drawn', () => {
    const chance = createChance(16);
    const drawn = Array.from({ length: 400 }, () => all.draw(chance));
    expect(drawn.every(({ path, found }) => all.knows(path, endOf(found)))).toBe(true);
    expect(new Set(drawn.map(({ path }) => path.map(letterOf).join())).size).toBeGreaterThan(350);
  });

  it('is not just any sequence of rows', () => {
    const first = { row: 'T0', when: 'always', to: 'T1' } as const;
    expect(all.knows([first, { row: 'T1', when: 'ownFile', to: 'T1a' }], '')).toBe(false);
    expect(all.knows([{ row: 'T0', when: 'actToday', to: 'end' }], '["SHARE",["NO_POWER"],[]]')).toBe(false);
  });
});

describe('a basis', () => {
  const known = [
    ...['legal-obligation', 'vital-interests', 'law-enforcement', 'public-task', 'consent', 'not-personal'],
    ...['recognised-interest', 'legitimate-interests', 'deceased'],
  ];

  it('is there for each share, whatever its purpose and whichever agency shares', () => {
    const families = new Map(Object.entries(samplePolicy.purposes).map(([id, { family }]) => [family, id]));
    const found = [...bases.values()].flatMap(({ answers, found: { recommendation } }) =>
      samplePolicy.agencies.flatMap(({ id }) =>
        [...families.values()].map((purpose) => {
          const from = { ...ctx, person: { ...priya, agency: id } };
          return basisOf(factsOf({ ...answers, purpose }, from), recommendation?.reasons ?? []);
        }),
      ),
    );
    expect(found.length).toBeGreaterThan(1000);
    expect(new Set(found.map(({ article6 }) => article6))).toEqual(new Set(known));
    expect(found.filter(({ further }) => !further)).toEqual([]);
  });
});

describe('the table', () => {
  const rows = Object.entries(table) as [RowName, (typeof table)[RowName]][];
  const ways = rows.flatMap(([row, { ways: all_ }]) => all_.map(({ when }) => `${row} ${when}`));

  it('has no way that no path takes', () => {
    const taken = new Set(
      all.graph.states.flatMap(({ edges }) => edges.map(({ row, when }) => `${row} ${when}`)),
    );
    expect(ways.filter((way) => !taken.has(way))).toEqual([]);
  });

  it('has no two ways in a row by the same rule, and no row that leads to itself', () => {
    expect(new Set(ways).size).toBe(ways.length);
    expect(rows.filter(([row, { ways: onward }]) => onward.some(({ to }) => to === row))).toEqual([]);
  });

  it('uses every rule', () => {
    const used = new Set(
      rows.flatMap(([, row]) => [...row.ways, ...(row.notes ?? [])].map(({ when }) => when)),
    );
    expect(Object.keys(rules).filter((rule) => !used.has(rule as keyof typeof rules))).toEqual([]);
  });

  it('asks every question on some path', () => {
    const chance = createChance(5);
    const drawn = Array.from({ length: 200 }, () => runThrough(all.draw(chance).answers, ctx, anyAnswer));
    const asked = new Set([...all.graph.asked, ...[...runs.values(), ...drawn].flatMap((run) => run.asked)]);
    // Asked only where a consent is on record: test/dialogs/consent-on-record.test.ts.
    const elsewhere = ['covered'];
    const missing = Object.keys(questions).filter((question) => !asked.has(question as QuestionName));
    expect(missing).toEqual(elsewhere);
  });

  it('reads nothing about agreements', () => {
    const about = /agreement|protocol|\bisa\b|\bdsa\b/i;
    expect(Object.keys(questions).filter((question) => about.test(question))).toEqual([]);
    const read = new Set<string>();
    const policy = new Proxy(ctx.policy, {
      get: (target, name) => {
        read.add(String(name));
        return Reflect.get(target, name) as unknown;
      },
    });
    for (const { answers } of firstOf.values()) decide(answers, { ...ctx, policy });
    const facts = ['agencies', 'duty16LA', 'gateways', 'partners', 'purposes', 'workingDay'];
    expect([...read].filter((name) => !facts.includes(name))).toEqual([]);
    expect(read.size).toBeGreaterThan(0);
  });
});

describe('"Not sure"', () => {
  /** Where it leads to the very same as another answer, and why that reads it as neither yes nor no. */
  const alike: Readonly<Record<string, string>> = {
    'T1p childDecides no': 'nothing goes until the access team has the answers (row T1)',
    'T1p parentRisk no': 'nothing goes until the access team has the answers (row T1)',
    'T1p parentMay yes': 'nothing goes until the access team has the answers (row T1)',
    'T1f foiNote someone': 'nothing is released before the officer has looked (row T1)',
    'D1w deadWeigh purpose': 'a known wish against it leads to advice too (row D1)',
    'D1w deadWeigh own-interests': 'a mark of harm leads to advice too: nobody waits for consent then',
    'RS2 origin undefined': 'what names nobody has no origin to ask (row Q2a)',
    'RS2 origin allowed': 'what names nobody has no origin to ask (row Q2a)',
    'RS2 origin ask': 'what names nobody has no origin to ask (row Q2a)',
  };
  /** Where a row goes on past it, and what settles it. */
  const later: Readonly<Record<string, string>> = {
    'T0 actToday': 'the urgent lane stays open, and life and death is asked about (rows T0 and Q5b)',
    'T1p childDecides': 'the access team settles it (row T1)',
    'T1p parentRisk': 'the access team settles it (row T1)',
    'T1p parentMay': 'the access team settles it (row T1)',
    'T1f foiNote': 'the officer settles it (row T1)',
    'T1r purpose': 'the row that asks for the purpose leads to advice (row Q1)',
    'T1r cse': 'counts as marked until the test leads to advice (step 3 of the test)',
    'Q5c necessary': 'the test settles it (row Q5c)',
    'Q5c proportionate': 'the test settles it (row Q5c)',
    'Q5c adultRisk': 'the test settles it (step 2 of the test)',
    'RS2 origin': 'what names nobody has no origin to ask (row Q2a)',
  };

  it('never leads to the very same as a decisive answer', () => {
    expect([...all.graph.unsure].sort()).toEqual(Object.keys(alike).sort());
  });

  it('leads to advice or to a manager, or to a row that does', () => {
    expect([...all.graph.past].sort()).toEqual(Object.keys(later).sort());
  });
});

describe('danger', () => {
  it('comes first, whatever else was said', () => {
    const chance = createChance(999);
    for (let run = 0; run < 500; run += 1) {
      const { end, path, asked } = runThrough({ ...drawAnswers(ctx, chance), actToday: 'yes' }, ctx);
      expect(end).toMatchObject({ outcome: 'SHARE', reasons: ['URGENT_HARM'], handOver: 'urgent' });
      expect(path).toEqual([{ row: 'T0', when: 'actToday', to: 'end' }]);
      expect(asked).toEqual(['actToday']);
    }
  });
});

describe('runs that nobody simplified', () => {
  const places: readonly Context[] = samplePolicy.agencies.flatMap(({ id }) =>
    [samplePolicy, withDuty].map((policy) => contextAt(monday, { policy, person: { ...priya, agency: id } })),
  );

  it('take known paths to known endings, in every agency, before and after the duty is in force', () => {
    const chance = createChance(2026);
    const unknown: DecisionAnswers[] = [];
    const ends = new Set<string>();
    for (let run = 0; run < 3000; run += 1) {
      const place = places[run % places.length] as Context;
      const { path, answers } = runThrough(drawAnswers(place, chance), place);
      const end = endOf(decide(answers, place));
      ends.add(end);
      if (!all.knows(path, end)) unknown.push(answers);
    }
    expect(unknown).toEqual([]);
    expect(ends.size).toBeGreaterThan(200);
  }, 60_000);
});
