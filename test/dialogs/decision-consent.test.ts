import { beforeAll, describe, expect, it } from 'vitest';
import { type ConsentResult, consentCheck, pastAsking, refused } from '../../dialogs/decision/consent.ts';
import { factsOf } from '../../dialogs/decision/facts.ts';
import { type DecisionAnswers, questions } from '../../dialogs/decision/questions.ts';
import { NOT_SURE } from '../../dialogs/engine/accept.ts';
import { contextAt, monday, samplePolicy } from '../support/context.ts';

/**
 * The consent check against a second opinion, written from the guidance alone: every combination of what may be
 * answered about a consent, for every age, with information that needs more care and without, for care and for more.
 */

const ctx = contextAt(monday);

const six = ['why', 'what', 'who', 'use', 'effects', 'rights'];
const subsets = (options: readonly string[]): string[][] =>
  options.reduce<string[][]>((all, option) => all.flatMap((some) => [some, [...some, option]]), [[]]);

type Case = {
  lets: string;
  age: string;
  giver: string;
  informed: readonly string[];
  free: string;
  form: string;
  evidence: string;
  covers: readonly string[];
  limits: string;
  stale: string;
  /** Health, social care or offence data and the like. */
  delicate: boolean;
  /** For the person's own care. */
  care: boolean;
};

type Opinion = { result: ConsentResult; failures: readonly string[]; warnings: readonly string[] };

const under16 = ['under-13', '13-15', 'unborn'];

/** Who may agree: from 16 the person alone, or whoever is appointed; before, a child who understands, or a parent. */
const giverFailure = ({ giver, age }: Case): string | undefined => {
  if (giver === 'cannot') return 'CAPACITY';
  if (giver === 'not-entitled') return 'GIVER_NOT_ENTITLED';
  if (giver === 'unsafe') return 'GIVER_UNSAFE';
  if (giver === 'parent') return under16.includes(age) ? undefined : 'GIVER_NOT_ENTITLED';
  if (giver === 'document') return under16.includes(age) ? 'GIVER_NOT_ENTITLED' : undefined;
  return age === 'unborn' && (giver === 'self' || giver === 'child-able') ? 'CAPACITY' : undefined;
};

const onFile = (one: Case): Opinion => {
  const implied = one.form !== 'explicit';
  const failures: string[] = [];
  const scope: string[] = [];
  const fails = (code: string, when: boolean) => when && failures.push(code);
  const giver = giverFailure(one);
  if (giver) failures.push(giver);
  fails('NOT_INFORMED', !six.every((point) => one.informed.includes(point)));
  fails('NOT_FREE', one.free === 'no');
  fails('NOT_EXPLICIT', implied && one.delicate && !one.care);
  fails('IMPLIED_UNSUPPORTED', one.form === 'implied-unexpected');
  fails('NOT_RECORDED', one.evidence === 'none');
  fails('EXPIRED', one.stale === 'expired');
  fails('CHANGED', one.stale === 'changed');
  if (!one.covers.includes('items')) scope.push('SCOPE_ITEM');
  if (!one.covers.includes('recipient')) scope.push('SCOPE_RECIPIENT');
  if (!one.covers.includes('purpose')) scope.push('SCOPE_PURPOSE');
  if (one.limits !== 'none') scope.push('LIMITED');
  const warnings = implied && one.delicate && one.care ? ['EXPLICIT_ADVISED'] : [];
  const all = [...failures, ...scope];
  if (one.giver === 'child-refuses') return { result: 'REFUSED', failures: [], warnings };
  if (one.limits === 'all') return { result: 'RESTRICTED', failures: all, warnings };
  if (all.length === 0) return { result: 'VALID', failures: [], warnings };
  // Nothing that may go is left where it is not for this recipient, or not for this purpose.
  const somethingLeft = one.covers.includes('recipient') && one.covers.includes('purpose');
  return {
    result: failures.length === 0 && somethingLeft ? 'PARTIAL' : 'NOT_VALID',
    failures: all,
    warnings,
  };
};

const states: Readonly<Record<string, Opinion>> = Object.fromEntries(
  Object.entries({
    part: 'PARTIAL',
    refused: 'REFUSED',
    withdrew: 'WITHDRAWN',
    waiting: 'WAITING',
    'not-asked': 'NOT_SOUGHT',
    law: 'NOT_SOUGHT',
    'not-basis': 'NOT_BASIS',
  } satisfies Record<string, ConsentResult>).map(([lets, result]) => [
    lets,
    { result, failures: lets === 'part' ? ['LIMITED'] : [], warnings: [] },
  ]),
);

const ages = questions.ageBand.options;
const givers = questions.giver.options;

/** Every consent on file. It is one object that changes: there are hundreds of thousands. */
function* everyConsent(informed: readonly (readonly string[])[]): Generator<Case> {
  const one = { lets: 'on-file' } as Case;
  for (const age of ages)
    for (const giver of givers)
      for (const points of informed)
        for (const free of questions.free.options)
          for (const form of questions.form.options)
            for (const evidence of questions.evidence.options)
              for (const covers of subsets(['items', 'recipient', 'purpose']))
                for (const limits of questions.limits.options)
                  for (const stale of questions.stale.options)
                    for (const delicate of [false, true])
                      for (const care of [false, true])
                        yield Object.assign(one, {
                          ...{ age, giver, informed: points, free, form, evidence, covers, limits, stale },
                          ...{ delicate, care },
                        });
}

