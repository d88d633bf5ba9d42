import { valuesOf } from '../../../dialogs/engine/accept.ts';
import { rosterRef } from '../../../dialogs/engine/hubs.ts';
import type { About } from '../../../dialogs/engine/types.ts';
import { type AnyDialog, dialogOf, dialogs } from '../../../dialogs/registry.ts';
import { isRetentionAct } from '../../../dialogs/retention/actions.ts';
import { mayRead } from '../access.ts';
import { type Draft, recordRefFrom } from '../drafts.ts';
import { referencePattern } from '../ids.ts';
import type { Person } from '../people.ts';
import type { Change, Stored } from '../ports.ts';
import type { Tellings } from '../present/tellings.ts';
import type { KeptRecord } from '../records.ts';
import { linksTo } from '../retention.ts';
import type { Listing, Needs, Scene } from '../scene.ts';
import { aboutTerm, type Telling } from '../tellings.ts';
import { findTerm } from '../terms.ts';
import type { Answers, Press } from '../turn.ts';

/** What a handler wants listed beside the things themselves: what a dialog asks to have found, and who was told. */

/** Of one person: whoever has more consents than this is not one person. */
const mostFound = 100;
/** Of an agency: everybody who manages somebody. */
const mostPeople = 1000;

const listingFor = (dialog: string | undefined, given: Answers, back = true): Listing | undefined => {
  const finds = dialogs[dialog ?? '']?.finds?.(given, back) ?? [];
  const terms = finds.map(findTerm);
  const [only = '', ...more] = terms;
  if (terms.length === 0) return undefined;
  const people = finds.some(({ facet }) => facet === 'role' || facet === 'person');
  return {
    term: more.length > 0 ? terms : only,
    kinds: people ? ['person', 'record'] : ['record'],
    limit: people ? mostPeople : mostFound,
  };
};

/** For an action, what its record asks for: who was told of it, or what its dialog wants found. */
const listingOf = (ref: string, stored: Stored | undefined): Listing | undefined => {
  const record = stored?.body as KeptRecord | undefined;
  const dialog = record && dialogOf(record);
  if (!record || !dialog) return undefined;
  return tellsOf(ref) ?? listingFor(dialog.name, record as unknown as Answers);
};

/** For a draft, from what it holds and what was just handed in. */
export const findsFor =
  (press: Press, answers: Answers): NonNullable<Needs['list']> =>
  ({ item }) => {
    const ref = press.ref ?? '';
    const draft = item('draft', ref)?.body as Draft | undefined;
    return withAdvice(draft, ownListing(press, answers, draft, item));
  };

const ownListing = (
  press: Press,
  answers: Answers,
  draft: Draft | undefined,
  item: Scene['item'],
): Listing | undefined => {
  if (draft?.record)
    return isRetentionAct(draft.action)
      ? linksTo(draft.record)
      : listingOf(draft.record, item('record', draft.record));
  const back = press.do !== 'answer' || draft?.from !== undefined;
  return listingFor(draft?.dialog ?? press.dialog, { ...valuesOf(draft?.given ?? {}), ...answers }, back);
};

const aboutRecord = (ref: string): Listing => ({
  term: findTerm({ facet: 'about', key: ref }),
  kinds: ['record'],
  limit: mostFound,
});

/** What people said who were asked about it; and for asking them, the record that it is about. */
const withAdvice = (draft: Draft | undefined, own: Listing | undefined): Listing | undefined => {
  const asks = draft?.asks ? recordRefFrom(draft.ref, draft.dialog) : undefined;
  const ref = asks ?? draft?.about?.ref;
  if (!ref) return own;
  const about = aboutRecord(ref);
  if (!own) return about;
  const kinds = [...new Set([...(own.kinds ?? []), 'record' as const])];
  return { ...own, kinds, term: [about.term, own.term].flat() };
};

/** For a dialog that is begun from nothing: what it wants to know before anything is answered. */
export const startFinds = (dialog: string): Pick<Needs, 'list'> => {
  const list = listingFor(dialog, {}, false);
  return list ? { list } : {};
};

