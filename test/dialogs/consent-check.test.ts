import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Checked, type Consent, checkConsent, type Sharing } from '../../dialogs/consent/check.ts';
import { advised, bit, codes, verdictOf, wrongWith } from '../support/consent-oracle.ts';

/** The consent check against a second opinion, over millions of combinations of what may be known of a consent. */

const six = ['why', 'what', 'who', 'use', 'effects', 'rights'];

const values = {
  state: ['NONE', 'SOUGHT', 'GIVEN', 'AMENDED', 'RESTRICTED', 'REFUSED', 'WITHDRAWN', 'EXPIRED'],
  giver: [
    ...['self', 'child-able', 'parent', 'document', 'cannot', 'not-entitled', 'unsafe', 'child-refuses'],
    ...['not-sure', undefined],
  ],
  ageBand: [
    ...['under-13', '13-15', '16-17', '18-25-vulnerable', 'adult', 'adult-carer', 'unborn', 'unknown'],
    undefined,
  ],
  /** Some of the six points: none, or all but one. */
  tooLittle: [[], ...six.map((left) => six.filter((point) => point !== left))],
  free: ['yes', 'no', 'not-sure', undefined],
  form: ['explicit', 'implied-expected', 'implied-unexpected', undefined],
  evidence: ['noted', 'signed', 'none', undefined],
  items: ['all', 'some', 'none'],
  limits: ['none', 'part', 'all'],
  stale: ['no', 'expired', 'changed'],
  either: [true, false],
} as const;

type Case = { consent: Consent; sharing: Sharing };

const sound: Consent = {
  ...{ state: 'GIVEN', giver: 'self', informed: six, free: 'yes', form: 'explicit', evidence: 'noted' },
  ...{ covers: { items: 'all', recipient: true, purpose: true }, limits: 'none', stale: 'no' },
};
const ordinary: Sharing = { ageBand: 'adult', sensitive: false, ownCare: false };

const check = (consent: Partial<Consent>, sharing: Partial<Sharing> = {}): Checked =>
  checkConsent({ ...sound, ...consent }, { ...ordinary, ...sharing });
const checkCovers = (covers: Partial<Consent['covers']>): Checked =>
  check({ covers: { ...sound.covers, ...covers } });
const holds = { verdict: 'VALID', failures: [], warnings: [] };
const fails = (...failures: string[]) => ({ verdict: 'NOT_VALID', failures, warnings: [] });

/** What was said twice, or is no code at all, matches nothing. */
const strange = 2 ** 30;
const bits: Readonly<Record<string, number>> = bit;
const toBits = (said: readonly string[]): number => {
  let all = 0;
  for (const code of said) {
    const one = bits[code] ?? strange;
    all |= all & one ? strange : one;
  }
  return all;
};
const toCodes = (all: number): string[] => codes.filter((code) => all & bit[code]);

const isAnswered = ({ giver, free, form, evidence }: Consent): boolean =>
  giver !== undefined && free !== undefined && form !== undefined && evidence !== undefined;

/** The first case of each kind of difference: what only one of the two opinions found. */
const apart = { answered: new Map<number, Case>(), leftOut: new Map<number, Case>() };
const counts = { VALID: 0, PARTIAL: 0, NOT_VALID: 0 };

const compare = (consent: Consent, sharing: Sharing): void => {
  const said = checkConsent(consent, sharing);
  const found = toBits(said.failures);
  const right = wrongWith(consent, sharing);
  const warns = advised(consent, sharing);
  counts[said.verdict] += 1;
  const same =
    found === right &&
    said.verdict === verdictOf(right, consent) &&
    said.warnings.length === (warns ? 1 : 0) &&
    (!warns || said.warnings[0] === 'EXPLICIT_ADVISED');
  if (same) return;
  const kinds = isAnswered(consent) ? apart.answered : apart.leftOut;
  if (!kinds.has(found ^ right)) kinds.set(found ^ right, structuredClone({ consent, sharing }));
};

/** They were told all of it; in every fifth case also too little, in each of the seven ways in turn. */
const { tooLittle } = values;
let turn = 0;
const compareInformed = (consent: Consent, sharing: Sharing): void => {
  consent.informed = six;
  compare(consent, sharing);
  turn += 1;
  if (turn % 5 !== 0) return;
  consent.informed = tooLittle[(turn / 5) % tooLittle.length] ?? [];
  compare(consent, sharing);
};

/** It is one consent that changes: there are millions. */
const compareCovers = (consent: Consent, sharing: Sharing): void => {
  const { covers } = consent;
  for (covers.items of values.items)
    for (covers.recipient of values.either)
      for (covers.purpose of values.either)
        for (consent.limits of values.limits)
          for (consent.stale of values.stale)
            for (sharing.sensitive of values.either)
              for (sharing.ownCare of values.either) compareInformed(consent, sharing);
};

