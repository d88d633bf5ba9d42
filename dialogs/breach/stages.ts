import type { Breach } from './record.ts';

/** Where a breach stands, from what is known of it and nothing else: in whatever order things are done. */

/** Nothing is owed to the regulator any more: they were told, or need not be. */
export const isSettled = ({ regulator }: Pick<Breach, 'regulator'>): boolean =>
  regulator !== undefined && (regulator.decision === 'not-report' || regulator.at !== undefined);

/** They were told when the time was over, and nobody has said why. */
export const owesLateReason = ({ regulator, reportBy }: Pick<Breach, 'regulator' | 'reportBy'>): boolean =>
  regulator?.at !== undefined && regulator.at > reportBy && !regulator.lateReason;

/** The people are to be told, and there is no word yet of how, or of why not. */
export const owesPeople = ({ assessment, peopleTold }: Pick<Breach, 'assessment' | 'peopleTold'>): boolean =>
  assessment !== undefined &&
  (assessment.risk === 'high' || assessment.tell.b) &&
  !(peopleTold?.at || peopleTold?.reasonNot);

export const tasksOpen = ({ actions }: Pick<Breach, 'actions'>): Breach['actions'] =>
  actions.filter(({ doneAt }) => !doneAt);

/** What is left to do before it can be closed, by the action that does it. */
export const stepsToClose = [
  'contained',
  'assess',
  'regulatorTold',
  'peopleTold',
  'investigated',
  'taskDone',
] as const;
export type StepToClose = (typeof stepsToClose)[number];

const owed: Readonly<Record<StepToClose, (record: Breach) => boolean>> = {
  contained: ({ containment }) => containment.after === undefined,
  assess: ({ assessment }) => assessment === undefined,
  regulatorTold: (record) =>
    owesLateReason(record) || (record.regulator?.decision === 'report' && !record.regulator.at),
  peopleTold: owesPeople,
  investigated: ({ cause, lessons }) => !(cause && lessons),
  taskDone: (record) => tasksOpen(record).length > 0,
};

/** Where a life may be in danger, the people come before the regulator. */
export const missing = (record: Breach): StepToClose[] => {
  const left = stepsToClose.filter((step) => owed[step](record));
  const first = record.assessment?.recommended.urgent ? left.filter((step) => step === 'peopleTold') : [];
  return [...new Set([...first, ...left])];
};

export const statusOf = (record: Breach): Breach['status'] => {
  const { closedAt, regulator, cause, lessons, assessment, containment } = record;
  if (closedAt) return 'closed';
  if (isSettled(record)) {
    if (cause && lessons) return 'investigated';
    return regulator?.decision === 'report' ? 'notified' : 'not-notified';
  }
  if (assessment) return 'assessed';
  return containment.after ? 'contained' : 'reported';
};
