import type { Action, Notice } from '../engine/types.ts';
import type { DecisionRecord } from './record.ts';

/** What the clock does with a decision: it reminds, marks what is late, and asks whether what was sent arrived. */

export const waiting = [
  'awaiting-consent',
  'awaiting-originator',
  'awaiting-advice',
  'awaiting-approval',
] as const;

const toOwner = (record: DecisionRecord, id: string, kind: string): Notice => ({
  id,
  to: record.createdBy.id,
  kind: `decision.${kind}`,
  params: {},
});
const toManager = ({ manager }: DecisionRecord, id: string, kind: string): Notice[] =>
  manager ? [{ id, to: manager, kind: `decision.${kind}`, params: {} }] : [];

export const remind: Action<DecisionRecord> = {
  from: ['awaiting-consent'],
  by: ['clock'],
  apply: (record) => ({
    record,
    reason: 'decision.reminded',
    notices: [toOwner(record, 'remind', 'remind')],
    due: [],
  }),
};

/** The due time passed and nothing came: the owner is asked again, and the manager is told. */
export const overdue: Action<DecisionRecord> = {
  from: waiting,
  by: ['clock'],
  apply: (record) => ({
    record: { ...record, overdue: true },
    reason: 'decision.overdue',
    notices: [
      toOwner(record, 'overdue', 'overdue'),
      ...toManager(record, 'overdue-manager', 'overdue-manager'),
    ],
    due: [],
  }),
};

/** A day was set for it, and it has not been sent. */
export const late: Action<DecisionRecord> = {
  from: ['decided', 'held'],
  by: ['clock'],
  apply: (record) => ({
    record: { ...record, overdue: true },
    reason: 'decision.late',
    notices: [toOwner(record, 'late', 'late')],
    due: [],
  }),
};

/** Nobody has said yet that what was sent arrived. */
export const chase: Action<DecisionRecord> = {
  from: ['shared'],
  by: ['clock'],
  apply: (record) => ({
    record: { ...record, overdue: true },
    reason: 'decision.chased',
    notices: [toOwner(record, 'chase', 'chase')],
    due: [],
  }),
};
