import type { PolicyPack, Post } from '../policy/pack.ts';
import type { Actor } from './types.ts';

/** Whom somebody turns to: who answers first, and who stands in, as the policy pack has it. */

export const postOf = (agency: string, post: Post, { agencies }: PolicyPack): readonly string[] =>
  agencies.find(({ id }) => id === agency)?.posts[post] ?? [];

/** A person's own line: their manager, whoever stands in for managers, the head of service. Nobody is their own. */
export const chainOf = (
  { id, agency, manager }: Pick<Actor, 'id' | 'agency' | 'manager'>,
  pack: PolicyPack,
): string[] => {
  const all = [
    ...(manager ? [manager] : []),
    ...postOf(agency, 'manager', pack),
    ...postOf(agency, 'head-of-service', pack),
  ];
  return [...new Set(all)].filter((one) => one !== id);
};

/** Who comes after those who were asked already. */
export const nextOf = (chain: readonly string[], asked: readonly string[]): string | undefined =>
  chain.find((one) => !asked.includes(one));
