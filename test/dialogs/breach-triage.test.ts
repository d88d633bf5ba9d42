import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { words } from '../../bot/core/words.ts';
import { cases } from '../../dialogs/breach/triage/cases.ts';
import { factsIn, knownOf, matters } from '../../dialogs/breach/triage/facts.ts';
import { type Fact, type Facts, options } from '../../dialogs/breach/triage/questions.ts';
import { nearnessOf, risks, severityOf, table } from '../../dialogs/breach/triage/scales.ts';
import { type Triage, triageOf } from '../../dialogs/breach/triage/triage.ts';
import { sayCitations } from '../../dialogs/engine/say.ts';
import { contextAt, monday, priya, samplePolicy } from '../support/context.ts';

/** What must hold of every breach, whatever its facts are. */

const ctx = contextAt(monday);
const police = contextAt(monday, { person: { ...priya, agency: 'county-police' } });

const several: readonly Fact[] = ['happened', 'kinds', 'whose'];

const anyFact = (fact: Fact): fc.Arbitrary<unknown> =>
  several.includes(fact)
    ? fc.subarray([...options[fact]], { minLength: 1, maxLength: 3 })
    : fc.constantFrom(...options[fact]);

const names = Object.keys(options) as Fact[];
const whole = fc.record(
  Object.fromEntries(names.map((fact) => [fact, anyFact(fact)])),
) as fc.Arbitrary<Facts>;
/** Some facts are not said. */
const partial = fc.record(Object.fromEntries(names.map((fact) => [fact, anyFact(fact)])), {
  requiredKeys: [],
}) as fc.Arbitrary<Facts>;

/** From the least to the most; those in one list are as bad as each other. */
const ladders: Partial<Record<Fact, readonly (readonly string[])[]>> = {
  danger: [['no'], ['possible', 'yes', 'not-sure']],
  personal: [['organisations', 'figures', 'dead'], ['coded'], ['yes', 'not-known']],
  count: [['one'], ['few'], ['tens'], ['hundreds', 'not-known'], ['thousands']],
  exposedTo: [
    ['nobody'],
    ['colleague', 'professional'],
    ['outsider'],
    ['acquaintance', 'not-known'],
    ['public'],
    ['attacker'],
    ['hostile'],
  ],
  back: [['unread'], ['back'], ['out', 'not-apply', 'not-known']],
  protected: [['encrypted'], ['hashed'], ['password', 'none', 'not-known']],
  purpose: [['mistake'], ['not-known'], ['deliberate']],
  reach: [['never', 'back-soon'], ['not-known'], ['disrupted'], ['lost']],
  accuracy: [['no', 'fixed'], ['not-known'], ['used']],
  ended: [['yes'], ['no', 'not-known']],
};

const pairs = Object.entries(ladders).flatMap(([fact, steps]) =>
  steps.flatMap((step, at) =>
    step.flatMap((less) =>
      steps
        .slice(at)
        .flat()
        .filter((more) => more !== less)
        .map((more) => [fact as Fact, less, more] as const),
    ),
  ),
);

const isAtMost = (a: Triage, b: Triage): boolean =>
  risks.indexOf(a.risk) <= risks.indexOf(b.risk) &&
  Number(a.report) <= Number(b.report) &&
  Number(a.tell) <= Number(b.tell) &&
  Number(a.urgent) <= Number(b.urgent);

const neverLess = (less: Facts, more: Facts) => {
  const [a, b] = [triageOf(less, ctx), triageOf(more, ctx)];
  expect(isAtMost(a, b), JSON.stringify({ less, more, a: a.risk, b: b.risk })).toBe(true);
};

describe('more that is bad, or less that is known', () => {
  it.each(pairs)('never comes to less: %s from %s to %s', (fact, less, more) => {
    fc.assert(
      fc.property(partial, (facts) => neverLess({ ...facts, [fact]: less }, { ...facts, [fact]: more })),
      { numRuns: 150 },
    );
  });

  it.each(['happened', 'kinds', 'whose'] as const)('never comes to less: another of %s', (fact) => {
    fc.assert(
      fc.property(whole, fc.constantFrom(...options[fact]), (facts, another) => {
        const had = facts[fact] as readonly string[];
        neverLess(facts, { ...facts, [fact]: [...new Set([...had, another])] } as Facts);
      }),
      { numRuns: 600 },
    );
  });

  it('never comes to less: not known whose, for any of them', () => {
    fc.assert(
      fc.property(whole, (facts) => neverLess(facts, { ...facts, whose: ['not-known'] })),
      {
        numRuns: 600,
      },
    );
  });

  it('is the same where it is not said, for what is always asked', () => {
    fc.assert(
      fc.property(whole, (facts) => {
        const { whose: _, count: __, ...rest } = facts;
        neverLess(facts.count === 'thousands' ? { ...facts, count: 'hundreds' } : facts, rest);
      }),
      { numRuns: 600 },
    );
  });
});

