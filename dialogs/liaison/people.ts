import { postOf } from '../engine/posts.ts';
import type { PolicyPack, Post } from '../policy/pack.ts';
import type { LiaisonKind } from './record.ts';

/** Who of ours hears what another agency tells us: who leads on it, who stands in, and who is told beside them. */

const routeOf = (kind: LiaisonKind, agency: string, policy: PolicyPack): readonly Post[] => {
  switch (kind) {
    case 'breach':
      return policy.agencies.find(({ id }) => id === agency)?.breachRoute ?? ['dpo'];
    case 'complaint':
      return ['complaints', 'dpo'];
    case 'claim':
      return ['legal', 'dpo'];
  }
};

/** In their order; where no post of the route is held, whoever answers for the agency, and last whoever was written to. */
export const chainFor = (
  kind: LiaisonKind,
  agency: string,
  policy: PolicyPack,
  written: string | undefined = undefined,
): string[] => {
  const duty = policy.agencies.find(({ id }) => id === agency)?.dutyLead;
  const all = [
    ...routeOf(kind, agency, policy).flatMap((post) => postOf(agency, post, policy)),
    ...postOf(agency, 'head-of-service', policy),
    ...(duty ? [duty] : []),
    ...(written ? [written] : []),
  ];
  return [...new Set(all)];
};

/** A breach is told to the first of each post of the route; what else comes is for whoever leads. */
export const toldBeside = (
  kind: LiaisonKind,
  agency: string,
  lead: string | undefined,
  policy: PolicyPack,
): string[] => {
  if (kind !== 'breach') return [];
  const firsts = routeOf(kind, agency, policy).flatMap((post) => postOf(agency, post, policy).slice(0, 1));
  return [...new Set(firsts)].filter((one) => one !== lead);
};
