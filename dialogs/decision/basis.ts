import { otherGrounds } from './conditions.ts';
import { type Facts, familyOf, sectorOf, sensitive } from './facts.ts';

/** The lawful basis a share rests on, and the further condition for information that needs more care. */
export type LawfulBasis = { article6: string; further: string };

export type Line = 'duty' | 'order' | 'power' | 'consent' | 'interest' | 'none';

const publicSectors = ['council', 'health', 'education', 'police', 'fire', 'probation', 'justice'];
const unnamed = ['NOT_IDENTIFIABLE', 'SMALL_NUMBERS_CHECKED', 'SMALL_NUMBERS_TREATED'];
const duties = ['STATUTORY_DUTY', 'DUTY_16LA', 'DUTY_ANONYMOUS'];

export const lineOf = (reasons: readonly string[]): Line => {
  const [first = ''] = reasons;
  if (reasons.includes('COURT_ORDER')) return 'order';
  if (reasons.some((reason) => duties.includes(reason))) return 'duty';
  const alsoElse = reasons.some((reason) => otherGrounds.includes(reason));
  if (first === 'CONSENT' || (first === 'CONSENT_PARTIAL' && !alsoElse)) return 'consent';
  if ([...unnamed, 'DECEASED'].includes(first)) return 'none';
  return first === 'PI_FAVOURS_SHARING' || first === 'LESS_WOULD_DO' ? 'interest' : 'power';
};

const article6 = (facts: Facts, reasons: readonly string[]): string => {
  if (reasons.includes('COURT_ORDER') || reasons.some((reason) => duties.includes(reason)))
    return 'legal-obligation';
  if (reasons.includes('VITAL_INTEREST')) return 'vital-interests';
  const sector = sectorOf(facts);
  if (sector === 'police' && familyOf(facts) === 'crime') return 'law-enforcement';
  if (publicSectors.includes(sector)) return 'public-task';
  if (reasons.includes('CONSENT')) return 'consent';
  const family = familyOf(facts);
  return family === 'safeguarding' || family === 'crime' ? 'recognised-interest' : 'legitimate-interests';
};

const further = (facts: Facts, reasons: readonly string[], first: string): string => {
  if (!sensitive(facts)) return 'none';
  if (first === 'legal-obligation') return 'legal-duty';
  if (first === 'vital-interests') return 'vital';
  if (first === 'consent') return 'explicit-consent';
  const family = familyOf(facts);
  if (reasons.includes('PUBLIC_HEALTH')) return 'public-health';
  if (
    family === 'safeguarding' ||
    reasons.includes('HARM_CLEAR') ||
    reasons.includes('CSE_SIGNIFICANT_HARM') ||
    reasons.includes('URGENT_HARM')
  )
    return 'safeguarding';
  if (family === 'crime' || reasons.includes('SERIOUS_CRIME'))
    return sensitive(facts, 'offence') && !sensitive(facts, 'health') ? 'offence' : 'crime';
  if (family === 'research') return 'research';
  return 'care';
};

export const basisOf = (facts: Facts, reasons: readonly string[]): LawfulBasis => {
  const first = reasons[0] ?? '';
  if (unnamed.includes(first)) return { article6: 'not-personal', further: 'none' };
  if (first === 'DECEASED') return { article6: 'deceased', further: 'none' };
  const found = article6(facts, reasons);
  return { article6: found, further: further(facts, reasons, found) };
};