/** For a dialog that is begun from a record: from what that says. */
export const beginFinds =
  (dialog: AnyDialog, from: string): NonNullable<Needs['list']> =>
  ({ item, context, actor, registered }) => {
    const record = item('record', from)?.body as KeptRecord | undefined;
    const maker = record && dialogOf(record);
    if (!record || !maker || !mayRead(actor, registered, maker, record)) return undefined;
    const { answered = {}, filled = {} } = dialog.begins?.(record, context(from)) ?? {};
    return listingFor(dialog.name, { ...filled, ...answered });
  };

/** For an action that is started from a record's card. */
export const actionFinds =
  (ref: string, action: string | undefined): NonNullable<Needs['list']> =>
  ({ item }) =>
    isRetentionAct(action) ? linksTo(ref) : listingOf(ref, item('record', ref));

/** Advice that counts: of one draft, or all of it. */
export const advisedIn = (found: readonly Stored<KeptRecord>[], draft?: string): readonly KeptRecord[] =>
  found
    .map(({ body }) => body as KeptRecord & { about?: About })
    .filter(({ type, about }) => type === 'advice' && (draft === undefined || about?.draft === draft));

export const foundIn = ({ listed }: Scene): readonly Stored<KeptRecord>[] =>
  listed.filter(({ kind }) => kind === 'record') as readonly Stored<KeptRecord>[];

/** What a turn in a hub may change beside its record: the roster too. */
export const changeable = (scene: Scene): readonly Stored<KeptRecord>[] => {
  const { hub } = scene.context('');
  const roster = hub && scene.item('record', rosterRef(hub.code));
  return roster ? [...foundIn(scene), roster as Stored<KeptRecord>] : foundIn(scene);
};

/** Those who were listed, and whoever it is. */
export const peopleIn = ({ listed, item, actor }: Scene): readonly Stored<Person>[] => {
  const own = item('person', actor.id);
  const all = listed.filter(({ kind, id }) => kind === 'person' && id !== own?.id);
  return (own ? [own, ...all] : all) as readonly Stored<Person>[];
};

/** Enough for all partners of a large register, twice. */
const mostTold = 400;

/** Of a record that other agencies are told of, whom that reached and who has answered. */
const tellsOf = (ref: string): Listing | undefined =>
  referencePattern.test(ref) && dialogOf({ reference: ref })?.tells
    ? { term: aboutTerm(ref), kinds: ['telling'], limit: mostTold }
    : undefined;

export const withTellings = (ref: string): Pick<Needs, 'list'> => {
  const list = tellsOf(ref);
  return list ? { list } : {};
};

/** The same; or else what people said who were asked about it. */
export const withTellingsOrAdvice = (ref: string): NonNullable<Needs['list']> =>
  tellsOf(ref) ??
  (({ item }) => {
    const record = item('record', ref)?.body as KeptRecord | undefined;
    return record?.advice?.length ? aboutRecord(ref) : undefined;
  });

/** The last word to each: what they were told before counts no more. Newest first, as lists are. */
const lastWords = (all: readonly Telling[]): Telling[] => [
  ...new Map([...all].reverse().map((one) => [one.partner, one])).values(),
];

export const everyTelling = ({ listed }: Scene): Telling[] =>
  listed.filter(({ kind }) => kind === 'telling').map(({ body }) => body as Telling);

export const tellingsIn = (scene: Scene): Tellings => {
  const told = everyTelling(scene);
  const all = lastWords(told);
  return { all, more: scene.next !== undefined && all.length === told.length };
};

/** What was told before, and what these changes tell. */
export const tellingsWith = (scene: Scene, changes: readonly Change[]): Tellings => {
  const before = tellingsIn(scene);
  const made = changes.flatMap((change) =>
    // What goes to a register or a hub is told to no partner.
    change.op === 'create' && change.item.kind === 'telling' && (change.item.body as Telling).partner !== ''
      ? [change.item.body as Telling]
      : [],
  );
  return { ...before, all: lastWords([...made, ...before.all]) };
};
