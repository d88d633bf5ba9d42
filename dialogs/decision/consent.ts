import { type Consent, checkConsent, giverFault, type Sharing, sixPoints } from '../consent/check.ts';
import { checkOnRecord, type OnRecord, type Wanted } from '../consent/on-record.ts';
import { type Facts, familyOf, recipientName, sensitive } from './facts.ts';
import { linesOf } from './items.ts';

/** The consent check as a decision needs it (row Q4): of a consent on record, or of what the person says of it. */

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

export const sharingOf = (facts: Facts): Sharing => ({
  ageBand: facts.is('ageBand'),
  sensitive: sensitive(facts),
  ownCare: familyOf(facts) === 'care',
});

/** A restriction of law has the word here; what the person keeps back is a limit. */
const named = (failures: readonly string[]): string[] =>
  failures.map((code) => (code === 'RESTRICTED' ? 'LIMITED' : code));

export const saidOf = (facts: Facts): Consent => ({
  state: 'GIVEN',
  giver: facts.is('giver'),
  informed: sixPoints.filter((point) => facts.has('informed', point)),
  free: facts.is('free'),
  form: facts.is('form'),
  evidence: facts.is('evidence'),
  covers: {
    items: facts.has('covers', 'items') ? 'all' : 'some',
    recipient: facts.has('covers', 'recipient'),
    purpose: facts.has('covers', 'purpose'),
  },
  limits: (facts.is('limits') ?? 'none') as Consent['limits'],
  stale: (facts.is('stale') ?? 'no') as Consent['stale'],
});

const detailed = (facts: Facts): ConsentCheck => {
  const { verdict, failures, warnings } = checkConsent(saidOf(facts), sharingOf(facts));
  if (facts.is('giver') === 'child-refuses') return { result: 'REFUSED', failures: [], warnings };
  const result = facts.is('limits') === 'all' ? 'RESTRICTED' : verdict;
  return { result, failures: named(failures), warnings };
};

/** A line that is covered in part is not covered: where it is the only one, nothing is. */
const coveredBy = (facts: Facts): string | undefined =>
  facts.is('covered') === 'some' && linesOf(facts.is('items')).length === 1 ? 'none' : facts.is('covered');

export const wantedOf = (facts: Facts): Wanted => ({
  recipient: facts.is('recipient'),
  recipientName: recipientName(facts),
  purpose: facts.is('purpose'),
  items: facts.is('items') ?? '',
  covered: coveredBy(facts),
});

/** What is on record about the person, held against this sharing. */
export const onRecord = (facts: Facts): OnRecord | undefined =>
  facts.ctx.found?.length
    ? checkOnRecord(facts.ctx.found, wantedOf(facts), sharingOf(facts), facts.ctx)
    : undefined;

const states: Partial<Record<string, ConsentResult>> = {
  refused: 'REFUSED',
  withdrawn: 'WITHDRAWN',
  sought: 'WAITING',
};

const recorded = ({ record, checked, limits }: OnRecord): ConsentCheck => ({
  result: states[record.status] ?? (limits === 'all' ? 'RESTRICTED' : checked.verdict),
  failures: named(checked.failures.filter((code) => code !== 'WAITING')),
  warnings: checked.warnings,
});

/** A no on record counts, whatever else is said: until they are asked again, and say yes. */
const objection = (facts: Facts): ConsentCheck | undefined => {
  const found = onRecord(facts);
  const check = found && recorded(found);
  return check && ['REFUSED', 'WITHDRAWN', 'RESTRICTED'].includes(check.result) ? check : undefined;
};

const plain = (result: ConsentResult, failures: readonly string[] = []): ConsentCheck => ({
  result,
  failures,
  warnings: [],
});

const onFile = (facts: Facts): ConsentCheck => {
  const found = onRecord(facts);
  if (found) return recorded(found);
  return facts.is('consentSound') === 'yes' ? plain('VALID') : detailed(facts);
};

const agreedNow = (facts: Facts): ConsentCheck => {
  // Nobody is asked who agreed where the person is of an age to decide.
  const fault = facts.said('giver') ? giverFault(facts.is('giver'), facts.is('ageBand')) : undefined;
  if (facts.is('giver') === 'child-refuses') return plain('REFUSED');
  return fault ? plain('NOT_VALID', [fault]) : plain('VALID');
};

export const consentCheck = (facts: Facts): ConsentCheck => {
  switch (facts.is('lets')) {
    case 'on-file':
      return onFile(facts);
    case 'agreed-now':
      return agreedNow(facts);
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
      return objection(facts) ?? plain('NOT_SOUGHT');
  }
};

/** They said no, took it back, or forbade all of it. */
export const refused = (facts: Facts): boolean =>
  ['REFUSED', 'WITHDRAWN', 'RESTRICTED'].includes(consentCheck(facts).result);

/** Consent is not the reason, and they would rather it were not shared. */
export const objects = (facts: Facts): boolean =>
  facts.is('objects') === 'yes' || objection(facts) !== undefined;

/** Nothing is gained by asking first: they have answered, or consent is not the reason. */
export const pastAsking = (facts: Facts): boolean =>
  refused(facts) ||
  ['NOT_BASIS', 'WAITING'].includes(consentCheck(facts).result) ||
  // What they keep back they have spoken of.
  (consentCheck(facts).result === 'PARTIAL' && consentCheck(facts).failures.includes('LIMITED'));
