import { chainOf, postOf } from '../engine/posts.ts';
import type { Actor, Context, View } from '../engine/types.ts';
import type { PolicyPack } from '../policy/pack.ts';
import { type AdviceRecord, type Role, roles } from './record.ts';

/** Whom one may ask: who holds a post in the person's own agency, and who stands in. Nobody asks themselves. */

type Asker = Pick<Actor, 'id' | 'agency' | 'manager'>;

export const holdersOf = (role: Role, asker: Asker, policy: PolicyPack): readonly string[] =>
  role === 'manager'
    ? chainOf(asker, policy)
    : postOf(asker.agency, role, policy).filter((one) => one !== asker.id);

/** Those of the post, then those who stand in for the asker's own manager. */
export const lineOf = (role: Role, asker: Asker, policy: PolicyPack): string[] => [
  ...new Set([...holdersOf(role, asker, policy), ...chainOf(asker, policy)]),
];

export const askerOf = ({ createdBy, agencyId, manager }: AdviceRecord): Asker => ({
  id: createdBy.id,
  agency: agencyId,
  ...(manager ? { manager } : {}),
});

/** Health information, doubt whether somebody can decide, or duties that pull apart: the Caldicott Guardian knows. */
const hard: Readonly<Record<string, readonly string[]>> = {
  capacity: ['giver', 'childDecides'],
  duties: [
    ...['patientInfo', 'confidential', 'duty16LA', 'deadWeigh', 'deadWish'],
    ...['restriction', 'restrictionSpotted'],
  ],
};

const sectorOf = ({ person, policy }: Context): string | undefined =>
  policy.agencies.find(({ id }) => id === person.agency)?.sector;

/** Why a case is less than simple, as a code; undefined where nothing says so. */
export const noteOf = (
  answers: Readonly<Record<string, unknown>>,
  question: string | undefined,
  ctx: Context,
): string | undefined => {
  const kinds = String(answers.infoKind ?? '');
  const health = kinds === '' ? sectorOf(ctx) === 'health' : kinds.split(',').includes('health');
  if (health) return 'health';
  if (answers.giver === 'cannot') return 'capacity';
  return Object.keys(hard).find((note) => hard[note]?.includes(question ?? ''));
};

/** The Caldicott Guardian comes first where the case is not simple, else the line manager. */
export const offered = (ctx: Context): readonly Role[] => {
  const there = roles.filter((role) => holdersOf(role, ctx.person, ctx.policy).length > 0);
  return ctx.about?.note
    ? [...there].sort((a, b) => Number(b === 'caldicott') - Number(a === 'caldicott'))
    : there;
};

const contacts = {
  manager: 'safeguardingLead',
  'safeguarding-lead': 'safeguardingLead',
  dpo: 'dpo',
  caldicott: 'caldicott',
  siro: 'dpo',
  legal: 'legal',
} as const satisfies Record<Role, keyof PolicyPack['advisers']>;

/** Whom to ring where nobody answers, or where nobody holds the post. */
export const contactOf = (role: Role, { advisers }: PolicyPack): string => {
  const { title, text } = advisers[contacts[role]];
  return `${title}: ${text}`;
};

/** Posts that nobody holds in this agency, with whom to ring instead. */
export const empty = ({ person, policy }: Context): View['facts'] =>
  (['caldicott', 'dpo', 'safeguarding-lead', 'legal'] as const)
    .filter((role) => postOf(person.agency, role, policy).length === 0)
    .map((role) => ({ label: `advice.empty.${role}`, value: contactOf(role, policy) }));
