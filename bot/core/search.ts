import { outcomes } from '../../dialogs/policy/catalogue.ts';
import type { PolicyPack } from '../../dialogs/policy/pack.ts';
import { referencePattern } from './ids.ts';
import { typedKey } from './terms.ts';

/** What somebody looks for: read from what they wrote, and put into a button for the next page. */

/** The reasons that people look for: why something was shared, then why it was not. */
export const grounds = [
  ...['URGENT_HARM', 'HARM_CLEAR', 'CSE_SIGNIFICANT_HARM', 'ADULT_HIGH_RISK', 'VITAL_INTEREST'],
  ...['SERIOUS_CRIME', 'PUBLIC_HEALTH', 'CONSENT', 'CONSENT_PARTIAL', 'STATUTORY_DUTY', 'DUTY_16LA'],
  ...['COURT_ORDER', 'PI_FAVOURS_SHARING', 'LESS_WOULD_DO', 'NARROWED', 'OBJECTION'],
  ...['NOT_CONFIDENTIAL', 'NOT_IDENTIFIABLE', 'DECEASED'],
  ...['CONSENT_FIRST', 'ADULT_DECIDES', 'PI_FAVOURS_CONFIDENCE', 'BALANCED', 'NOT_NECESSARY'],
  ...['NOT_PROPORTIONATE', 'RESTRICTED', 'NO_PURPOSE', 'NO_POWER', 'NO_AUTHORITY', 'NOT_VERIFIED'],
  ...['DECEASED_CONFIDENCE'],
] as const;

export const fields = ['reference', 'subject', 'recipient', 'outcome', 'ground', 'from', 'to'] as const;
export type Field = (typeof fields)[number];

/** As it was written or chosen. */
export type Written = Readonly<Partial<Record<Field, string>>>;
/** As it is looked for: codes, days, and digests of what was written. A recipient may be a whole agency. */
export type Search = Readonly<Partial<Record<Field | 'agency', string>>>;
/** A field's fault names its words; `none` is the fault of the whole. */
export type Faults = Readonly<Partial<Record<Field | 'none', string>>>;

export const longest = 80;

type Verdict = { key: string; as?: 'agency' } | { fault: string };

/** `2026-11-21`, or as people write it here: `21/11/2026`. */
const readDay = (text: string): Verdict => {
  const british = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(text);
  const [, day = '', month = '', year = ''] = british ?? [];
  const key = british ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : text;
  const at = /^(19|20)\d{2}-\d{2}-\d{2}$/.test(key) ? Date.parse(`${key}T00:00:00Z`) : Number.NaN;
  const isDay = !Number.isNaN(at) && new Date(at).toISOString().startsWith(key);
  return isDay ? { key } : { fault: 'not-a-date' };
};

/** What a date field can show. */
export const isDay = (text: string): boolean => {
  const read = readDay(text);
  return 'key' in read && read.key === text;
};

const among = (options: readonly string[], text: string): Verdict =>
  options.includes(text) ? { key: text } : { fault: 'not-an-option' };

const wholeAgency = 'agency/';

export type Recipient = { value: string; title: string; whole: boolean };

/** Whom something may have gone to: a whole agency of the policy pack, or one of its posts. */
export const recipientsOf = ({ agencies, partners }: PolicyPack): Recipient[] => [
  ...agencies.map(({ id, name }) => ({ value: `${wholeAgency}${id}`, title: name, whole: true })),
  ...Object.entries(partners).map(([value, { title }]) => ({ value, title, whole: false })),
];

const readRecipient = (text: string, pack: PolicyPack): Verdict => {
  const found = recipientsOf(pack).find(({ value }) => value === text);
  if (!found) return { fault: 'not-an-option' };
  return found.whole ? { key: text.slice(wholeAgency.length), as: 'agency' } : { key: typedKey(text) };
};

const readers: Readonly<Record<Field, (text: string, pack: PolicyPack) => Verdict>> = {
  reference: (text) =>
    referencePattern.test(text.toUpperCase()) ? { key: text.toUpperCase() } : { fault: 'not-a-reference' },
  subject: (text) => (text.length > longest ? { fault: 'too-long' } : { key: typedKey(text) }),
  recipient: readRecipient,
  outcome: (text) => among(outcomes, text),
  ground: (text) => among(grounds, text),
  from: readDay,
  to: readDay,
};

/** Answers come from outside: only texts count, and only those of our own fields. */
export const writtenIn = (answers: Readonly<Record<string, unknown>>): Written =>
  Object.fromEntries(
    fields.flatMap((field) => {
      const text = typeof answers[field] === 'string' ? answers[field].trim() : '';
      return text === '' ? [] : [[field, text]];
    }),
  );

export const isFaulty = (faults: Faults): boolean => Object.keys(faults).length > 0;

export const readSearch = (written: Written, pack: PolicyPack): { search: Search; faults: Faults } => {
  const search: Partial<Record<Field | 'agency', string>> = {};
  const faults: Partial<Record<Field | 'none', string>> = {};
  for (const field of fields) {
    const text = written[field];
    if (text === undefined) continue;
    const verdict = readers[field](text, pack);
    if ('key' in verdict) search[verdict.as ?? field] = verdict.key;
    else faults[field] = verdict.fault;
  }
  const { from = '', to = '~' } = search;
  if (from > to) faults.to = 'ends-before';
  if (Object.keys(written).length === 0) faults.none = 'nothing';
  return { search, faults };
};

const letters = {
  subject: 's',
  recipient: 'r',
  agency: 'a',
  outcome: 'o',
  ground: 'g',
  from: 'f',
  to: 't',
} as const;
type Paged = keyof typeof letters;
const paged = Object.keys(letters) as Paged[];

const hidden = /^[\w-]{43}$/;
const shapes: Readonly<Record<Paged, RegExp>> = {
  subject: hidden,
  recipient: hidden,
  agency: /^[a-z][a-z0-9-]{1,40}$/,
  outcome: /^[A-Z_]{4,40}$/,
  ground: /^[A-Z0-9_]{2,40}$/,
  from: /^[\d-]{10}$/,
  to: /^[\d-]{10}$/,
};

/** Short enough for a button, and it tells nothing of what was written. */
export const packSearch = (search: Search): string =>
  paged.flatMap((field) => (search[field] ? [`${letters[field]}${search[field]}`] : [])).join('|');

/** Undefined for anything that no button of ours says. */
export const unpackSearch = (packed: string): Search | undefined => {
  const search: Partial<Record<Paged, string>> = {};
  for (const part of packed.split('|')) {
    const field = paged.find((name) => letters[name] === part[0]);
    const key = part.slice(1);
    if (!field || search[field] !== undefined || !shapes[field].test(key)) return undefined;
    search[field] = key;
  }
  const days = [search.from, search.to].filter((day) => day !== undefined);
  return days.every(isDay) ? search : undefined;
};
