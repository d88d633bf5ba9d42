import { sayDate } from '../engine/say.ts';
import type { Context, Said, Section } from '../engine/types.ts';
import { localDate } from '../engine/working-time.ts';
import { without } from './questions.ts';
import type { ConsentRecord, Recipient } from './record.ts';
import { concerned } from './telling.ts';
import { hasEnded, holdsUntil } from './until.ts';

/**
 * What the person who was asked may keep, said to them: what they said, what follows from it, and how to change it.
 * It stands by itself: no names of people, no references, and nothing that colleagues wrote to each other.
 */

/** Where the person stands. `unsure`: they said yes, and something that a yes must have is missing. */
type Stand =
  | 'yes'
  | 'yes-on-file'
  | 'implied'
  | 'changed'
  | 'again'
  | 'unsure'
  | 'limited'
  | 'limited-unsure'
  | 'back'
  | 'over'
  | 'no'
  | 'service'
  | 'service-over';

const say = (name: string, params?: Said['params']): Said => ({
  key: `consent.receipt.${name}`,
  ...(params ? { params } : {}),
});

const lastYes = ({ changes }: ConsentRecord) =>
  changes.findLast(({ change }) => change === 'amend' || change === 'renew');

/** A yes that was asked for again had all it must have, or it would not have been kept. */
const isUnsure = (record: ConsentRecord): boolean =>
  record.source === 'asked' && record.recommendation.outcome === 'NOT_VALID' && !lastYes(record);

const yesOf = (record: ConsentRecord): Stand => {
  const again = lastYes(record);
  if (record.status === 'restricted') return isUnsure(record) ? 'limited-unsure' : 'limited';
  if (isUnsure(record)) return 'unsure';
  if (again) return again.change === 'renew' ? 'again' : 'changed';
  if (record.form === 'implied') return 'implied';
  return record.medium === 'on-file' ? 'yes-on-file' : 'yes';
};

/** Undefined where nobody has answered, or where the answer is written down elsewhere. */
const standOf = (record: ConsentRecord, ctx: Context): Stand | undefined => {
  const { status, about, dueAt } = record;
  if (status === 'sought' || status === 'answered') return undefined;
  if (about === 'service') return status === 'withdrawn' ? 'service-over' : 'service';
  // Who was only asked had no yes to take back: to withdraw the question is to say no.
  if (status === 'refused' || (status === 'withdrawn' && dueAt)) return 'no';
  if (status === 'withdrawn') return 'back';
  return status === 'expired' || hasEnded(record, ctx) ? 'over' : yesOf(record);
};

const byState: readonly Stand[] = ['limited', 'limited-unsure', 'back', 'no', 'service-over'];

const dayOf = (record: ConsentRecord, stand: Stand, { policy }: Context): string => {
  const changed = localDate(new Date(record.stateAt), policy);
  if (stand === 'over') return holdsUntil(record) ?? changed;
  return byState.includes(stand) ? changed : (record.evidence?.date ?? record.scope.from);
};

/** Whose information it is, where they spoke for somebody else. */
const whose = ({ giver }: ConsentRecord): Said[] =>
  giver?.kind === 'parent' || giver?.kind === 'document' ? [say(`whose.${giver.kind}`)] : [];

const opening = (record: ConsentRecord, stand: Stand, ctx: Context): Section => ({
  heading: say(`said.${stand}.heading`, { day: sayDate(dayOf(record, stand, ctx)) }),
  lead: [...whose(record), say(`said.${stand}.lead`)],
  facts: [],
  ...(record.service ? { items: [record.service] } : {}),
});

const namesOf = (all: readonly Recipient[]): string[] => all.map(({ name }) => name);

/** Whoever is kept out is not among those who may get it. */
const mayGet = ({ scope, exclusions }: ConsentRecord): string[] => {
  const out = namesOf(exclusions.recipients);
  return namesOf(scope.recipients).filter((name) => !out.includes(name));
};

const howLong = (record: ConsentRecord): Said[] => {
  const from = sayDate(record.scope.from);
  const until = holdsUntil(record);
  return until
    ? [say('long.until', { from, until: sayDate(until) }), say('long.after'), say('long.look')]
    : [say('long.open', { from })];
};

const reach = ({ policy: { peopleContact, privacyNotice } }: Context): Section['facts'] => [
  { label: 'consent.receipt.reach.contact', value: `${peopleContact.title}: ${peopleContact.text}` },
  { label: 'consent.receipt.reach.notice', value: `${privacyNotice.title}: ${privacyNotice.url}` },
];

