/** The consent check: every failure is found and reported, not only the first. It knows no dialog and no record. */

/** What is known of a consent, and how far it covers what would be shared now. */
export type Consent = {
  state: 'NONE' | 'SOUGHT' | 'GIVEN' | 'AMENDED' | 'RESTRICTED' | 'REFUSED' | 'WITHDRAWN' | 'EXPIRED';
  giver?: string | undefined;
  /** What they were told, of the six points. */
  informed: readonly string[];
  free?: string | undefined;
  form?: string | undefined;
  evidence?: string | undefined;
  covers: { items: 'all' | 'some' | 'none'; recipient: boolean; purpose: boolean };
  /** What they keep back of it: nothing, a part, all. */
  limits: 'none' | 'part' | 'all';
  stale: 'no' | 'expired' | 'changed';
};

/** What would be shared now, as far as the check must know. */
export type Sharing = {
  ageBand?: string | undefined;
  /** Health, social care, offences and the like. */
  sensitive: boolean;
  /** For the person's own care. */
  ownCare: boolean;
};

export type Verdict = 'VALID' | 'PARTIAL' | 'NOT_VALID';

export type Checked = { verdict: Verdict; failures: readonly string[]; warnings: readonly string[] };

export const sixPoints = ['why', 'what', 'who', 'use', 'effects', 'rights'] as const;

const young = ['under-13', '13-15', 'unborn'];

/** Under sixteen somebody must judge whether the child understands; from sixteen people are presumed able. */
export const isYoung = (ageBand: string | undefined): boolean => young.includes(ageBand ?? '');

export const giverFault = (giver: string | undefined, ageBand: string | undefined): string | undefined => {
  switch (giver) {
    case 'not-entitled':
      return 'GIVER_NOT_ENTITLED';
    case 'unsafe':
      return 'GIVER_UNSAFE';
    case 'parent':
      // From sixteen people are presumed able to decide: a parent cannot agree for them.
      return isYoung(ageBand) ? undefined : 'GIVER_NOT_ENTITLED';
    case 'document':
      // Attorneys and deputies speak for adults; for a child, whoever has parental responsibility.
      return isYoung(ageBand) ? 'GIVER_NOT_ENTITLED' : undefined;
    case 'self':
    case 'child-able':
      // A child that is not born yet does not decide on its own.
      return ageBand === 'unborn' ? 'CAPACITY' : undefined;
    // A refusal says it all; and where somebody vouched for the giver, that is on record.
    case 'child-refuses':
    case 'vouched':
      return undefined;
    default:
      return 'CAPACITY';
  }
};

/** Sensitive information that goes beyond the person's own care needs clearly stated consent. */
const formFaults = (form: string | undefined, { sensitive, ownCare }: Sharing): (string | false)[] => [
  form !== 'explicit' && sensitive && !ownCare && 'NOT_EXPLICIT',
  form !== 'explicit' && form !== 'implied-expected' && 'IMPLIED_UNSUPPORTED',
];

const staleFaults: Readonly<Record<string, string>> = { expired: 'EXPIRED', changed: 'CHANGED' };
const stateFaults: Readonly<Record<string, string>> = {
  NONE: 'NOT_SOUGHT',
  SOUGHT: 'WAITING',
  REFUSED: 'REFUSED',
  WITHDRAWN: 'WITHDRAWN',
};

/** What a yes must have; nobody asks it of a no. What is not known is never taken as a yes. */
const givenFaults = (consent: Consent, sharing: Sharing): (string | false | undefined)[] => [
  giverFault(consent.giver, sharing.ageBand),
  !sixPoints.every((point) => consent.informed.includes(point)) && 'NOT_INFORMED',
  consent.free !== 'yes' && 'NOT_FREE',
  ...formFaults(consent.form, sharing),
  consent.evidence !== 'noted' && consent.evidence !== 'signed' && 'NOT_RECORDED',
  consent.state === 'EXPIRED' && consent.stale !== 'expired' && 'EXPIRED',
  staleFaults[consent.stale],
];

const scopeFaults = ({ items, recipient, purpose }: Consent['covers']): (string | false)[] => [
  items !== 'all' && 'SCOPE_ITEM',
  !recipient && 'SCOPE_RECIPIENT',
  !purpose && 'SCOPE_PURPOSE',
];

const codes = (all: readonly (string | false | undefined)[]): string[] =>
  all.filter((code): code is string => Boolean(code));

const isGiven = ({ state }: Consent): boolean =>
  state !== 'NONE' && state !== 'SOUGHT' && state !== 'REFUSED';

const warningsOf = ({ form }: Consent, { sensitive, ownCare }: Sharing): string[] =>
  form !== 'explicit' && sensitive && ownCare ? ['EXPLICIT_ADVISED'] : [];

export const checkConsent = (consent: Consent, sharing: Sharing): Checked => {
  // An able child's no is a refusal, whoever else agreed.
  const refused = consent.giver === 'child-refuses' && isGiven(consent) ? 'REFUSED' : undefined;
  const hard = codes([
    stateFaults[consent.state],
    refused,
    ...(isGiven(consent) ? givenFaults(consent, sharing) : []),
  ]);
  const scope = isGiven(consent) ? codes(scopeFaults(consent.covers)) : [];
  const limited = isGiven(consent) && consent.limits !== 'none' ? ['RESTRICTED'] : [];
  const failures = [...hard, ...scope, ...limited];
  const warnings = isGiven(consent) ? warningsOf(consent, sharing) : [];
  if (failures.length === 0) return { verdict: 'VALID', failures, warnings };
  // What is not covered may stay behind; a recipient or a purpose that is not covered leaves nothing to go.
  const partRemains =
    hard.length === 0 &&
    scope.every((code) => code === 'SCOPE_ITEM') &&
    consent.covers.items !== 'none' &&
    consent.limits !== 'all';
  return { verdict: partRemains ? 'PARTIAL' : 'NOT_VALID', failures, warnings };
};
