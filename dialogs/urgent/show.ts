import { sayWhen } from '../engine/say.ts';
import type { Context, Said, View } from '../engine/types.ts';
import type { UrgentRecord } from './record.ts';

const status = (record: UrgentRecord, ctx: Context): Said => {
  if (record.status === 'completed') return { key: 'urgent.status.completed' };
  const by = sayWhen(record.completeBy, ctx.policy);
  return { key: record.overdue ? 'urgent.status.overdue' : 'urgent.status.to-complete', params: { by } };
};

const afterwards = (record: UrgentRecord): View['facts'] => {
  if (record.status !== 'completed') return [];
  const option = (question: string, value: string): Said => ({
    key: `urgent.complete.questions.${question}.options.${value}`,
  });
  return [
    { label: 'urgent.facts.reached', said: option('reached', record.receiptConfirmed ? 'yes' : 'not-yet') },
    { label: 'urgent.facts.advice', said: option('advice', record.adviceFrom ?? 'none') },
    ...(record.adviceOutcome ? [{ label: 'urgent.facts.adviceOutcome', value: record.adviceOutcome }] : []),
    { label: 'urgent.facts.told', said: option('told', record.told?.when ?? 'no') },
    ...(record.told?.reason ? [{ label: 'urgent.facts.toldReason', value: record.told.reason }] : []),
  ];
};

export const show = (record: UrgentRecord, ctx: Context): View => ({
  status: status(record, ctx),
  lead: [
    { key: 'urgent.record.recommendation' },
    { key: record.managerTold ? 'urgent.record.manager-told' : 'urgent.record.no-manager' },
    ...(record.status === 'to-complete' ? [{ key: 'urgent.record.next' }] : []),
  ],
  facts: [
    { label: 'urgent.facts.caseRef', value: record.caseRef },
    { label: 'urgent.facts.risk', value: record.risk },
    { label: 'urgent.facts.shared', value: record.shared },
    { label: 'urgent.facts.with', value: record.with },
    { label: 'urgent.facts.whyNow', value: record.whyNow },
    {
      label: 'urgent.facts.sharedAt',
      said: { key: 'common.when', params: { when: sayWhen(record.sharedAt, ctx.policy) } },
    },
    ...afterwards(record),
  ],
  actions: record.status === 'to-complete' ? ['complete'] : [],
  // What went in a hurry may have gone astray.
  begins: [{ dialog: 'breach' }],
});
