import { z } from 'zod';
import type { Context } from '../../dialogs/engine/types.ts';
import { atLocal } from '../../dialogs/engine/working-time.ts';
import { packFaults } from '../../dialogs/policy/faults.ts';
import { isValues, override } from '../../dialogs/policy/override.ts';
import { keyedParts, type PolicyPack, policyPackSchema } from '../../dialogs/policy/pack.ts';
import type { Words } from '../../dialogs/words.ts';
import { quoted } from './assess-answers.ts';
import type { Assessable } from './assessable.ts';

/** One line of a file: a case, and the day, the agency and the policy it is looked at under. */

export type Desk = {
  dialog: Assessable;
  words: Words;
  policy: PolicyPack;
  now: Date;
  /** Adds the rows that were passed, and why each led on. */
  explain?: boolean;
};

const caseSchema = z.object({
  id: z.union([z.string().min(1), z.number()]),
  answers: z.record(z.string(), z.unknown()).default({}),
  date: z.iso.date().optional(),
  agency: z.string().optional(),
  roles: z.array(z.string()).default(['practitioner']),
  policy: z.record(z.string(), z.unknown()).optional(),
});
type Case = z.infer<typeof caseSchema>;

export type Read = {
  answers: Readonly<Record<string, unknown>>;
  ctx: Context;
  warnings: readonly string[];
};
type Found<T> = { found: T } | { faults: readonly string[] };

export const idOf = (value: unknown): string | number | null => {
  const id = isValues(value) ? value.id : undefined;
  return typeof id === 'string' || typeof id === 'number' ? id : null;
};

/** Entries and fields that the case leaves out stay as they are in the pack. */
const mergedParts = (parts: Readonly<Record<string, unknown>>, pack: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.entries(parts).map(([name, value]) => {
      const old = pack[name];
      const isKeyed = keyedParts.some((keyed) => keyed === name);
      return [name, !isKeyed && isValues(old) && isValues(value) ? { ...old, ...value } : value];
    }),
  );

/** The pack as this case has it. Parts that do not fit together are told, and used as they are. */
const packFor = (
  { policy: parts }: Case,
  { policy, words }: Desk,
): Found<{ policy: PolicyPack; warnings: readonly string[] }> => {
  if (!parts) return { found: { policy, warnings: [] } };
  const say = (path: readonly PropertyKey[], what: string) =>
    words('assess.policy-part', { path: path.map(String).join('.'), what });
  const { pack, faults } = override(policy, [{ name: '', parts: mergedParts(parts, policy) }]);
  if (faults.length > 0) return { faults: faults.map((fault) => say(fault.path, fault.say)) };
  const parsed = policyPackSchema.safeParse(pack);
  if (!parsed.success) return { faults: parsed.error.issues.map(({ path, message }) => say(path, message)) };
  return {
    found: {
      policy: parsed.data,
      warnings: packFaults(parsed.data).map((fault) => say(fault.path, fault.say)),
    },
  };
};

const faultsOf = ({ issues }: z.ZodError, words: Words): string[] => [
  ...new Set(issues.map(({ path }) => words(`assess.bad-${String(path[0] ?? 'case')}`))),
];

export const readCase = (value: unknown, desk: Desk): Found<Read> => {
  const parsed = caseSchema.safeParse(value);
  if (!parsed.success) return { faults: faultsOf(parsed.error, desk.words) };
  const one = parsed.data;
  const pack = packFor(one, desk);
  if ('faults' in pack) return pack;
  const { policy, warnings } = pack.found;
  const agency = one.agency ?? policy.hostAgency;
  const agencies = policy.agencies.map(({ id }) => id);
  if (!agencies.includes(agency)) {
    const params = { agency: quoted(agency), agencies: agencies.join(', ') };
    return { faults: [desk.words('assess.unknown-agency', params)] };
  }
  const ctx: Context = {
    person: { id: 'assess', name: 'assess', agency, roles: one.roles },
    now: one.date ? atLocal(one.date, '12:00', policy) : desk.now,
    policy,
    via: { platform: 'teams', channelKind: 'personal' },
    reference: `${desk.dialog.prefix}-0000-00`,
  };
  return { found: { answers: one.answers, ctx, warnings } };
};
