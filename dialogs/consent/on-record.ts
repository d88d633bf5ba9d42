import { linesOf } from '../decision/items.ts';
import type { Context, RecordBody } from '../engine/types.ts';
import { type Checked, type Consent, checkConsent, type Sharing } from './check.ts';
import { plain } from './questions.ts';
import type { ConsentRecord, ConsentState } from './record.ts';
import { hasEnded } from './until.ts';

/** The consents that are on record about a person, held against what somebody wants to share now. */

export type Wanted = {
  /** A partner of the register, or a name. */
  recipient?: string | undefined;
  recipientName?: string | undefined;
  purpose?: string | undefined;
  /** What would be shared, line by line. */
  items: string;
  /** How much of it the consent covers, as the person who reads it says: undefined where they were not asked. */
  covered?: string | undefined;
};

const stateOf: Readonly<Record<ConsentState, Consent['state']>> = {
  sought: 'SOUGHT',
  given: 'GIVEN',
  amended: 'AMENDED',
  restricted: 'RESTRICTED',
  expired: 'EXPIRED',
  refused: 'REFUSED',
  withdrawn: 'WITHDRAWN',
  answered: 'NONE',
};

export const consentsIn = ({ found = [] }: Pick<Context, 'found'>): ConsentRecord[] =>
  found.filter(
    (one): one is ConsentRecord =>
      one.type === 'consent' && (one as ConsentRecord).about === 'sharing' && one.status !== 'answered',
  );

const isSame = ({ id, name }: ConsentRecord['scope']['recipients'][number], wanted: Wanted): boolean =>
  id === undefined ? plain(name) === plain(wanted.recipientName ?? '') : id === wanted.recipient;

/** A refusal that names nobody is a refusal to all. */
const speaksOf = ({ scope, status }: ConsentRecord, wanted: Wanted): boolean =>
  (status === 'refused' && scope.recipients.length === 0) ||
  scope.recipients.some((one) => isSame(one, wanted));

/** When they last said yes: a limit is no new yes, and a paper counts from its day, however late it is written down. */
const saidAt = (record: ConsentRecord): string => {
  const { status, stateAt, createdAt, evidence, changes } = record;
  if (!['given', 'amended', 'restricted'].includes(status)) return stateAt;
  const asked = changes.filter(({ change }) => change === 'amend' || change === 'renew').at(-1)?.from;
  const yes = status === 'restricted' ? (asked ?? createdAt) : stateAt;
  const end = `${evidence?.date}T23:59:59.999Z`;
  return evidence && end < yes ? end : yes;
};

/** What they keep back since, wherever it was written down: the last word about a part of it. */
const withLimits = (record: ConsentRecord, all: readonly ConsentRecord[]): ConsentRecord => {
  const since = all.filter(
    (one) =>
      one.reference !== record.reference && one.status === 'restricted' && one.stateAt > saidAt(record),
  );
  if (since.length === 0) return record;
  const kept = [record, ...since].map(({ exclusions }) => exclusions);
  return {
    ...record,
    exclusions: {
      items: [...new Set(kept.flatMap(({ items }) => items))],
      recipients: kept.flatMap(({ recipients }) => recipients),
    },
  };
};

const latestFirst = (a: ConsentRecord, b: ConsentRecord): number =>
  saidAt(b).localeCompare(saidAt(a)) || b.reference.localeCompare(a.reference);

/** To be asked is no word of theirs: what they said before counts until they answer, unless it has run out. */
const lastOf = (sorted: readonly ConsentRecord[]): ConsentRecord | undefined => {
  const said = sorted.find(({ status }) => status !== 'sought');
  return said?.status === 'expired' ? sorted[0] : (said ?? sorted[0]);
};

/** The last word of the person about this recipient; where there is none, their last word, but for a no to others. */
export const lastWord = (all: readonly ConsentRecord[], wanted: Wanted): ConsentRecord | undefined => {
  const sorted = [...all].sort(latestFirst);
  const about = sorted.filter((record) => speaksOf(record, wanted));
  return lastOf(about) ?? lastOf(sorted.filter(({ status }) => status !== 'refused'));
};

/** The lines that they keep back, told by their own words: as numbers from one, as the lines are counted. */
export const keptBack = ({ exclusions }: ConsentRecord, items: string): string[] => {
  const out = exclusions.items.map(plain).filter((words) => words !== '');
  return linesOf(items).flatMap((line, at) => {
    const words = ` ${plain(line)} `;
    return out.some((kept) => words.includes(` ${kept} `) || ` ${kept} `.includes(words))
      ? [String(at + 1)]
      : [];
  });
};

const isKnown = ({ scope }: ConsentRecord, line: string): boolean =>
  scope.items.some((item) => plain(item) === plain(line));

/** Whether somebody has to say how much of it is covered: where every line stands in it word for word, nobody has. */
export const mustLook = (record: ConsentRecord, wanted: Wanted): boolean =>
  ['given', 'amended', 'restricted'].includes(record.status) &&
  linesOf(wanted.items).some((line) => !isKnown(record, line));

const itemsOf = (wanted: Wanted): Consent['covers']['items'] => {
  if (wanted.covered === 'some' || wanted.covered === 'none') return wanted.covered;
  return 'all';
};

const limitsOf = (record: ConsentRecord, wanted: Wanted): Consent['limits'] => {
  if (record.exclusions.recipients.some((one) => isSame(one, wanted))) return 'all';
  const lines = linesOf(wanted.items).length;
  // Nobody said what would be shared: what is kept back may be in it.
  if (lines === 0) return record.exclusions.items.length > 0 ? 'part' : 'none';
  const kept = keptBack(record, wanted.items).length;
  if (kept === 0) return 'none';
  return kept === lines ? 'all' : 'part';
};

const formOf = ({ form, impliedBasis }: ConsentRecord): string | undefined => {
  if (form !== 'implied') return form;
  return impliedBasis ? 'implied-expected' : 'implied-unexpected';
};

export const consentOf = (record: ConsentRecord, wanted: Wanted, ctx: Context): Consent => ({
  state: stateOf[record.status],
  giver: record.giver?.kind,
  informed: record.informed,
  free: record.free,
  form: formOf(record),
  evidence: record.evidence ? 'noted' : 'none',
  covers: {
    items: itemsOf(wanted),
    recipient: record.scope.recipients.some((one) => isSame(one, wanted)),
    purpose: record.scope.purposes.includes(wanted.purpose ?? ''),
  },
  limits: limitsOf(record, wanted),
  stale: hasEnded(record, ctx) ? 'expired' : 'no',
});

export type OnRecord = { record: ConsentRecord; checked: Checked; limits: Consent['limits'] };

export const checkOnRecord = (
  found: readonly RecordBody[] | undefined,
  wanted: Wanted,
  sharing: Sharing,
  ctx: Context,
): OnRecord | undefined => {
  const all = consentsIn({ found: found ?? [] });
  const last = lastWord(all, wanted);
  if (!last) return undefined;
  const record = withLimits(last, all);
  const consent = consentOf(record, wanted, ctx);
  return { record, checked: checkConsent(consent, sharing), limits: consent.limits };
};
