import type { Context, Effect, Notice } from '../engine/types.ts';
import type { ConsentRecord } from './record.ts';
import type { changed } from './telling.ts';

/** What follows when a consent changes. */

type Told = ReturnType<typeof changed>;

export const effect = (
  { record, tells, due }: Told,
  reason: string,
  more: Partial<Effect<ConsentRecord>> = {},
): Effect<ConsentRecord> => ({
  record,
  reason: `consent.${reason}`,
  notices: [],
  due,
  tells,
  ...more,
});

export const toOwner = ({ createdBy }: ConsentRecord, id: string, kind: string): Notice => ({
  id,
  to: createdBy.id,
  kind: `consent.${kind}`,
  params: {},
});

/** A commit holds only so much, and whoever shared last is the one who may still send. */
const mostDecisions = 10;

/** Whoever wrote it down hears of it from a colleague; whoever decided on it hears that it no longer stands. */
export const insiders = (record: ConsentRecord, { person }: Context): Notice[] => {
  const change = record.changes.at(-1)?.id ?? '';
  const others = new Map(
    record.usedBy
      .filter(({ by }) => by !== undefined && by !== person.id)
      .map((use) => [use.by as string, use.ref]),
  );
  return [
    ...(record.createdBy.id === person.id || others.has(record.createdBy.id)
      ? []
      : [toOwner(record, `${change}/owner`, 'changed')]),
    ...[...others].slice(-mostDecisions).map(([to, ref], at) => ({
      id: `${change}/decision-${at}`,
      to,
      kind: 'consent.rests',
      params: {},
      about: ref,
    })),
  ];
};
