import { type KeptRecord, keep } from '../../bot/core/records.ts';
import coreWords from '../../bot/core/words.en-GB.json' with { type: 'json' };
import { type ConsentRecord, consentRecordSchema } from '../../dialogs/consent/record.ts';
import { type AnyDialog, dialogs, dialogWords } from '../../dialogs/registry.ts';
import { createWords } from '../../dialogs/words.ts';
import { contextAt, monday, samplePolicy } from '../support/context.ts';

/** Consents in every state, and all that somebody who keeps a receipt needs. */

export const receiptWords = dialogWords.consent.receipt;
export const words = createWords({ ...dialogWords, ...coreWords });

/** As it is registered, so that a press and a link find it. */
export const consent = dialogs.consent as AnyDialog;

export const ctx = contextAt('2026-11-24T14:30:00.000Z', { reference: 'C-7K3M-Q2' });

const user = { id: 'p-priya', role: 'practitioner', agency: 'northborough-council' };

export const recipientsOf = (...ids: string[]): ConsentRecord['scope']['recipients'] =>
  ids.map((id) => ({ id, name: samplePolicy.partners[id]?.title ?? id }));

const given = {
  ...{ id: 'C-7K3M-Q2', type: 'consent', schemaVersion: 1, reference: 'C-7K3M-Q2', status: 'given' },
  ...{ agencyId: user.agency, createdAt: monday, createdBy: user, manager: 'p-anika' },
  ...{ platform: 'teams', channelKind: 'personal', guidanceVersion: 'g', lawVersion: 'l', practice: false },
  ...{ links: [], retention: { rule: 'r', reviewOn: '2032-11-23', hold: false } },
  ...{ about: 'sharing', source: 'asked', subjectRef: 'CASE-4711', ageBand: 'adult' },
  giver: { kind: 'self', basis: 'presumed', at: monday },
  ...{ informed: [], free: 'yes', form: 'explicit', medium: 'verbal' },
  evidence: { date: '2026-11-20', takenBy: user, words: 'Said yes' },
  scope: {
    items: ['School attendance', 'Appointments that were missed', 'Rent that is owed'],
    recipients: recipientsOf('gp-practice', 'school-dsl'),
    purposes: ['P7', 'P3'],
    from: '2026-11-20',
  },
  exclusions: { items: ['The letters from the landlord'], recipients: [] },
  ...{ reviewOn: '2027-11-20', stateAt: monday },
  ...{ usedBy: [], changes: [], toTell: [], unreached: [], toldByHand: [], waited: [], answers: [] },
  recommendation: { outcome: 'VALID', reasons: [], citations: [] },
};

type Changes = { [K in keyof ConsentRecord]?: ConsentRecord[K] | undefined };

/** A yes to three things, for two partners, with one thing kept back; or whatever else is said here. */
export const consentWith = (changes: Changes = {}): ConsentRecord =>
  consentRecordSchema.parse({ ...given, ...changes });

const change = (kind: ConsentRecord['changes'][number]['change']) => ({
  ...{ id: `${kind}-1`, change: kind, from: monday, detail: '', takenBy: user, told: [], byHand: [] },
});

const service = {
  about: 'service',
  service: 'A family worker, every week',
  giver: undefined,
  scope: { items: [], recipients: [], purposes: [], from: '2026-11-20' },
  exclusions: { items: [], recipients: [] },
  reviewOn: undefined,
} satisfies Changes;

const noYes = { giver: undefined, evidence: undefined, reviewOn: undefined } satisfies Changes;
const notValid = { outcome: 'NOT_VALID', reasons: [], citations: [] };
const out = { items: ['Rent that is owed'], recipients: recipientsOf('gp-practice') };

/** One of each that somebody can be handed. */
export const stands: Readonly<Record<string, ConsentRecord>> = {
  yes: consentWith(),
  open: consentWith({ reviewOn: undefined }),
  'on-file': consentWith({ source: 'decision', medium: 'on-file' }),
  implied: consentWith({ form: 'implied' }),
  parent: consentWith({ giver: { kind: 'parent', at: monday } }),
  document: consentWith({ giver: { kind: 'document', at: monday } }),
  changed: consentWith({ status: 'amended', changes: [change('amend')] }),
  again: consentWith({ status: 'amended', changes: [change('expire'), change('renew')] }),
  unsure: consentWith({ recommendation: notValid }),
  limited: consentWith({ status: 'restricted', exclusions: out, changes: [change('restrict')] }),
  'limited and unsure': consentWith({ status: 'restricted', exclusions: out, recommendation: notValid }),
  back: consentWith({ status: 'withdrawn', changes: [change('withdraw')] }),
  over: consentWith({ status: 'expired', reviewOn: '2026-11-21' }),
  no: consentWith({ ...noYes, status: 'refused', refusal: { consequencesExplained: true } }),
  service: consentWith(service),
  'service over': consentWith({ ...service, status: 'withdrawn' }),
};

export const changeOf = change;

export const asked = consentWith({ ...noYes, status: 'sought', dueAt: '2026-11-30T17:00:00.000Z' });

/** As it is kept, with its versions. */
export const keptOf = (record: ConsentRecord = consentWith(), by = 'p-priya'): KeptRecord =>
  keeping(record, by).record;

export const keeping = (record: ConsentRecord, by: string) =>
  keep(
    consent,
    { record, reason: 'consent.recorded', notices: [], due: [] },
    { now: ctx.now, by, who: 'Somebody', cause: `made ${record.reference}` },
  );
