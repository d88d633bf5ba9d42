import { law, rotherham, southampton } from '../decision/ask.ts';
import type { Citation, Outcome } from '../engine/types.ts';
import { type Consent, checkConsent } from './check.ts';
import type { ConsentAnswers } from './questions.ts';

/** Whether a consent holds by itself, as it was just written down: what it covers is asked when something is shared. */

const list = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

export const consentFrom = (answers: ConsentAnswers): Consent => ({
  state: 'GIVEN',
  giver: String(answers.giver ?? ''),
  informed: list(answers.informed),
  free: String(answers.free ?? ''),
  form: answers.form === 'implied' ? 'implied-expected' : 'explicit',
  evidence: answers.medium === 'verbal' ? 'noted' : 'signed',
  covers: { items: 'all', recipient: true, purpose: true },
  limits: 'none',
  stale: 'no',
});

const sources: readonly Citation[] = [law('L-06'), southampton('section 2'), rotherham('section 3.1')];

const plain = (outcome: string): Outcome => ({ outcome, reasons: [outcome], citations: sources });

export const verdictOf = (answers: ConsentAnswers): Outcome => {
  if (answers.answer === 'refused') return plain('REFUSED');
  if (answers.answer === 'waiting') return plain('WAITING');
  if (answers.answer === 'service') return plain('SERVICE');
  const sharing = { ageBand: String(answers.ageBand ?? ''), sensitive: true, ownCare: true };
  const { verdict, failures, warnings } = checkConsent(consentFrom(answers), sharing);
  return { outcome: verdict, reasons: [...failures, ...warnings], citations: sources };
};
