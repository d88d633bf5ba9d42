import { chainOf, postOf } from '../engine/posts.ts';
import type { Context, Option } from '../engine/types.ts';
import type { PolicyPack } from '../policy/pack.ts';
import type { Dispute, Tier } from './record.ts';

/** Who answers for each side of a dispute, and who stands in. */

export const agencyName = (id: string, { agencies }: PolicyPack): string =>
  agencies.find((agency) => agency.id === id)?.name ?? id;

/** Names stand among our own words: nothing in them may look like a mark. */
export const plain = (text: string): string => text.replace(/[^\p{L}\p{N} .,'’-]/gu, ' ').trim();

/** Who hears of a dispute for a partner: its own contact, else the duty lead of its agency. */
export const workerOf = (partner: string, { partners, agencies }: PolicyPack): string | undefined => {
  const { contact, agency } = partners[partner] ?? {};
  return contact ?? agencies.find(({ id }) => id === agency)?.dutyLead;
};

/** Partners that somebody answers for. */
export const partnerPicks = (_: unknown, { policy, person }: Context): Option[] =>
  Object.entries(policy.partners)
    .filter(([id]) => ![undefined, person.id].includes(workerOf(id, policy)))
    .map(([value, { title }]) => ({ value, title }));

type Ours = { worker: string; agency: string; manager?: string | undefined };

const heads = ({ agency }: Ours, policy: PolicyPack): string[] => [
  ...postOf(agency, 'head-of-service', policy),
  ...postOf(agency, 'siro', policy),
];

/** In their order: line managers first, heads of service at the second stage. Nobody judges what they did themselves. */
export const chainFor = (tier: Tier, ours: Ours, policy: PolicyPack): string[] => {
  const { worker, agency, manager } = ours;
  const line = chainOf({ id: worker, agency, ...(manager ? { manager } : {}) }, policy);
  const all = tier === 1 ? line : [...heads(ours, policy), ...line];
  const others = [...new Set(all)].filter((one) => one !== worker);
  // In an agency of one, it is theirs to settle.
  return others.length > 0 ? others : [worker];
};

export const oursOf = ({ side, parties, agencyId, manager }: Dispute): Ours => ({
  worker: parties[side].worker,
  agency: agencyId,
  manager,
});

/** The host agency's executive keeps the central register. */
export const executiveOf = (policy: PolicyPack): string => {
  const { hostAgency, agencies } = policy;
  const [first] = postOf(hostAgency, 'executive', policy);
  return first ?? agencies.find(({ id }) => id === hostAgency)?.dutyLead ?? 'clock';
};
