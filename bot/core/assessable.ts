import { cases as breachCases } from '../../dialogs/breach/triage/cases.ts';
import type { Context, Outcome, Page } from '../../dialogs/engine/types.ts';
import { type AnyDialog, dialogs, startable } from '../../dialogs/registry.ts';

/** `beside`: what only these results have. `open`: it cannot end yet, for want of this. */
export type CaseEnd = (Outcome & { beside?: Readonly<Record<string, unknown>> }) | { readonly open: string };

/** What cases can be taken through: a dialog as people walk it, or the weighing that its record goes through. */
export type Assessable = Pick<AnyDialog, 'name' | 'version' | 'prefix' | 'questions'> & {
  // biome-ignore lint/suspicious/noExplicitAny: each has answers of its own shape
  next(answers: any, ctx: Context): Page<any> | CaseEnd;
  /** What a case must say, where no question insists on it. */
  needs?: readonly string[];
  /** What its results have beside the fields that all have, before anything is known. */
  blank?: Readonly<Record<string, unknown>>;
  /** Which of its questions matter to a case, where not all do. */
  matters?(answers: Readonly<Record<string, unknown>>): readonly string[];
};

const weighed: Readonly<Record<string, Assessable>> = { breach: breachCases };

export const assessableNames: readonly string[] = [...new Set([...startable, ...Object.keys(weighed)])];

export const assessableOf = (name: string | undefined): Assessable | undefined =>
  name !== undefined && assessableNames.includes(name) ? (weighed[name] ?? dialogs[name]) : undefined;