const compareAll = (): void => {
  const consent = structuredClone(sound);
  const sharing = { ...ordinary };
  for (consent.state of values.state)
    for (consent.giver of values.giver)
      for (sharing.ageBand of values.ageBand)
        for (consent.free of values.free)
          for (consent.form of values.form)
            for (consent.evidence of values.evidence) compareCovers(consent, sharing);
};

/** With the fewest codes first: they say most plainly what is apart. */
const simplest = (kinds: ReadonlyMap<number, Case>) =>
  [...kinds.values()]
    .map(({ consent, sharing }) => {
      const right = wrongWith(consent, sharing);
      const second = { verdict: verdictOf(right, consent), failures: toCodes(right) };
      return { consent, sharing, check: checkConsent(consent, sharing), second };
    })
    .sort((one, other) => one.second.failures.length - other.second.failures.length)
    .slice(0, 6);

beforeAll(() => {
  compareAll();
  const tried = Object.values(counts).reduce((sum, count) => sum + count);
  const verdicts = Object.entries(counts).map(([verdict, count]) => `${count} ${verdict}`);
  process.stdout.write(`${tried} consents: ${verdicts.join(', ')}\n`);
}, 120_000);

describe('any consent', () => {
  it('is checked as a second opinion checks it', () => {
    expect(simplest(apart.answered)).toEqual([]);
    expect(Object.values(counts)).not.toContain(0);
  });

  it('fails on what nobody wrote down, as the second opinion says', () => {
    expect(simplest(apart.leftOut)).toEqual([]);
  });

  it('is judged on each of the six points', () => {
    const subsets = six.reduce<string[][]>((all, one) => all.flatMap((some) => [some, [...some, one]]), [[]]);
    expect(subsets).toHaveLength(64);
    for (const informed of subsets)
      expect(check({ informed }), informed.join()).toEqual(
        informed.length === six.length ? holds : fails('NOT_INFORMED'),
      );
  });
});

type Fault = { gives: readonly string[]; consent?: Partial<Consent>; covers?: Partial<Consent['covers']> };
const fault = (gives: string | string[], consent: Partial<Consent>): Fault => ({
  gives: [gives].flat(),
  consent,
});
const gap = (gives: string, covers: Partial<Consent['covers']>): Fault => ({ gives: [gives], covers });

/** What may be wrong, one of each row at a time, about a consent that is sound; a later one of a row is no better. */
const rows: readonly (readonly Fault[])[] = [
  [fault('EXPIRED', { state: 'EXPIRED' }), fault('WITHDRAWN', { state: 'WITHDRAWN' })],
  [
    fault('CAPACITY', { giver: 'cannot' }),
    fault('GIVER_NOT_ENTITLED', { giver: 'not-entitled' }),
    fault('GIVER_NOT_ENTITLED', { giver: 'parent' }),
    fault('GIVER_UNSAFE', { giver: 'unsafe' }),
    fault('REFUSED', { giver: 'child-refuses' }),
  ],
  [fault('NOT_INFORMED', { informed: ['why', 'who'] })],
  [fault('NOT_FREE', { free: 'not-sure' }), fault('NOT_FREE', { free: 'no' })],
  [
    fault('NOT_EXPLICIT', { form: 'implied-expected' }),
    fault(['NOT_EXPLICIT', 'IMPLIED_UNSUPPORTED'], { form: 'implied-unexpected' }),
  ],
  [fault('NOT_RECORDED', { evidence: 'none' })],
  [gap('SCOPE_ITEM', { items: 'some' }), gap('SCOPE_ITEM', { items: 'none' })],
  [gap('SCOPE_RECIPIENT', { recipient: false })],
  [gap('SCOPE_PURPOSE', { purpose: false })],
  [fault('RESTRICTED', { limits: 'part' }), fault('RESTRICTED', { limits: 'all' })],
  [fault('EXPIRED', { stale: 'expired' }), fault('CHANGED', { stale: 'changed' })],
];
const outsideCare: Sharing = { ...ordinary, sensitive: true };

const spoiled = (faults: readonly Fault[]): Consent => ({
  ...sound,
  ...Object.assign({}, ...faults.map((one) => one.consent)),
  covers: { ...sound.covers, ...Object.assign({}, ...faults.map((one) => one.covers)) },
});

/** Every mix of faults; a mix is told by its number, in which each row has a place, worth `worth`. */
const worth = rows.map((_, place) => rows.slice(0, place).reduce((all, row) => all * (row.length + 1), 1));
const mixes = rows.reduce((all, row) => all * (row.length + 1), 1);
const picksOf = (mix: number): number[] =>
  rows.map((row, place) => Math.floor(mix / (worth[place] ?? 1)) % (row.length + 1));
