import { agencyName } from '../dispute/parties.ts';
import { postOf } from '../engine/posts.ts';
import type { Context, Option, Question } from '../engine/types.ts';
import type { PolicyPack } from '../policy/pack.ts';
import { aims, type FlowName } from './aims.ts';
import type { CourtFlow, Party } from './record.ts';

/** Who takes part: one named contact an agency, and whoever stands in. */

/** Where an agency names nobody for it, its lawyers or its data protection officer answer. */
export const contactsOf = (agency: string, policy: PolicyPack): string[] => {
  const duty = policy.agencies.find(({ id }) => id === agency)?.dutyLead;
  const all = (['disclosure', 'legal', 'dpo'] as const).flatMap((post) => postOf(agency, post, policy));
  return [...new Set([...all, ...(duty ? [duty] : [])])];
};

export const sectorOf = (agency: string, { agencies }: PolicyPack): string =>
  agencies.find(({ id }) => id === agency)?.sector ?? '';

export const partyOf = (agency: string, policy: PolicyPack): Party => {
  const [contact] = contactsOf(agency, policy);
  return { agency, here: contact !== undefined, ...(contact ? { contact } : {}) };
};

const inSectors = (sectors: readonly string[], { policy, person }: Context): Option[] =>
  policy.agencies
    .filter(({ id, sector }) => sectors.includes(sector) && id !== person.agency)
    .map(({ id, name }) => ({ value: id, title: name }));

export const toPicks = ({ aim }: Readonly<Record<string, unknown>>, ctx: Context): Option[] =>
  inSectors(aims[aim as FlowName]?.to ?? [], ctx);

/** Police and prosecutors both hear that a court was asked for what they hold, wherever there are both. */
export const tellsBoth: Question['check'] = (given, answers, ctx) => {
  if (answers.aim !== 'applied') return undefined;
  const sectorsOf = (agencies: readonly string[]) =>
    new Set(agencies.map((agency) => sectorOf(agency, ctx.policy)));
  const told = sectorsOf(given as readonly string[]);
  const there = sectorsOf(toPicks(answers, ctx).map(({ value }) => value));
  return [...there].every((sector) => told.has(sector)) ? undefined : 'tell-both';
};

export const picksIn =
  (...sectors: string[]) =>
  (_: unknown, ctx: Context): Option[] =>
    inSectors(sectors, ctx);

/** Of the record, those who come into question. */
export const agencyPicks =
  (which: (record: CourtFlow) => readonly string[]) =>
  (_: unknown, { record, policy }: Context): Option[] =>
    record ? which(record as CourtFlow).map((value) => ({ value, title: agencyName(value, policy) })) : [];

export const routePicks = (_: unknown, { policy }: Context): Option[] =>
  Object.entries(policy.secureRoutes).map(([value, { title }]) => ({ value, title }));

/** Whoever answers for our agency, in their order: nobody twice, and not whoever began it. */
export const chainFor = ({ agencyId, createdBy }: CourtFlow, { policy }: Context): string[] =>
  contactsOf(agencyId, policy).filter((one) => one !== createdBy.id);