const toWrite: Section['facts'] = ['name', 'day'].map((name) => ({
  label: `consent.receipt.yours.${name}`,
  said: say('yours.line'),
}));

/** Whatever they keep back is not among what they said yes to. */
const mayGo = ({ scope, exclusions }: ConsentRecord): string[] => without(scope.items, exclusions.items);

const parts = {
  may: mayGo,
  private: ({ exclusions }) => exclusions.items,
  who: mayGet,
  'not-them': ({ exclusions }) => namesOf(exclusions.recipients),
  purposes: ({ scope }, { policy }) => scope.purposes.flatMap((id) => policy.purposes[id]?.label ?? []),
  telling: (record) => namesOf(concerned(record)),
  was: mayGo,
  'was-who': mayGet,
  'no-items': ({ scope }) => scope.items,
  'no-who': ({ scope }) => namesOf(scope.recipients),
} as const satisfies Record<string, (record: ConsentRecord, ctx: Context) => readonly string[]>;

type Part = keyof typeof parts | 'now' | 'long' | 'still' | 'nobody';

const yes: readonly Part[] = ['may', 'private', 'who', 'not-them', 'purposes', 'long', 'still'];
const yesNotYet: readonly Part[] = ['now', 'still', 'was', 'was-who', 'private', 'not-them'];

/** What stands on the paper, in this order, between what they said and what they can do. */
const papers: Readonly<Record<Stand, readonly Part[]>> = {
  yes,
  'yes-on-file': yes,
  implied: yes,
  changed: yes,
  again: yes,
  unsure: yesNotYet,
  limited: ['private', 'not-them', 'now', 'still', 'may', 'who', 'purposes', 'long'],
  'limited-unsure': ['private', 'not-them', 'now', 'still', 'was', 'was-who'],
  back: ['now', 'still', 'telling', 'was'],
  over: ['now', 'still', 'was', 'was-who'],
  no: ['now', 'still', 'no-who', 'no-items'],
  service: ['nobody'],
  'service-over': [],
};

const limitedNow = ['limit', 'tell-limit', 'past'];

const follows: Readonly<Partial<Record<Stand, readonly string[]>>> = {
  unsure: ['wait', 'talk'],
  limited: limitedNow,
  'limited-unsure': [...limitedNow, 'wait', 'talk'],
  back: ['stop', 'tell', 'past', 'fair'],
  over: ['stop', 'ask'],
  no: ['respect', 'fair'],
};

const rights = (stand: Stand): string[] => {
  const first: Readonly<Partial<Record<Stand, readonly string[]>>> = {
    back: ['later'],
    over: ['later'],
    no: ['later'],
    service: ['stop'],
    'service-over': ['later'],
  };
  return [...(first[stand] ?? ['change', 'part']), 'see', 'right', 'complain'];
};

const list = (name: string, items: Section['items'] = [], lead: readonly Said[] = []): Section[] =>
  items.length > 0 ? [{ heading: say(`lists.${name}`), lead, facts: [], items }] : [];

const told = (name: string, lead: readonly Said[], facts: Section['facts'] = []): Section => ({
  heading: say(`${name}.heading`),
  lead,
  facts,
});

const leads: Readonly<Partial<Record<Part, readonly Said[]>>> = {
  may: [say('only')],
  private: [say('kept')],
};

const partOf = (part: Part, record: ConsentRecord, stand: Stand, ctx: Context): Section[] => {
  switch (part) {
    case 'now':
      return list(
        'now',
        follows[stand]?.map((name) => say(`now.${name}`)),
      );
    case 'long':
      return [told('long', howLong(record))];
    case 'still':
      return list(
        part,
        ['law', 'danger', 'crime'].map((name) => say(`still.${name}`)),
        [say('still.lead')],
      );
    case 'nobody':
      return [told(part, [say('nobody.lead')])];
    default:
      return list(part, parts[part](record, ctx), leads[part]);
  }
};

export const receipt = (record: ConsentRecord, ctx: Context): Section[] => {
  const stand = standOf(record, ctx);
  if (!stand) return [];
  return [
    opening(record, stand, ctx),
    ...papers[stand].flatMap((part) => partOf(part, record, stand, ctx)),
    ...list(
      'can',
      rights(stand).map((name) => say(`can.${name}`)),
    ),
    told('reach', [say('reach.lead')], reach(ctx)),
    told('yours', [say('yours.lead')], toWrite),
  ];
};