const faultsOf = (mix: number): Fault[] =>
  picksOf(mix).flatMap((pick, place) => (pick > 0 && rows[place]?.[pick - 1]) || []);
const checkMix = (_: unknown, mix: number) => {
  const faults = faultsOf(mix);
  return { faults, checked: checkConsent(spoiled(faults), outsideCare) };
};

describe('a consent with any mix of faults', () => {
  let everyMix: ReturnType<typeof checkMix>[];
  beforeAll(() => {
    everyMix = Array.from({ length: mixes }, checkMix);
  });

  it('lists all of them, each once', () => {
    const unlike = everyMix.filter(({ faults, checked }) => {
      const expected = new Set(faults.flatMap(({ gives }) => gives));
      const listed = checked.failures.every((code) => expected.has(code));
      return !listed || checked.failures.length !== expected.size;
    });
    expect(unlike.slice(0, 3)).toEqual([]);
    expect(everyMix).toHaveLength(69_984);
  });

  it('is never better for one fault more, or for a worse one', () => {
    const ranks = everyMix.map(({ checked }) => ['NOT_VALID', 'PARTIAL', 'VALID'].indexOf(checked.verdict));
    const better: object[] = [];
    everyMix.forEach(({ faults }, mix) => {
      for (const [place, pick] of picksOf(mix).entries()) {
        const worse = mix + (worth[place] ?? 0);
        const isLast = pick === rows[place]?.length;
        if (!isLast && (ranks[worse] ?? 3) > (ranks[mix] ?? 0)) better.push({ faults, and: faultsOf(worse) });
      }
    });
    expect(better.slice(0, 3)).toEqual([]);
    expect(ranks[0]).toBe(2);
  });
});

/** Mostly sound, so that all three verdicts come up. */
const mostly = <T>(right: T, all: readonly T[]) =>
  fc.oneof({ arbitrary: fc.constant(right), weight: 9 }, { arbitrary: fc.constantFrom(...all), weight: 1 });
const anyConsent: fc.Arbitrary<Consent> = fc.record({
  state: mostly<Consent['state']>('GIVEN', values.state),
  giver: mostly<string | undefined>('self', values.giver),
  informed: fc.oneof({ arbitrary: fc.constant(six), weight: 9 }, { arbitrary: fc.subarray(six), weight: 1 }),
  free: mostly<string | undefined>('yes', values.free),
  form: mostly<string | undefined>('explicit', values.form),
  evidence: mostly<string | undefined>('noted', values.evidence),
  covers: fc.record({
    items: mostly<Consent['covers']['items']>('all', values.items),
    recipient: mostly(true, values.either),
    purpose: mostly(true, values.either),
  }),
  limits: mostly<Consent['limits']>('none', values.limits),
  stale: mostly<Consent['stale']>('no', values.stale),
});
const anySharing: fc.Arbitrary<Sharing> = fc.record({
  ageBand: fc.constantFrom(...values.ageBand),
  sensitive: fc.boolean(),
  ownCare: fc.boolean(),
});

describe('a verdict', () => {
  it('is valid where nothing fails, partial where only a part is left out, and neither otherwise', () => {
    fc.assert(
      fc.property(anyConsent, anySharing, (consent, sharing) => {
        const { verdict, failures } = checkConsent(consent, sharing);
        expect(verdict === 'VALID').toBe(failures.length === 0);
        if (verdict === 'PARTIAL')
          expect(['SCOPE_ITEM', 'RESTRICTED']).toEqual(expect.arrayContaining([...failures]));
      }),
      { numRuns: 5000 },
    );
  });

  it.each(['WITHDRAWN', 'REFUSED'] as const)(
    'lets nothing go once the consent is %s, whatever else',
    (state) => {
      fc.assert(
        fc.property(anyConsent, anySharing, (consent, sharing) => {
          const { verdict, failures } = checkConsent({ ...consent, state }, sharing);
          expect(verdict).toBe('NOT_VALID');
          expect(failures).toContain(state);
        }),
        { numRuns: 2000 },
      );
    },
  );

  it('takes no yes of anybody over the no of a child who understands', () => {
    fc.assert(
      fc.property(anyConsent, anySharing, (consent, sharing) => {
        const { verdict } = checkConsent({ ...consent, giver: 'child-refuses' }, sharing);
        expect(verdict).toBe('NOT_VALID');
      }),
      { numRuns: 2000 },
    );
  });
});

