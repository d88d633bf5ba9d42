import { advice } from './advice/dialog.ts';
import adviceWords from './advice/words.en-GB.json' with { type: 'json' };
import { approval } from './approval/dialog.ts';
import approvalWords from './approval/words.en-GB.json' with { type: 'json' };
import { away } from './away/dialog.ts';
import awayWords from './away/words.en-GB.json' with { type: 'json' };
import { breach } from './breach/dialog.ts';
import breachPapersWords from './breach/papers.en-GB.json' with { type: 'json' };
import assessWords from './breach/triage/words.en-GB.json' with { type: 'json' };
import breachWords from './breach/words.en-GB.json' with { type: 'json' };
import { claim } from './claim/dialog.ts';
import claimWords from './claim/words.en-GB.json' with { type: 'json' };
import { complaint } from './complaint/dialog.ts';
import complaintWords from './complaint/words.en-GB.json' with { type: 'json' };
import { consent } from './consent/dialog.ts';
import consentWords from './consent/words.en-GB.json' with { type: 'json' };
import { consentCheck } from './consent-check/dialog.ts';
import consentCheckWords from './consent-check/words.en-GB.json' with { type: 'json' };
import { consentNotice } from './consent-notice/dialog.ts';
import consentNoticeWords from './consent-notice/words.en-GB.json' with { type: 'json' };
import { court } from './court/dialog.ts';
import courtWords from './court/words.en-GB.json' with { type: 'json' };
import { decision } from './decision/dialog.ts';
import decisionWords from './decision/words.en-GB.json' with { type: 'json' };
import { destruction } from './destruction/dialog.ts';
import destructionWords from './destruction/words.en-GB.json' with { type: 'json' };
import { dispute } from './dispute/dialog.ts';
import disputeWords from './dispute/words.en-GB.json' with { type: 'json' };
import { ended } from './ended/dialog.ts';
import endedWords from './ended/words.en-GB.json' with { type: 'json' };
import type { Action, Dialog, RecordBody } from './engine/types.ts';
import { enquiry } from './enquiry/dialog.ts';
import enquiryWords from './enquiry/words.en-GB.json' with { type: 'json' };
import { enquiryRequest } from './enquiry-request/dialog.ts';
import enquiryRequestWords from './enquiry-request/words.en-GB.json' with { type: 'json' };
import { enrolment } from './enrolment/dialog.ts';
import enrolmentWords from './enrolment/words.en-GB.json' with { type: 'json' };
import { firstContact } from './first-contact/dialog.ts';
import firstContactWords from './first-contact/words.en-GB.json' with { type: 'json' };
import { guidanceEntry } from './guidance-entry/dialog.ts';
import guidanceEntryWords from './guidance-entry/words.en-GB.json' with { type: 'json' };
import { hub } from './hub/dialog.ts';
import hubWords from './hub/words.en-GB.json' with { type: 'json' };
import { liaison } from './liaison/dialog.ts';
import liaisonWords from './liaison/words.en-GB.json' with { type: 'json' };
import { person } from './person/dialog.ts';
import personWords from './person/words.en-GB.json' with { type: 'json' };
import { question } from './question/dialog.ts';
import questionWords from './question/words.en-GB.json' with { type: 'json' };
import { refusal } from './refusal/dialog.ts';
import refusalWords from './refusal/words.en-GB.json' with { type: 'json' };
import { registerEntry } from './register-entry/dialog.ts';
import registerEntryWords from './register-entry/words.en-GB.json' with { type: 'json' };
import { retentionActions } from './retention/actions.ts';
import retentionWords from './retention/words.en-GB.json' with { type: 'json' };
import { seat } from './seat/dialog.ts';
import seatWords from './seat/words.en-GB.json' with { type: 'json' };
import { surplus } from './surplus/dialog.ts';
import surplusWords from './surplus/words.en-GB.json' with { type: 'json' };
import { urgent } from './urgent/dialog.ts';
import urgentWords from './urgent/words.en-GB.json' with { type: 'json' };
import commonWords from './words.en-GB.json' with { type: 'json' };
import { createWords, type Words } from './words.ts';