describe('danger', () => {
  it.each(['possible', 'yes', 'not-sure'] as const)(
    '%s: it is reported, they are told, and it is urgent',
    (danger) => {
      fc.assert(
        fc.property(partial, (facts) => {
          fc.pre(!facts.happened?.every((way) => way === 'not-shared'));
          const { outcome, report, tell, urgent, risk, reasons } = triageOf({ ...facts, danger }, ctx);
          expect({ outcome, report, tell, urgent, risk }).toEqual({
            outcome: 'REPORT_AND_TELL',
            report: true,
            tell: true,
            urgent: true,
            risk: 'high',
          });
          expect(reasons[0]).toBe(danger === 'not-sure' ? 'DANGER_NOT_KNOWN' : 'DANGER');
        }),
      );
    },
  );

  it('is seen where somebody who is hidden may be found by whoever they hide from', () => {
    const found = triageOf(
      { happened: ['sent'], danger: 'no', kinds: ['hidden-home'], exposedTo: 'hostile', back: 'out' },
      ctx,
    );
    expect(found).toMatchObject({ urgent: true, tell: true });
    expect(found.warnings).toContain('breach.assess.warnings.danger');
  });

  it('from what was not passed on is urgent, and no report', () => {
    const found = triageOf({ happened: ['not-shared'], danger: 'yes' }, ctx);
    expect(found).toMatchObject({ risk: 'none', report: false, tell: false, urgent: true });
    expect(found.reasons).toEqual(['NOT_SHARED_ONLY', 'DANGER']);
  });
});

describe('every result', () => {
  it('agrees with itself, gives reasons and sources, and all of it in words', () => {
    fc.assert(
      fc.property(partial, (facts) => {
        const found = triageOf(facts, police);
        expect(found.tell && !found.report).toBe(false);
        expect(found.report).toBe(found.risk === 'risk' || found.risk === 'high');
        expect(found.outcome).toBe(
          found.report ? (found.tell ? 'REPORT_AND_TELL' : 'REPORT') : 'RECORD_ONLY',
        );
        expect(found.reasons.length).toBeGreaterThan(0);
        for (const code of found.reasons) expect(words(`breach.assess.codes.${code}`)).not.toBe('');
        for (const key of found.warnings) expect(words(key)).not.toBe('');
        for (const { row, when } of found.path) {
          expect(words(`breach.assess.rows.${row}`)).not.toBe('');
          expect(words(`breach.assess.rules.${when}`)).not.toBe('');
        }
        for (const said of sayCitations(found.citations, samplePolicy)) expect(said).not.toMatch(/^law:/);
      }),
      { numRuns: 500 },
    );
  });

  it('names the law of the police where the police hold it', () => {
    const facts: Facts = { happened: ['sent'], danger: 'no', kinds: ['crime'], exposedTo: 'public' };
    const sections = (at: typeof ctx) =>
      triageOf(facts, at)
        .citations.map(({ section }) => section)
        .join();
    expect(sections(police)).toContain('sections 67 and 68');
    expect(sections(ctx)).not.toContain('sections 67 and 68');
    expect(triageOf(facts, police).warnings).toContain('breach.assess.warnings.police');
  });

  it.each([
    [{ protected: 'password' }, 'password'],
    [{ holder: 'for-another' }, 'for-another'],
    [{ holder: 'supplier' }, 'supplier'],
    [{ each: 'too-many' }, 'in-public'],
    [{ telling: 'danger' }, 'safe-way'],
    [{ telling: 'not-known' }, 'safe-way'],
    [{ personal: 'dead' }, 'dead'],
    [{ happened: ['not-shared'] }, 'not-shared'],
    [{ kinds: ['contact'] }, 'may-tell'],
  ] as [Facts, string][])('says what to mind: %j', (more, warning) => {
    const facts: Facts = {
      happened: ['sent'],
      danger: 'no',
      kinds: ['health'],
      exposedTo: 'public',
      whose: ['public'],
    };
    const key = `breach.assess.warnings.${warning}`;
    expect(triageOf({ ...facts, ...more }, ctx).warnings).toContain(key);
    expect(triageOf(facts, ctx).warnings).not.toContain(key);
  });

  it('spares them where something has ended the high risk, and says so', () => {
    const facts: Facts = { happened: ['sent'], danger: 'no', kinds: ['health'], exposedTo: 'public' };
    expect(triageOf({ ...facts, ended: 'yes' }, ctx)).toMatchObject({ outcome: 'REPORT', risk: 'high' });
    expect(triageOf({ ...facts, ended: 'yes' }, ctx).reasons).toContain('RISK_ENDED');
    expect(triageOf({ ...facts, ended: 'not-known' }, ctx)).toMatchObject({ outcome: 'REPORT_AND_TELL' });
  });
});

