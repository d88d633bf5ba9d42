import { executiveOf, workerOf } from '../dispute/parties.ts';
import type { Context, Option, Tell } from '../engine/types.ts';
import type { LiaisonInput } from '../liaison/record.ts';
import type { Breach } from './record.ts';

/** What other agencies hear: partners, that something of theirs went wrong; the central register, codes. Nothing else. */

/** Partners of other agencies, for whom somebody answers: a team of our own is us. */
export const partnerPicks = (not: readonly string[], { policy, person }: Context): Option[] =>
  Object.entries(policy.partners)
    .filter(([id, { agency }]) => agency !== person.agency && !not.includes(id) && workerOf(id, policy))
    .map(([value, { title }]) => ({ value, title }));

export const toldAlready = ({ partnersNotified }: Pick<Breach, 'partnersNotified'>): string[] =>
  partnersNotified.map(({ partner }) => partner);

/** Somebody may be hurt by it: it cannot wait for office hours. */
export const isUrgent = ({ exposedTo, assessment }: Pick<Breach, 'exposedTo' | 'assessment'>): boolean =>
  exposedTo === 'hostile' || assessment?.recommended.urgent === true;

/** The agency hears of it from whoever answers for the partner; its own route is told there. */
export const withPartner = (record: Breach, partner: string, { policy, now }: Context): Breach => {
  const agency = policy.partners[partner]?.agency;
  if (!agency || toldAlready(record).includes(partner)) return record;
  const told = { partner, agency, at: now.toISOString(), notes: [] };
  return { ...record, partnersNotified: [...record.partnersNotified, told], ofProtocol: true };
};

const liaison = (record: Breach, partner: string, agency: string, { policy }: Context): Tell => {
  const { thread, agencyId, reference, subjectsRef, links, class: classes, lead } = record;
  const input: LiaisonInput = {
    kind: 'breach',
    code: classes[0] ?? '',
    from: agencyId,
    thread,
    theirRef: reference,
    partner,
    about: [...new Set([...subjectsRef, ...links.filter((link) => link.startsWith('D-'))])],
    urgent: isUrgent(record),
  };
  return {
    id: `liaison-${partner}${input.urgent ? '-urgent' : ''}`,
    partner,
    agency,
    to: workerOf(partner, policy) ?? '',
    dialog: 'liaison',
    thread: `${thread}/${partner}`,
    asker: lead,
    input,
  };
};

/** Partners who are new; and all of them where it has become urgent since. */
export const liaisonTells = (before: Breach | undefined, after: Breach, ctx: Context): Tell[] => {
  const known = before ? toldAlready(before) : [];
  const worse = before !== undefined && !isUrgent(before) && isUrgent(after);
  return after.partnersNotified
    .filter(({ partner }) => worse || !known.includes(partner))
    .map(({ partner, agency }) => liaison(after, partner, agency, ctx));
};

const days = (from: string, to: string): number =>
  Math.round(((Date.parse(to) - Date.parse(from)) / 86_400_000) * 10) / 10;

const reported = ({ regulator }: Breach): string | undefined => {
  if (regulator?.decision === 'not-report') return 'not-reported';
  return regulator?.at ? 'reported' : undefined;
};

/** Codes only: whoever reads the register learns what happened, and to nobody. */
const codesOf = (record: Breach) => {
  const { agencyId, partnersNotified, class: classes, closedAt, createdAt } = record;
  const outcome = reported(record);
  const other = partnersNotified.find(({ agency }) => agency !== agencyId)?.agency;
  return {
    kind: 'breach',
    agencies: [agencyId, ...(other ? [other] : [])],
    reasonCode: classes[0],
    stage: closedAt ? 'closed' : 'open',
    openedAt: createdAt,
    ...(outcome ? { outcome } : {}),
    ...(closedAt ? { daysToSettle: days(createdAt, closedAt) } : {}),
    trendTags: [],
  };
};

/** The register hears of it when what it says of it has changed. */
export const registerTells = (
  before: Breach | undefined,
  after: Breach,
  { policy }: Context,
): { record: Breach; tells: Tell[] } => {
  if (!after.ofProtocol) return { record: after, tells: [] };
  const codes = codesOf(after);
  const known = before?.entered ? JSON.stringify(codesOf(before)) : undefined;
  if (known === JSON.stringify(codes)) return { record: after, tells: [] };
  const n = after.entered + 1;
  const tell: Tell = {
    id: `entry-${n}`,
    partner: '',
    agency: policy.hostAgency,
    to: executiveOf(policy),
    dialog: 'register-entry',
    thread: `${after.thread}/entry`,
    input: { ...codes, n },
  };
  return { record: { ...after, entered: n }, tells: [tell] };
};