describe('what must be true of a yes', () => {
  it.each(six)('they were told of all six points: %s too', (point) => {
    expect(check({ informed: six.filter((each) => each !== point) })).toEqual(fails('NOT_INFORMED'));
  });

  it('whoever agreed was able to', () => {
    expect(check({ giver: 'cannot' })).toEqual(fails('CAPACITY'));
    expect(check({ giver: 'child-able' }, { ageBand: '13-15' })).toEqual(holds);
    expect(check({ giver: 'child-able' }, { ageBand: 'unborn' })).toEqual(fails('CAPACITY'));
  });

  it.each(['unborn', 'under-13', '13-15'])('a parent may agree for a child under sixteen: %s', (ageBand) => {
    expect(check({ giver: 'parent' }, { ageBand })).toEqual(holds);
  });

  it.each(['16-17', 'adult', 'unknown', undefined])('but for nobody else: %s', (ageBand) => {
    expect(check({ giver: 'parent' }, { ageBand })).toEqual(fails('GIVER_NOT_ENTITLED'));
  });

  it('somebody appointed may agree for an adult', () => {
    expect(check({ giver: 'document' })).toEqual(holds);
  });

  it.each(['13-15', 'adult'])('nobody was asked whom it was not safe to ask: %s', (ageBand) => {
    expect(check({ giver: 'unsafe' }, { ageBand })).toEqual(fails('GIVER_UNSAFE'));
  });

  it('what they did counts only where they would expect the sharing', () => {
    expect(check({ form: 'implied-expected' })).toEqual(holds);
    expect(check({ form: 'implied-unexpected' })).toEqual(fails('IMPLIED_UNSUPPORTED'));
  });

  it('sensitive information needs a clear yes outside their own care, and is better with one inside it', () => {
    const implied = { form: 'implied-expected' };
    expect(check(implied, { sensitive: true })).toEqual(fails('NOT_EXPLICIT'));
    expect(check(implied, { sensitive: true, ownCare: true })).toEqual({
      ...holds,
      warnings: ['EXPLICIT_ADVISED'],
    });
  });

  it.each(['no', 'not-sure'])('they were free to say no: %s', (free) => {
    expect(check({ free })).toEqual(fails('NOT_FREE'));
  });
});

describe('how far a yes goes', () => {
  it('is not to another recipient, nor for another purpose', () => {
    expect(checkCovers({ recipient: false })).toEqual(fails('SCOPE_RECIPIENT'));
    expect(checkCovers({ purpose: false })).toEqual(fails('SCOPE_PURPOSE'));
  });

  it('is in part where some of it was not agreed to, and not at all where none was', () => {
    expect(checkCovers({ items: 'some' })).toEqual({ ...fails('SCOPE_ITEM'), verdict: 'PARTIAL' });
    expect(checkCovers({ items: 'none' })).toEqual(fails('SCOPE_ITEM'));
  });

  it('is in part with what they keep back, and whole without it', () => {
    const restricted = { state: 'RESTRICTED' } as const;
    const partial = { ...fails('RESTRICTED'), verdict: 'PARTIAL' };
    expect(check({ ...restricted, limits: 'part' })).toEqual(partial);
    expect(check({ ...restricted, limits: 'none' })).toEqual(holds);
    expect(check({ ...restricted, limits: 'all' })).toEqual(fails('RESTRICTED'));
  });
});

describe('what became of it', () => {
  it.each([
    ['NONE', 'NOT_SOUGHT'],
    ['SOUGHT', 'WAITING'],
    ['REFUSED', 'REFUSED'],
  ] as const)('is all there is to say of a consent that was never given: %s', (state, code) => {
    const nothing = { informed: [], giver: undefined, free: undefined, form: undefined, evidence: undefined };
    expect(check({ ...nothing, state }, { sensitive: true, ownCare: true })).toEqual(fails(code));
    expect(check({ state })).toEqual(fails(code));
  });

  it('is said first of one that was taken back, and then the rest', () => {
    expect(check({ state: 'WITHDRAWN', free: 'no' })).toEqual(fails('WITHDRAWN', 'NOT_FREE'));
  });

  it('ends it when it has run out, said once, and when something has changed', () => {
    expect(check({ stale: 'expired' })).toEqual(fails('EXPIRED'));
    expect(check({ state: 'EXPIRED' })).toEqual(fails('EXPIRED'));
    expect(check({ state: 'EXPIRED', stale: 'expired' })).toEqual(fails('EXPIRED'));
    expect(check({ stale: 'changed' })).toEqual(fails('CHANGED'));
    expect(check({ state: 'AMENDED' })).toEqual(holds);
  });

  it('names every defect, not only the first', () => {
    const { verdict, failures } = check({ evidence: 'none', informed: ['why'] });
    expect(verdict).toBe('NOT_VALID');
    expect([...failures].sort()).toEqual(['NOT_INFORMED', 'NOT_RECORDED']);
  });
});
