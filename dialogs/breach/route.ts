import { chainOf, postOf } from '../engine/posts.ts';
import type { PolicyPack, Post } from '../policy/pack.ts';

/** Who hears of a breach: the agency's own route. Its first leads; nobody leads on what they reported, if somebody else can. */

type Reporter = { id: string; agency: string; manager?: string | undefined };

export const postsOf = (agency: string, { agencies }: PolicyPack): readonly Post[] =>
  agencies.find(({ id }) => id === agency)?.breachRoute ?? [];

const unique = (all: readonly (string | undefined)[]): string[] => [
  ...new Set(all.filter((one): one is string => one !== undefined)),
];

/** The first of each post, in the order of the route. */
const firsts = ({ id, agency }: Reporter, policy: PolicyPack): string[] =>
  unique(postsOf(agency, policy).map((post) => postOf(agency, post, policy).find((one) => one !== id)));

/** All who may lead, in their order: where nobody holds a post of the route, the line, and whoever has the duty. */
export const chainFor = (reporter: Reporter, policy: PolicyPack): string[] => {
  const { id, agency, manager } = reporter;
  const inPosts = postsOf(agency, policy).flatMap((post) => postOf(agency, post, policy));
  const line = chainOf({ id, agency, ...(manager ? { manager } : {}) }, policy);
  const duty = policy.agencies.find((one) => one.id === agency)?.dutyLead;
  const others = unique([...firsts(reporter, policy), ...inPosts, ...line, duty]).filter((one) => one !== id);
  // In an agency of one, it is theirs to see to.
  return others.length > 0 ? others : [id];
};

export type Route = { lead: string; told: readonly string[] };

export const routeFor = (reporter: Reporter, policy: PolicyPack): Route => {
  const [lead = reporter.id] = chainFor(reporter, policy);
  return { lead, told: firsts(reporter, policy).filter((one) => one !== lead) };
};

/** Posts of the route with somebody in them whom it can be passed to. */
export const postsFor = (agency: string, not: readonly string[], policy: PolicyPack): Post[] =>
  postsOf(agency, policy).filter((post) => inPost(agency, post, not, policy) !== undefined);

export const inPost = (
  agency: string,
  post: Post,
  not: readonly string[],
  policy: PolicyPack,
): string | undefined => postOf(agency, post, policy).find((one) => !not.includes(one));
