import { sayWhen } from '../engine/say.ts';
import type { Context, Said, Section } from '../engine/types.ts';
import type { Breach } from './record.ts';
import { knownOf } from './triage/facts.ts';
import type { Facts, Value } from './triage/questions.ts';

/** What both papers of a breach are made of: words of ours, what was typed, and where something is still to be filled in. */

type Fact = Section['facts'][number];

const own = (key: string): string => `breach-papers.${key}`;

export const said = (key: string, params?: Said['params']): Said => ({
  key: own(key),
  ...(params ? { params } : {}),
});

/** A gap that whoever leads fills: nobody else knows it. */
export const toFill: Said = said('to-fill');

export const typed = (label: string, value: string | undefined): Fact =>
  value?.trim() ? { label: own(label), value } : { label: own(label), said: toFill };

export const told = (label: string, what: Said | undefined): Fact => ({
  label: own(label),
  said: what ?? toFill,
});

export const at = (when: string | undefined, { policy }: Context): Said | undefined =>
  when ? said('at', { when: sayWhen(when, policy) }) : undefined;

export const section = (heading: string, more: Partial<Omit<Section, 'heading'>>): Section => ({
  ...{ heading: said(heading), lead: [], facts: [] },
  ...more,
});

/** In the words in which it was asked. */
export const asked = (question: string, option: string): Said => ({
  key: `breach.questions.${question}.options.${option}`,
});
export const weighed = (question: string, option: string): Said => ({
  key: `breach.assess.questions.${question}.options.${option}`,
});

export type Kind = Value<'kinds'>;

/** What was answered when it was weighed; before that, what the report says already. */
export const factsOf = (record: Breach): Facts => knownOf(record);

export const kindsIn = (record: Breach): readonly Kind[] => factsOf(record).kinds ?? [];

export const agencyOf = ({ agencyId }: Breach, { policy }: Context) =>
  policy.agencies.find(({ id }) => id === agencyId);
