import { type Facts, familyOf, isChild, sensitive } from './facts.ts';

/** The consent check: every failure is found and reported, not only the first (row Q4). */

export type ConsentResult =
  | 'VALID'
  | 'PARTIAL'
  | 'NOT_VALID'
  | 'NOT_SOUGHT'
  | 'REFUSED'
  | 'WITHDRAWN'
  | 'RESTRICTED'
  | 'WAITING'
  | 'NOT_BASIS';

export type ConsentCheck = {
  result: ConsentResult;
  failures: readonly string[];
  warnings: readonly string[];
};

const giverFault = (facts: Facts): string | undefined => {
  const giver = facts.is('giver');
  if (giver === 'cannot') return 'CAPACITY';
  if (giver === 'not-entitled') return 'GIVER_NOT_ENTITLED';
  if (giver === 'unsafe') return 'GIVER_UNSAFE';
  // From sixteen people are presumed able to decide: a parent cannot agree for them.
  const parentToo = !isChild(facts) || facts.is('ageBand') === '16-17';
  if (giver === 'parent' && parentToo) return 'GIVER_NOT_ENTITLED';
  // A small child does not decide on their own.
  if ((giver === 'self' || giver === 'child-able') && facts.is('ageBand') === 'unborn') return 'CAPACITY';
  return giver === 'not-sure' ? 'CAPACITY' : undefined;
};

const sixPoints = ['why', 'what', 'who', 'use', 'effects', 'rights'];

/** Sensitive information that goes beyond the person's own care needs clearly stated consent. */
const needsExplicit = (facts: Facts) => sensitive(facts) && familyOf(facts) !== 'care';

const failuresOf = (facts: Facts): string[] => {
  const form = facts.is('form');
  const free = facts.is('free');
  const stale: Record<string, string> = { expired: 'EXPIRED', changed: 'CHANGED' };
  const said: (string | false | undefined)[] = [
    giverFault(facts),
    facts.said('giver') && !sixPoints.every((point) => facts.has('informed', point)) && 'NOT_INFORMED',
    (free === 'no' || free === 'not-sure') && 'NOT_FREE',
    form?.startsWith('implied') && needsExplicit(facts) && 'NOT_EXPLICIT',
    form === 'implied-unexpected' && 'IMPLIED_UNSUPPORTED',
    facts.is('evidence') === 'none' && 'NOT_RECORDED',
    stale[facts.is('stale') ?? ''],
  ];
  return said.filter((code): code is string => Boolean(code));
};

const scopeFailures = (facts: Facts): string[] =>
  facts.said('giver')
    ? (['items', 'recipient', 'purpose'] as const)
        .filter((part) => !facts.has('covers', part))
        .map(
          (part) => ({ items: 'SCOPE_ITEM', recipient: 'SCOPE_RECIPIENT', purpose: 'SCOPE_PURPOSE' })[part],
        )
    : [];

const explicitAdvised = (facts: Facts) =>
  facts.is('form')?.startsWith('implied') && sensitive(facts) && !needsExplicit(facts)
    ? ['EXPLICIT_ADVISED']
    : [];

const detailed = (facts: Facts): ConsentCheck => {
  const warnings = explicitAdvised(facts);
  if (facts.is('giver') === 'child-refuses') return { result: 'REFUSED', failures: [], warnings };
  const failures = failuresOf(facts);
  const scope = scopeFailures(facts);
  const limited = facts.is('limits');
  const all = [...failures, ...scope, ...(limited === 'none' || !limited ? [] : ['LIMITED'])];
  if (limited === 'all') return { result: 'RESTRICTED', failures: all, warnings };
  if (all.length === 0) return { result: 'VALID', failures: [], warnings };
  // What is not covered may stay behind; a recipient or a purpose that is not covered leaves nothing to go.
  const coveredPart = failures.length === 0 && scope.every((code) => code === 'SCOPE_ITEM');
  return { result: coveredPart ? 'PARTIAL' : 'NOT_VALID', failures: all, warnings };
};

const plain = (result: ConsentResult, failures: readonly string[] = []): ConsentCheck => ({
  result,
  failures,
  warnings: [],
});

export const consentCheck = (facts: Facts): ConsentCheck => {
  switch (facts.is('lets')) {
    case 'on-file':
      return facts.is('consentSound') === 'yes' ? plain('VALID') : detailed(facts);
    case 'agreed-now': {
      const fault = giverFault(facts);
      if (facts.is('giver') === 'child-refuses') return plain('REFUSED');
      return fault ? plain('NOT_VALID', [fault]) : plain('VALID');
    }
    case 'part':
      return plain('PARTIAL', ['LIMITED']);
    case 'refused':
      return plain('REFUSED');
    case 'withdrew':
      return plain('WITHDRAWN');
    case 'waiting':
      return plain('WAITING');
    case 'not-basis':
      return plain('NOT_BASIS');
    default:
      return plain('NOT_SOUGHT');
  }
};

/** They said no, took it back, or forbade all of it. */
export const refused = (facts: Facts): boolean =>
  ['REFUSED', 'WITHDRAWN', 'RESTRICTED'].includes(consentCheck(facts).result);

/** Nothing is gained by asking first: they have answered, or consent is not the reason. */
export const pastAsking = (facts: Facts): boolean =>
  refused(facts) ||
  ['NOT_BASIS', 'WAITING'].includes(consentCheck(facts).result) ||
  (consentCheck(facts).result === 'PARTIAL' &&
    (facts.is('lets') === 'part' || facts.is('limits') === 'part'));
