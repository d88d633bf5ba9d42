import type { Back } from './effects.ts';
import type { Citation } from './types.ts';

/** How a record reads and what it is found by: keys of words, and values that people typed. */

export type Section = {
  heading: Said;
  lead: readonly Said[];
  facts: View['facts'];
  /** Lines of a list: ours, or as somebody typed them. */
  items?: readonly (string | Said)[];
};

/** Keys of a search: ids and codes only, and the case reference, of which a digest is kept. */
export type Facets = {
  subject?: string;
  outcome?: string;
  recipients?: readonly string[];
  grounds?: readonly string[];
  /** What a register of its own lists it by, where no other list has it. */
  codes?: readonly string[];
  /** What other dialogs find it by. */
  finds?: readonly Find[];
};

export type Said = { key: string; params?: Readonly<Record<string, string>> };

export type View = {
  status: Said;
  lead: readonly Said[];
  /** `value` is what a person typed; `said` is ours. */
  facts: readonly ({ label: string; value: string } | { label: string; said: Said })[];
  /** Actions of the lifecycle that make sense now. */
  actions: readonly string[];
  /** The record that it is about, one press away; whoever answers has all four answers beside it. */
  about?: string;
  /** Dialogs that may be begun from it now; from another record, where `from` names one. */
  begins?: readonly { dialog: string; from?: string }[];
  back?: Back;
};

/** For a shared channel: references, codes and colleagues. Nothing that is about a person has a place here. */
export type Board = {
  status: Said;
  lead: readonly Said[];
  /** What is asked, as somebody typed it. */
  asks?: string;
  /** One line an agency: who, what they have said, and by when. */
  lines: readonly { name: string; state: Said; tone: 'plain' | 'good' | 'warning' | 'attention' }[];
  /** Actions that can be pressed there; their questions are asked in private. */
  actions: readonly string[];
  /** Nobody waits for anything: it needs no place at the top any more. */
  over: boolean;
};

/**
 * A key that records are found by when another dialog looks for them: their case, or what they are about; and people, by
 * their role or themselves.
 */
export type Find = { facet: 'case' | 'about' | 'role' | 'person' | 'name'; key: string };

/** An answer of the guidance, in the parts that it is written in. */
export type GuidanceText = {
  entry: string;
  kind: 'answer' | 'boundary';
  title: string;
  currentText: string;
  more: string;
  historicalText: string;
  source: readonly Citation[];
  owner: string;
};
