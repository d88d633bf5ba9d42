import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Assessed, createAssess } from '../../bot/core/assess.ts';
import type { Desk } from '../../bot/core/assess-case.ts';
import { schemaOf } from '../../bot/core/assess-schema.ts';
import { assessableNames, assessableOf } from '../../bot/core/assessable.ts';
import { words } from '../../bot/core/words.ts';
import { readPolicy } from '../../bot/policy.ts';
import { options } from '../../dialogs/breach/triage/questions.ts';
import { dialogs } from '../../dialogs/registry.ts';
import { contextAt, monday } from '../support/context.ts';

/** Breaches by the line: each result says whether to report, whether to tell, and why; or what to ask first. */

const policy = readPolicy();
const desk: Desk = { dialog: assessableOf('breach') as Desk['dialog'], words, policy, now: new Date(monday) };

type Answers = Record<string, unknown>;

const assess = (answers: Answers, more: object = {}, at: Partial<Desk> = {}): Assessed =>
  createAssess({ ...desk, ...at })(JSON.stringify({ id: 'a', answers, ...more }), 1);

const letter: Answers = {
  happened: ['sent'],
  danger: 'no',
  kinds: ['health'],
  whose: ['public'],
  count: 'one',
  exposedTo: 'outsider',
  back: 'out',
  protected: 'none',
};

describe('a breach', () => {
  it('comes to whether to report and to tell, with reasons, sources in words, and the risk', () => {
    const result = assess(letter);
    expect(result).toMatchObject({
      ...{ id: 'a', outcome: 'REPORT', report: true, tell: false, urgent: false, risk: 'risk' },
      ...{ next: null, reportBy: null, reasons: ['SENSITIVE', 'STILL_OUT'], basis: null },
    });
    expect(result.citations).toEqual([
      { id: 'law:L-08', section: 'Article 33', title: policy.law['L-08']?.title },
    ]);
    expect(result.warnings).toContain(words('breach.assess.warnings.may-tell'));
  });

  it('has the same fields in every result', () => {
    const fields = Object.keys(assess(letter));
    for (const result of [assess({}), assess({ nonsense: 1 }), createAssess(desk)('{', 1)])
      expect(Object.keys(result).sort()).toEqual([...fields].sort());
    expect(fields).toEqual(expect.arrayContaining(['report', 'tell', 'urgent', 'risk', 'reportBy']));
  });

  it.each([
    [{}, 'happened'],
    [{ happened: ['sent'] }, 'danger'],
    [{ happened: ['sent'], danger: 'no' }, 'kinds'],
    [{ happened: ['sent'], danger: 'no', kinds: ['health'] }, 'exposedTo'],
  ] as [Answers, string][])('that lacks a fact names the first that decides: %j', (answers, next) => {
    expect(assess(answers)).toMatchObject({ outcome: null, report: null, tell: null, urgent: null, next });
  });

  it.each([
    [{ happened: ['sent'], danger: 'yes' }, true],
    [{ happened: ['lost'], danger: 'no', protected: 'encrypted' }, false],
    [{ happened: ['sent'], danger: 'no', back: 'unread', kinds: ['contact'], exposedTo: 'outsider' }, false],
    [{ danger: 'no', personal: 'organisations' }, false],
    [{ happened: ['unavailable'], danger: 'no', kinds: ['care'] }, true],
  ] as [Answers, boolean][])('is settled where the rest makes no difference: %j', (answers, report) => {
    expect(assess(answers)).toMatchObject({ report, tell: report, next: null });
  });

  it('names what it took for granted, and nothing that does not matter here', () => {
    const { whose: _, back: __, ...rest } = letter;
    expect(assess(rest).warnings).toEqual(
      expect.arrayContaining(['assumed: whose = not-known', 'assumed: back = not-known']),
    );
    expect(assess(letter).warnings.join()).not.toMatch(/reach|accuracy|awareAt|holder|ended/);
    expect(assess({ happened: ['unavailable'], danger: 'no', kinds: ['care'] }).warnings).toContain(
      'left blank: reach',
    );
  });

  it('says by when it is due, whatever zone it is given in, and over a change of the clocks', () => {
    expect(assess({ ...letter, awareAt: '2026-11-21T18:05:00+00:00' })).toMatchObject({
      reportBy: '2026-11-24T18:05:00.000Z',
    });
    expect(assess({ ...letter, awareAt: '2026-10-24T18:05:00+01:00' })).toMatchObject({
      reportBy: '2026-10-27T17:05:00.000Z',
    });
    expect(assess({ ...letter, awareAt: 'yesterday' })).toMatchObject({
      outcome: null,
      warnings: [expect.stringMatching(/^awareAt: Please give a date and time/)],
    });
  });

  it('names what is allowed where an answer is none', () => {
    expect(assess({ ...letter, back: 'maybe' }).warnings).toEqual([
      `unknown answer 'maybe' to 'back': use one of ${options.back.join(', ')}`,
    ]);
    expect(assess({ ...letter, kinds: ['helth'] }).warnings).toEqual([
      "unknown answer 'helth' to 'kinds': did you mean 'health'? see --schema",
    ]);
    expect(assess({ ...letter, exposed: 'nobody' }).warnings[0]).toMatch(/^unknown question 'exposed'/);
  });

  it('may be told by label', () => {
    const label = (fact: string, option: string) =>
      words(`breach.assess.questions.${fact}.options.${option}`);
    const labelled = {
      ...letter,
      kinds: [label('kinds', 'health')],
      exposedTo: label('exposedTo', 'outsider'),
    };
    expect(assess(labelled)).toEqual(assess(letter));
  });

  it('is explained respect by respect, in words', () => {
    const { path = [] } = assess(letter, {}, { explain: true });
    expect(path.map(({ row }) => row)).toEqual([
      ...['severity', 'nearness', 'exposure', 'scale', 'reach', 'accuracy', 'danger', 'risk'],
    ]);
    for (const { question, rule } of path) for (const text of [question, rule]) expect(text).toMatch(/\S/);
    expect(assess({}, {}, { explain: true }).path).toEqual([]);
  });

  it('of the police names their law', () => {
    const sections = assess(letter, { agency: 'county-police' }).citations.map(({ section }) => section);
    expect(sections).toContain('Data Protection Act 2018 sections 67 and 68');
  });

  it('never throws, whatever it says', () => {
    const name = fc.constantFrom(...Object.keys(options), 'awareAt', '__proto__', 'x');
    const value = fc.oneof(
      fc.constantFrom(...Object.values(options).flat()),
      fc.subarray([...options.kinds]),
      fc.jsonValue({ maxDepth: 1 }),
    );
    fc.assert(
      fc.property(fc.dictionary(name, value, { maxKeys: 16 }), (answers) => {
        const { outcome, next, warnings } = assess(answers);
        expect(outcome !== null || next !== null || warnings.length > 0).toBe(true);
        expect(warnings.join()).not.toMatch(/fault of ours/);
      }),
      { numRuns: 400 },
    );
  });
});

