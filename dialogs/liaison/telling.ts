import { workerOf } from '../dispute/parties.ts';
import type { Context, Option, RecordBody, Tell } from '../engine/types.ts';
import type { LiaisonInput, LiaisonKind } from './record.ts';

/** Telling a partner that something which involves them went wrong: references and codes, and where the answer goes. */

/** Partners of other agencies that somebody answers for. */
export const otherPartners = (_: unknown, { policy, person }: Pick<Context, 'policy' | 'person'>): Option[] =>
  Object.entries(policy.partners)
    .filter(([id, { agency }]) => agency !== person.agency && workerOf(id, policy) !== undefined)
    .map(([value, { title }]) => ({ value, title }));

/** The name that a record listens on for what partners say: what it is kept with. */
export const threadOf = ({ agencyId, reference }: Pick<RecordBody, 'agencyId' | 'reference'>): string =>
  `${agencyId}/${reference}`;

type What = {
  kind: LiaisonKind;
  code: string;
  partner: string;
  about: readonly string[];
  urgent?: boolean;
  /** Tells a second word to the same partner from the first. */
  id?: string;
};

/** Undefined where nobody answers for the partner: somebody has to ring them. */
export const tellPartner = (
  record: Pick<RecordBody, 'agencyId' | 'reference' | 'asked'>,
  { kind, code, partner, about, urgent = false, id = partner }: What,
  { policy }: Pick<Context, 'policy'>,
): Tell | undefined => {
  const agency = policy.partners[partner]?.agency;
  const to = workerOf(partner, policy);
  if (!agency || !to) return undefined;
  const thread = threadOf(record);
  const input: LiaisonInput = {
    ...{ kind, code, partner, urgent, thread },
    from: record.agencyId,
    theirRef: record.reference,
    about: [...about],
  };
  return {
    ...{ id: `liaison-${id}`, partner, agency, to },
    dialog: 'liaison',
    ...(record.asked?.[0] ? { asker: record.asked[0] } : {}),
    thread: `${thread}/${partner}`,
    input,
  };
};
