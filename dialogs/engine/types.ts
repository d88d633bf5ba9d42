import type { z } from 'zod';
import type { PolicyPack } from '../policy/pack.ts';
import type { About, Begun, MessageRef, Stuck } from './beginnings.ts';
import type { Brief } from './brief.ts';
import type { Actor, Colleague, Newcomer } from './colleagues.ts';
import type { Effect } from './effects.ts';
import type { HubNow } from './hubs.ts';
import type { RecordBody } from './record-body.ts';
import type { Board, Facets, Find, GuidanceText, Said, Section, View } from './views.ts';

export type { About, Begun, MessageRef, Stuck } from './beginnings.ts';
export type { Brief } from './brief.ts';
export type { Actor, Colleague, Newcomer } from './colleagues.ts';
export type { Also, Answer, Back, Contact, Due, Effect, Enrol, Notice, Tell } from './effects.ts';
export type { HubNow, Seat } from './hubs.ts';
export type { RecordBody, Retention, UserRef } from './record-body.ts';
export type { Board, Facets, Find, GuidanceText, Said, Section, View } from './views.ts';

/** The language dialogs and lifecycles are written in. Data and pure functions; nothing here waits for anything. */

/** Where a rule comes from: a source document (`norfolk-2015`) or a law entry (`law:L-02`), with its section. */
export type Citation = {
  id: string;
  section: string;
  /** Of a document that the policy pack does not name. */
  title?: string;
};

export type QuestionKind = 'text' | 'long' | 'choice' | 'many' | 'date' | 'time' | 'number' | 'toggle';

export type Question = {
  kind: QuestionKind;
  /** Names of the options; their words are in the word file. */
  options?: readonly string[];
  /** Options that come from elsewhere: the policy pack, or what was typed before. They bring their own titles. */
  pick?(answers: Readonly<Record<string, unknown>>, ctx: Context): readonly Option[];
  /** Which of its options there are for this person, in the order to show them; all, where it does not say. */
  offers?(ctx: Context, answers: Readonly<Record<string, unknown>>): readonly string[];
  required: boolean;
  /** What is taken as the answer until somebody says otherwise; it is shown, with a way to change it. */
  assumed?: string;
  /**
   * False where the answer is kept for the record: whoever tests cases need not give it. The first option is then taken,
   * which changes nothing in the outcome.
   */
  decides?: false;
  /** A question of judgement: "Not sure" is offered, opens advice, and returns to the question. */
  judgement?: boolean;
  maxLength?: number;
  /** Free text that a reader may see: it is checked for details that identify someone. */
  spot?: boolean;
  /** What must hold beyond the kind, given what else was answered: the key of the words that say what to do. */
  check?(value: unknown, answers: Readonly<Record<string, unknown>>, ctx: Context): string | undefined;
  /** Where its text may be refused for what it holds: what that is, and what to put into the field to look at instead. */
  spots?(text: string, ctx: Context): readonly string[];
  mends?(text: string, ctx: Context): string;
  /** The dialog that has its words, where several ask the same. */
  words?: string;
  citations: readonly Citation[];
};

/** `title` is ours; `typed` is what a person wrote. */
export type Option = { value: string } & ({ title: string } | { typed: string });

export type Questions<A> = { readonly [Q in keyof A & string]: Question };

/** The questions asked together on one card. */
export type Page<A> = {
  page: string;
  ask: readonly (keyof A & string)[];
  /** Taken as read on this page: not asked, shown for checking later, and changed from there. */
  assumes?: readonly (keyof A & string)[];
  /** The question, among those asked, that is answered by pressing one of its options: there is no Next. */
  by?: keyof A & string;
  /** Where the form stands here, for `next` to go on from: whatever it likes. */
  at?: unknown;
  /** Shows whom to ring, from the policy pack, above the questions. */
  contacts?: boolean;
  /** Said above the questions: in words of the policy pack, or in ours. */
  tells?: readonly (string | Said)[];
  /** What was written down before, to be read now. */
  shows?: View['facts'];
  /** Shows that the agency stands behind people who use their judgement in good faith. */
  backing?: boolean;
  /** Shows the recommendation, and everything it rests on, above the questions. */
  brief?: boolean;
  /** What the answers of this page are about. An answer given when it was something else is asked for again. */
  seal?: string;
};

export type Outcome = {
  outcome: string;
  reasons: readonly string[];
  citations: readonly Citation[];
  /** What the lawful basis is, where something is to be shared. */
  basis?: Readonly<Record<string, string>>;
  warnings?: readonly string[];
  /** The rows that were passed, and why each led on. */
  path?: readonly { row: string; when: string; to: string }[];
  /** Another dialog takes over: this draft ends, and that one starts. */
  handOver?: string;
};

/** Questions in pages. `next` sees only answers that were accepted, in the order of the pages. */
export type Form<A, End> = {
  name: string;
  version: number;
  questions: Questions<A>;
  /** `last` is the page that was settled last: what came before it need not be looked at again. */
  next(answers: Partial<A>, ctx: Context, last?: Page<A>): Page<A> | End;
  /** Whether all answers are shown for checking before they count. */
  review: boolean;
  /** What is recommended, and why, for pages that show it. */
  brief?(answers: Partial<A>, ctx: Context): Brief;
};

