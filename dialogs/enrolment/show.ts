import { sayWhen } from '../engine/say.ts';
import type { Context, View } from '../engine/types.ts';
import { answersTo } from './lifecycle.ts';
import type { EnrolmentRecord } from './record.ts';

const value = (name: string, text: string | undefined): View['facts'] =>
  text ? [{ label: `enrolment.facts.${name}`, value: text }] : [];

const agencyName = (id: string, { policy }: Context): string =>
  policy.agencies.find((agency) => agency.id === id)?.name ?? id;

const when = ({ given, refusal, createdAt }: EnrolmentRecord, { policy }: Context): string =>
  sayWhen(given?.at ?? refusal?.at ?? createdAt, policy);

export const show = (record: EnrolmentRecord, ctx: Context): View => {
  const { status, self, given, refusal, to } = record;
  const isOpen = status === 'asked';
  return {
    status: { key: `enrolment.status.${status}`, params: { when: when(record, ctx) } },
    lead: [
      { key: `enrolment.lead.${status}` },
      ...(isOpen && self?.role === 'oversees' ? [{ key: 'enrolment.lead.oversees' }] : []),
      ...(isOpen && self && !self.manager ? [{ key: 'enrolment.lead.no-manager' }] : []),
    ],
    facts: [
      ...value('agency', agencyName(to ?? record.agencyId, ctx)),
      ...value('name', self?.name),
      ...value('post', self?.post),
      ...(self
        ? [
            {
              label: 'enrolment.facts.role',
              said: { key: `enrolment.questions.role.options.${self.role}` },
            },
          ]
        : []),
      ...value(self?.manager ? 'manager' : 'managerName', self?.managerName),
      ...(given?.roles ?? []).map((role) => ({
        label: 'enrolment.facts.given',
        said: { key: `person.change.questions.roles.options.${role}` },
      })),
      ...value('refusal', refusal?.reason),
    ],
    actions: isOpen ? answersTo(record) : [],
  };
};