const answersOf = (one: Case): DecisionAnswers => ({
  lets: one.lets,
  consentSound: 'check',
  ageBand: one.age,
  giver: one.giver,
  informed: one.informed.length > 0 ? one.informed : ['none'],
  free: one.free,
  form: one.form,
  evidence: one.evidence,
  covers: one.covers.length > 0 ? one.covers : ['none'],
  limits: one.limits,
  stale: one.stale,
  infoKind: one.delicate ? ['health'] : ['ordinary'],
  purpose: one.care ? 'P18' : 'P26',
});

const ordinary: Case = {
  ...{ lets: 'on-file', age: 'adult', giver: 'self', informed: six, free: 'yes', form: 'explicit' },
  ...{ evidence: 'noted', covers: ['items', 'recipient', 'purpose'], limits: 'none', stale: 'no' },
  ...{ delicate: false, care: true },
};
const check = (one: Case) => consentCheck(factsOf(answersOf(one), ctx));
const sorted = ({ result, failures, warnings }: Opinion) => ({
  result,
  failures: [...failures].sort(),
  warnings: [...warnings],
});

let tried = 0;
const apart = new Map<string, Case>();
const results = new Set<string>();

const compare = (one: Case): void => {
  const said = sorted(check(one));
  const right = sorted(onFile(one));
  tried += 1;
  results.add(said.result);
  const same =
    said.result === right.result &&
    said.failures.join() === right.failures.join() &&
    said.warnings.join() === right.warnings.join();
  const difference = `${said.result}, not ${right.result}, for ${one.giver} at ${one.age}`;
  if (!same && !apart.has(difference)) apart.set(difference, { ...one });
};

beforeAll(() => {
  expect(samplePolicy.purposes.P18?.family).toBe('care');
  expect(samplePolicy.purposes.P26?.family).not.toBe('care');
  for (const one of everyConsent([six, six.slice(1)])) compare(one);
  for (const informed of subsets(six))
    for (const age of ages) for (const giver of givers) compare({ ...ordinary, informed, age, giver });
  process.stdout.write(`${tried} consents\n`);
}, 120_000);

describe('a consent on file', () => {
  it('is checked as a second opinion checks it, with every failure', () => {
    expect(Object.fromEntries(apart)).toEqual({});
    expect(tried).toBeGreaterThan(500_000);
  });

  it('may come to five things', () => {
    expect([...results].sort()).toEqual(['NOT_VALID', 'PARTIAL', 'REFUSED', 'RESTRICTED', 'VALID']);
  });

  it('holds at once where all of it is true', () => {
    const facts = factsOf({ lets: 'on-file', consentSound: 'yes' }, ctx);
    expect(consentCheck(facts)).toEqual({ result: 'VALID', failures: [], warnings: [] });
  });

  it('never holds while somebody is not sure who agreed, or whether they were free to', () => {
    const unsure = [
      { ...ordinary, giver: NOT_SURE },
      { ...ordinary, free: NOT_SURE },
    ];
    for (const one of unsure)
      for (const limits of ['none', 'part'])
        expect(['VALID', 'PARTIAL']).not.toContain(check({ ...one, limits }).result);
  });
});

describe('what needs no check', () => {
  it.each(Object.entries(states))('%s', (lets, opinion) => {
    for (const age of ages) expect(consentCheck(factsOf({ lets, ageBand: age }, ctx)), age).toEqual(opinion);
  });
});

describe('an agreement given just now', () => {
  const agreed = (age: string, giver?: string) =>
    consentCheck(factsOf({ lets: 'agreed-now', ageBand: age, giver }, ctx));

  it('holds where the giver may agree', () => {
    for (const age of ages) {
      expect(agreed(age).result, age).toBe('VALID');
      for (const giver of givers) {
        const failure = giverFailure({ ...ordinary, age, giver });
        const result = failure ? 'NOT_VALID' : 'VALID';
        const right = giver === 'child-refuses' ? { result: 'REFUSED', failures: [] } : undefined;
        expect(agreed(age, giver), `${giver} at ${age}`).toMatchObject(
          right ?? { result, failures: failure ? [failure] : [] },
        );
      }
    }
  });
});

describe('what follows', () => {
  it('is a refusal where they said no, took it back, or keep all of it private', () => {
    const said = Object.keys(states).filter((lets) => refused(factsOf({ lets }, ctx)));
    expect(said).toEqual(['refused', 'withdrew']);
    expect(refused(factsOf(answersOf({ ...ordinary, limits: 'all' }), ctx))).toBe(true);
    expect(refused(factsOf(answersOf({ ...ordinary, giver: 'child-refuses' }), ctx))).toBe(true);
    expect(refused(factsOf(answersOf(ordinary), ctx))).toBe(false);
    expect(refused(factsOf(answersOf({ ...ordinary, limits: 'part' }), ctx))).toBe(false);
  });

  it('is no asking again of people who have answered, or whose answer decides nothing', () => {
    const past = Object.keys(states).filter((lets) => pastAsking(factsOf({ lets }, ctx)));
    expect(past).toEqual(['part', 'refused', 'withdrew', 'waiting', 'not-basis']);
    expect(pastAsking(factsOf(answersOf({ ...ordinary, limits: 'part' }), ctx))).toBe(true);
  });

  it('is asking, where a consent has a gap that can be mended', () => {
    for (const limits of ['none', 'part'])
      for (const gap of [{ stale: 'expired' }, { informed: ['why'] }, { evidence: 'none' }])
        expect(pastAsking(factsOf(answersOf({ ...ordinary, limits, ...gap }), ctx)), limits).toBe(false);
  });
});