describe('the scales', () => {
  it('rise to the right and downwards, and cover every level', () => {
    const level = (risk: (typeof risks)[number]) => risks.indexOf(risk);
    expect(table).toHaveLength(Math.max(...Object.values(severityOf)) + 1);
    for (const [at, row] of table.entries()) {
      expect(row).toHaveLength(Math.max(...Object.values(nearnessOf)) + 1);
      for (const [across, risk] of row.entries()) {
        expect(level(risk)).toBeGreaterThanOrEqual(level(row[across - 1] ?? 'none'));
        expect(level(risk)).toBeGreaterThanOrEqual(level(table[at - 1]?.[across] ?? 'none'));
      }
    }
  });
});

describe('a case that leaves something out', () => {
  it('is settled only where whatever it leaves out makes no difference', () => {
    fc.assert(
      fc.property(partial, whole, (said, rest) => {
        const end = cases.next({ happened: undefined, ...said } as never, ctx);
        if (!('outcome' in end)) return;
        const needed = Object.fromEntries(cases.needs.map((fact) => [fact, rest[fact as Fact]]));
        const { report, tell, urgent } = triageOf({ ...needed, ...said }, ctx);
        expect(end.beside).toMatchObject({ report, tell, urgent });
      }),
      { numRuns: 1500 },
    );
  });

  it('names the first fact that decides', () => {
    const next = (facts: Facts) => cases.next({ happened: undefined, ...facts } as never, ctx);
    expect(next({})).toEqual({ open: 'happened' });
    expect(next({ happened: ['sent'] })).toEqual({ open: 'danger' });
    expect(next({ happened: ['sent'], danger: 'no' })).toEqual({ open: 'kinds' });
    expect(next({ happened: ['sent'], danger: 'no', kinds: ['health'] })).toEqual({ open: 'exposedTo' });
    expect(next({ happened: ['unavailable'], danger: 'no', kinds: ['health'] })).toMatchObject({
      outcome: 'REPORT_AND_TELL',
    });
    expect(next({ personal: 'figures', danger: 'no' })).toMatchObject({ outcome: 'RECORD_ONLY' });
  });
});

describe('what a report says already', () => {
  const known = (more: object) =>
    knownOf({ class: ['misdirected'], count: 'few', exposedTo: 'colleague', ...more } as Parameters<
      typeof knownOf
    >[0]);

  it('is taken over', () => {
    expect(known({})).toEqual({ happened: ['sent'], count: 'few', exposedTo: 'colleague' });
    expect(known({ class: ['onward', 'misdirected', 'integrity'] })).toMatchObject({
      happened: ['sent', 'wrong'],
    });
    expect(known({ class: ['availability'] })).toMatchObject({ happened: ['lost', 'unavailable'] });
    expect(known({ class: ['agreement'], exposedTo: 'outsider' })).toEqual({ count: 'few' });
  });

  it('is what was weighed before, where it was', () => {
    const facts = { happened: ['lost'], danger: 'no', kinds: ['health'], nonsense: 1, count: 'many' };
    expect(known({ assessment: { facts } })).toEqual({ happened: ['lost'], danger: 'no', kinds: ['health'] });
  });

  it('never holds what is no answer', () => {
    expect(factsIn({ danger: 'perhaps', kinds: [], whose: ['staff', 'x'], happened: 'sent' })).toEqual({
      happened: 'sent',
    });
  });
});

describe('what is asked', () => {
  it.each([
    [{ happened: ['not-shared'], danger: 'no' }, []],
    [{ happened: ['sent'], danger: 'no', personal: 'dead' }, []],
    [
      { happened: ['unavailable'], danger: 'no' },
      ['kinds', 'whose', 'count', 'reach', 'ended', 'each', 'telling'],
    ],
    [
      { happened: ['sent'], danger: 'no', kinds: ['work-contact'] },
      ['kinds', 'whose', 'count', 'exposedTo', 'back', 'protected', 'purpose'],
    ],
    [
      { happened: ['lost', 'wrong'], danger: 'yes' },
      [
        ...['kinds', 'whose', 'count', 'exposedTo', 'back', 'protected', 'purpose', 'accuracy'],
        ...['ended', 'each', 'telling'],
      ],
    ],
  ] as [Facts, Fact[]][])('is what matters to what happened: %j', (facts, asked) => {
    expect(matters(facts)).toEqual(['happened', 'danger', 'personal', 'holder', ...asked]);
  });
});
