import { needsApproval, offeredFor } from '../approval/triggers.ts';
import { sayWhen } from '../engine/say.ts';
import type { Context, Said, View } from '../engine/types.ts';
import type { DecisionRecord } from './record.ts';

/** What the card of a decision says of the managers it was taken to. */

type Fact = View['facts'][number];

const value = (label: string, text: string | undefined): Fact[] =>
  text ? [{ label: `decision.facts.${label}`, value: text }] : [];

/** Whom it was taken to, and what they said. */
export const approvalFacts = ({ approvals = [], wentOn }: DecisionRecord, ctx: Context): Fact[] => [
  ...approvals.flatMap(({ ref, status: stands, at, who }) => [
    {
      label: 'decision.facts.approval',
      said: {
        key: `decision.approval.status.${stands}`,
        params: { ref, when: sayWhen(at, ctx.policy) },
      },
    },
    ...value('approvalBy', who),
  ]),
  ...value('wentOn', wentOn?.reason),
];

/** Why a manager may help here, or must be asked; for whoever decided. */
export const approvalLead = (record: DecisionRecord, { policy, person }: Context): Said[] => {
  if (record.createdBy.id !== person.id) return [];
  if (['decided', 'held'].includes(record.status) && needsApproval(record, policy))
    return [{ key: 'decision.approval.needed' }];
  const why = offeredFor(record, policy);
  return why ? [{ key: `decision.approval.offer.${why}` }] : [];
};

export const approvalBegins = (
  record: DecisionRecord,
  { policy, person }: Context,
): NonNullable<View['begins']> =>
  record.createdBy.id === person.id && offeredFor(record, policy) ? [{ dialog: 'approval' }] : [];