describe('what cases can be taken through', () => {
  it('is every dialog that people start, and the weighing of a breach in place of its report', () => {
    expect(assessableNames).toEqual(expect.arrayContaining(['decision', 'urgent', 'breach']));
    expect(assessableOf('decision')).toBe(dialogs.decision);
    expect(Object.keys(assessableOf('breach')?.questions ?? {})).toContain('exposedTo');
    for (const name of [undefined, 'ended', 'constructor']) expect(assessableOf(name)).toBeUndefined();
  });
});

type Option = { const: string; title: string; description?: string };
type Property = {
  title: string;
  description: string;
  type?: string;
  oneOf?: Option[];
  items?: { oneOf: Option[] };
  default?: unknown;
};
type Schema = { title: string; properties: Record<string, Property>; required: string[] };

describe('the schema', () => {
  const { title, properties, required } = schemaOf({
    dialog: desk.dialog,
    words,
    ctx: contextAt(monday, { policy }),
  }) as Schema;

  it('has every fact with its options, each with a title, and says what must be there', () => {
    expect(title).toMatch(/\S/);
    expect(Object.keys(properties)).toEqual([...Object.keys(options), 'awareAt']);
    expect(required).toEqual(['happened', 'danger', 'kinds', 'exposedTo']);
    for (const [fact, list] of Object.entries(options)) {
      const { title: label, description, oneOf, items } = properties[fact] as Property;
      for (const text of [label, description]) expect(text, fact).toMatch(/\S/);
      expect((oneOf ?? items?.oneOf)?.map(({ const: value }) => value)).toEqual(list);
    }
  });

  it.each([
    'danger',
    'happened',
    'personal',
    'kinds',
    'whose',
    'exposedTo',
    'back',
    'protected',
    'purpose',
    'reach',
  ])('explains each option of %s', (fact) => {
    const { oneOf, items } = properties[fact] as Property;
    for (const { description } of oneOf ?? items?.oneOf ?? []) expect(description).toMatch(/\.$/);
  });

  it('says what is taken where nothing is said, as it would be written', () => {
    expect(properties.whose?.default).toEqual(['not-known']);
    expect(properties.back?.default).toBe('not-known');
    expect(assess({ ...letter, whose: properties.whose?.default }).outcome).toBe('REPORT_AND_TELL');
  });
});
