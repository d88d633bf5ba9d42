import { sayWhen } from '../engine/say.ts';
import type { Context, Said, Section } from '../engine/types.ts';
import type { Breach } from './record.ts';

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

/** Kinds of information that have words here. */
export const kinds = [
  ...(['work-contact', 'contact', 'needs', 'work-school', 'family', 'other', 'not-known'] as const),
  ...(['money', 'identity', 'passwords'] as const),
  ...(['health', 'care', 'crime', 'sex-life', 'belief', 'hidden-home'] as const),
] as const;
export type Kind = (typeof kinds)[number];

export const groups = [
  ...(['children', 'adults-at-risk', 'victims', 'witnesses', 'staff', 'public', 'not-known'] as const),
] as const;

const listOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];

/** What was answered when it was weighed; a list, or a single answer. */
export const factsOf = ({ assessment }: Breach, name: string): string[] => {
  const value = assessment?.facts[name];
  return typeof value === 'string' ? [value] : listOf(value);
};

const among = <T extends string>(known: readonly T[], found: readonly string[]): T[] =>
  known.filter((each) => found.includes(each));

/** As it was weighed; before that, as it was reported. */
export const kindsIn = (record: Breach): Kind[] => {
  const weighed = factsOf(record, 'kinds');
  return among(kinds, weighed.length > 0 ? weighed : record.dataKinds);
};

export const groupsIn = (record: Breach): string[] => among(groups, factsOf(record, 'whose'));

export const agencyOf = ({ agencyId }: Breach, { policy }: Context) =>
  policy.agencies.find(({ id }) => id === agencyId);