export type Dialog<A = Record<string, unknown>, R extends RecordBody = RecordBody> = Form<A, Outcome> & {
  /** The letter that its records' references begin with. */
  prefix: string;
  schema: z.ZodType<R>;
  record(answers: A, outcome: Outcome, ctx: Context, given: Given): Effect<R>;
  lifecycle: Lifecycle<R>;
  /** What a reader of the record is shown, as keys of words and plain values. */
  show(record: R, ctx: Context): View;
  /** The whole record for the case file, in sections; what the card shows where there is none. */
  copy?(record: R, ctx: Context): readonly Section[];
  /** What the person it is about may be given, in their words; no sections where there is nothing to give. */
  receipt?(record: R, ctx: Context): readonly Section[];
  /** Papers for whoever leads: what the regulator's form asks, and a letter to the people it is about. */
  papers?: Readonly<Record<'form' | 'letter', (record: R, ctx: Context) => readonly Section[]>>;
  /** What it is found by, beside its reference, its kind, its owner and its date. */
  facets?(record: R): Facets;
  /** Everybody of the agency who is on the register may read it: whoever meets the person must know. */
  open?: true;
  /** Only who has this role starts it, and reads what it keeps. */
  for?: 'guidance-owner' | 'executive' | 'administrator';
  /** Nobody but they reads it, lists it, or learns that it is there. */
  sealed?: true;
  /** Its records stand in lists of their own, not among those of cases. */
  apart?: true;
  /** Its records belong to a hub: whoever has a seat there reads them, whatever their agency. */
  hub?: true;
  /** What everybody in the channel may see of a record: a card there is kept up to date with it. */
  board?(record: R, ctx: Context): Board;
  /** It waits for whoever is asked, and not for whoever made it. */
  led?: true;
  /**
   * Which records it wants to have found, from what was answered so far: they come as `ctx.found`. Somebody may go back to
   * any page, or go on from the record it was begun from.
   */
  finds?(given: Readonly<Record<string, unknown>>, back: boolean): readonly Find[];
  /** What is known already where it is begun from a record. */
  begins?(record: RecordBody, ctx: Context): Begun | undefined;
  /** What is known already where it is begun by its word, or from a question that somebody is not sure of. */
  starts?(ctx: Context, stuck?: Stuck): Begun;
  /** What is known already where it is to change an answer of the guidance. */
  corrects?(entry: GuidanceText): Begun;
  /** Its records tell other agencies something, and who has answered is shown with them. */
  tells?: true;
  /** Which sealed records of its own it wants to have found when it makes one: by these codes, since that day. */
  alike?(
    input: Readonly<Record<string, unknown>>,
    ctx: Context,
  ): { type: string; codes: readonly string[]; from: string };
  /** Makes a record from what another record hands over. */
  takes?(input: Readonly<Record<string, unknown>>, ctx: Context): Effect<R>;
};

/**
 * `colleague` is anybody of the agency who is on the register; `asked` is whoever the record waits for. `seat` is whoever
 * has one in the hub, `lead` whoever leads it.
 */
export type Who =
  | 'owner'
  | 'manager'
  | 'asked'
  | 'seat'
  | 'lead'
  | 'colleague'
  | 'guidance-owner'
  | 'executive'
  | 'administrator'
  | 'keeper'
  | 'clock';

export type ActionForm<A = Record<string, unknown>> = Omit<Form<A, 'done'>, 'name'> & {
  /** What its answers are at the start, from the record it is about; and where its words are, if not with its dialog. */
  filled?(record: RecordBody): Readonly<Record<string, unknown>>;
  words?: string;
};

export type Action<R extends RecordBody, A = Record<string, unknown>> = {
  from: readonly string[];
  by: readonly Who[];
  ask?: ActionForm<A>;
  /** Counts on an older card too: it stays true, whatever has become of the record since. */
  late?: true;
  /** Whether there is anything to do: a clock may come late, or for something that has changed since. */
  when?(record: R, ctx: Context): boolean;
  apply(record: R, answers: A, ctx: Context): Effect<R>;
};

export type Lifecycle<R extends RecordBody> = {
  states: readonly string[];
  /** States in which it waits for nobody: the last, unless it says otherwise. */
  rests?: readonly string[];
  // biome-ignore lint/suspicious/noExplicitAny: each action has answers of its own shape
  actions: Readonly<Record<string, Action<R, any>>>;
};

/**
 * Answers as they were given, before any of them is accepted. `unsure` counts how often "Not sure" was pressed; `seal`
 * is what the card said when it was answered; what was `filled` in for the person counts once they have seen it.
 */
export type Given = Readonly<
  Record<string, { value: unknown; at: string; unsure?: number; seal?: string; filled?: true }>
>;

export type Via = { platform: 'teams' | 'slack'; channelKind: 'personal' | 'shared' };

export type Context = {
  person: Actor;
  now: Date;
  policy: PolicyPack;
  via: Via;
  /** The reference the record has or will have. */
  reference: string;
  /** The hub that the record belongs to. */
  hub?: HubNow;
  /** What the dialog wanted to have found. */
  found?: readonly RecordBody[];
  /** People of the agency that the dialog wanted to have found. */
  people?: readonly Colleague[];
  newcomer?: Newcomer;
  /** The record that an action is about, and others that are about it and not over yet. */
  record?: RecordBody;
  openLinks?: readonly string[];
  /** Partners whom no message has reached yet, of a record that others are told of. */
  notReached?: readonly string[];
  /** The reference of the record that the dialog was begun from. */
  from?: string;
  /** The message that it was begun from. */
  message?: MessageRef;
  /** The reference of a record that another dialog makes beside this one. */
  another?(dialog: string): string;
  /** What a dialog about something else is about. */
  about?: About;
  /** Advice that was asked for on the way. */
  advised?: readonly RecordBody[];
};