/** Every dialog there is. A new one is a folder and a line here. */
// biome-ignore lint/suspicious/noExplicitAny: each dialog has answers and records of its own shape
export type AnyDialog = Dialog<any, any>;

export const dialogs: Readonly<Record<string, AnyDialog>> = {
  urgent,
  decision,
  consent,
  'consent-check': consentCheck,
  'first-contact': firstContact,
  advice,
  'consent-notice': consentNotice,
  surplus,
  dispute,
  breach,
  refusal,
  court,
  'register-entry': registerEntry,
  complaint,
  claim,
  liaison,
  question,
  'guidance-entry': guidanceEntry,
  approval,
  away,
  enrolment,
  person,
  hub,
  seat,
  enquiry,
  'enquiry-request': enquiryRequest,
  ended,
  destruction,
};

/** Those that people start themselves: they ask something, and have words of their own to start them. */
export const startable: readonly string[] = Object.keys(dialogs).filter(
  (name) => Object.keys(dialogs[name]?.questions ?? {}).length > 0,
);

export const dialogWords = {
  ...commonWords,
  urgent: urgentWords,
  decision: decisionWords,
  breach: { ...breachWords, assess: assessWords },
  'breach-papers': breachPapersWords,
  consent: consentWords,
  'consent-check': consentCheckWords,
  'first-contact': firstContactWords,
  advice: adviceWords,
  'consent-notice': consentNoticeWords,
  dispute: disputeWords,
  refusal: refusalWords,
  court: courtWords,
  'register-entry': registerEntryWords,
  complaint: complaintWords,
  claim: claimWords,
  liaison: liaisonWords,
  question: questionWords,
  'guidance-entry': guidanceEntryWords,
  approval: approvalWords,
  away: awayWords,
  enrolment: enrolmentWords,
  person: personWords,
  hub: hubWords,
  seat: seatWords,
  enquiry: enquiryWords,
  'enquiry-request': enquiryRequestWords,
  ended: endedWords,
  retention: retentionWords,
  destruction: destructionWords,
  surplus: surplusWords,
};

export const words: Words = createWords(dialogWords);

/** Whose records are kept for a time that people look at: those of cases, in an agency. */
export const isReviewed = ({ apart, sealed, hub: inHub }: AnyDialog): boolean => !apart && !sealed && !inHub;

const shared = new Map<string, ReturnType<typeof retentionActions>>();

const sharedActions = (dialog: AnyDialog): ReturnType<typeof retentionActions> => {
  const known = shared.get(dialog.name) ?? retentionActions(dialog.lifecycle);
  shared.set(dialog.name, known);
  return known;
};

/** An action of its own lifecycle, or one that all records of cases have. */
// biome-ignore lint/suspicious/noExplicitAny: each action has answers of its own shape
export const actionOf = (dialog: AnyDialog, name = ''): Action<any, any> | undefined => {
  const { actions } = dialog.lifecycle;
  if (Object.hasOwn(actions, name)) return actions[name];
  const all: Readonly<Record<string, ReturnType<typeof actionOf>>> = isReviewed(dialog)
    ? sharedActions(dialog)
    : {};
  return Object.hasOwn(all, name) ? all[name] : undefined;
};

/** The states in which it waits for nobody. */
export const restsOf = ({ lifecycle: { states, rests = states.slice(-1) } }: AnyDialog): readonly string[] =>
  rests;

/** The dialog that made a record: its letter says which, and its lane where two share a letter. */
export const dialogOf = (
  record: Pick<RecordBody, 'reference'> & { lane?: string },
): AnyDialog | undefined => {
  const sharing = Object.values(dialogs).filter((dialog) => record.reference.startsWith(`${dialog.prefix}-`));
  return sharing.find((dialog) => dialog.name === record.lane) ?? sharing[0];
};
