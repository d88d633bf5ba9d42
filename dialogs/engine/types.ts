import type { z } from 'zod';
import type { PolicyPack } from '../policy/pack.ts';

/** The language dialogs and lifecycles are written in. Data and pure functions; nothing here waits for anything. */

/** Where a rule comes from: a source document (`norfolk-2015`) or a law entry (`law:L-02`), with its section. */
export type Citation = { id: string; section: string };

export type QuestionKind = 'text' | 'long' | 'choice' | 'many' | 'date' | 'time' | 'number' | 'toggle';

export type Question = {
  kind: QuestionKind;
  /** Names of the options; their words are in the word file. */
  options?: readonly string[];
  required: boolean;
  /** A question of judgement: "Not sure" is offered, opens advice, and returns to the question. */
  judgement?: boolean;
  maxLength?: number;
  /** Free text that a reader may see: it is checked for details that identify someone. */
  spot?: boolean;
  /** What must hold beyond the kind; the message of its first fault is a key in the word file. */
  schema?: z.ZodType;
  citations: readonly Citation[];
};

export type Questions<A> = { readonly [Q in keyof A & string]: Question };

/** The questions asked together on one card. */
export type Page<A> = {
  page: string;
  ask: readonly (keyof A & string)[];
  /** Shows whom to ring, from the policy pack, above the questions. */
  contacts?: boolean;
};

export type Outcome = {
  outcome: string;
  reasons: readonly string[];
  citations: readonly Citation[];
};

/** Questions in pages. `next` sees only answers that were accepted, in the order of the pages. */
export type Form<A, End> = {
  name: string;
  version: number;
  questions: Questions<A>;
  next(answers: Partial<A>, ctx: Context): Page<A> | End;
  /** Whether all answers are shown for checking before they count. */
  review: boolean;
};

export type Dialog<A = Record<string, unknown>, R extends RecordBody = RecordBody> = Form<A, Outcome> & {
  /** The letter that its records' references begin with. */
  prefix: string;
  schema: z.ZodType<R>;
  record(answers: A, outcome: Outcome, ctx: Context, given: Given): Effect<R>;
  lifecycle: Lifecycle<R>;
  /** What a reader of the record is shown, as keys of words and plain values. */
  show(record: R, ctx: Context): View;
};

export type Said = { key: string; params?: Readonly<Record<string, string>> };

export type View = {
  status: Said;
  lead: readonly Said[];
  /** `value` is what a person typed; `said` is ours. */
  facts: readonly ({ label: string; value: string } | { label: string; said: Said })[];
  /** Actions of the lifecycle that make sense now. */
  actions: readonly string[];
};

export type Who = 'owner' | 'manager' | 'clock';

export type ActionForm<A = Record<string, unknown>> = Omit<Form<A, 'done'>, 'name'>;

export type Action<R extends RecordBody, A = Record<string, unknown>> = {
  from: readonly string[];
  by: readonly Who[];
  ask?: ActionForm<A>;
  apply(record: R, answers: A, ctx: Context): Effect<R>;
};

export type Lifecycle<R extends RecordBody> = {
  states: readonly string[];
  // biome-ignore lint/suspicious/noExplicitAny: each action has answers of its own shape
  actions: Readonly<Record<string, Action<R, any>>>;
};

/** What follows from a finished dialog or action, as data: the shell keeps it, then tells. */
export type Effect<R extends RecordBody> = {
  record: R;
  reason: string;
  notices: readonly Notice[];
  due: readonly Due[];
};

/** Owed to a person: references only. `kind` names its words; `id` tells it apart within its record. */
export type Notice = { id: string; to: string; kind: string; params: Readonly<Record<string, string>> };

/** When the clock acts on the record next, by which action. */
export type Due = { id: string; at: string; action: string };

/** Answers as they were given, before any of them is accepted. `unsure` counts how often "Not sure" was pressed. */
export type Given = Readonly<Record<string, { value: unknown; at: string; unsure?: number }>>;

export type Actor = {
  id: string;
  name: string;
  agency: string;
  roles: readonly string[];
  /** Who is told and asked; absent where nobody is registered. */
  manager?: string;
};

export type Via = { platform: 'teams' | 'slack'; channelKind: 'personal' | 'shared' };

export type Context = {
  person: Actor;
  now: Date;
  policy: PolicyPack;
  via: Via;
  /** The reference the record has or will have. */
  reference: string;
};

export type UserRef = { id: string; role: string; agency: string };

/** The fields every record has. */
export type RecordBody = {
  id: string;
  type: string;
  schemaVersion: number;
  agencyId: string;
  reference: string;
  status: string;
  createdAt: string;
  createdBy: UserRef;
  platform: Via['platform'];
  channelKind: Via['channelKind'];
  guidanceVersion: string;
  lawVersion: string;
  practice: boolean;
  links: readonly string[];
  retention: { rule: string; reviewOn: string; hold: boolean; holdReason?: string };
};
