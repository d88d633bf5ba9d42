import type { Store } from '../../bot/core/ports.ts';
import { keep } from '../../bot/core/records.ts';
import type { Facets } from '../../dialogs/engine/types.ts';
import { type AnyDialog, dialogs } from '../../dialogs/registry.ts';
import { contextAt } from './context.ts';
import { recordUrgent } from './urgent.ts';

/** Records as the bot keeps them, straight into a store: for registers that would take too many turns to fill. */

export type Planted = {
  ref: string;
  at: string;
  owner?: string;
  manager?: string;
  agency?: string;
  facets?: Facets;
};

const home = 'northborough-council';

const itemFor = ({ ref, at, owner = 'p-sam', manager = 'p-morgan', agency = home, facets }: Planted) => {
  const person = { id: owner, name: 'Somebody', agency, roles: ['practitioner'], manager };
  const effect = recordUrgent(contextAt(at, { reference: ref, person }));
  const { outcome } = facets ?? {};
  const record = outcome
    ? { ...effect.record, final: { ...effect.record.final, outcome } }
    : { ...effect.record };
  const urgent = dialogs.urgent as AnyDialog;
  // The schema of an urgent record knows one outcome; here any of the twelve may stand in it.
  const schema = { parse: (value: unknown) => value } as AnyDialog['schema'];
  const dialog: AnyDialog = { ...urgent, schema, ...(facets ? { facets: () => facets } : {}) };
  const { changes } = keep(
    dialog,
    { ...effect, record, notices: [], due: [] },
    { now: new Date(at), by: owner, who: 'Somebody', cause: `planted ${ref}` },
  );
  return changes.filter((change) => change.op === 'create' && change.item.kind === 'record');
};

/** A commit waits for the disk, so many records go in one. */
const inACommit = 90;

export const plant = async (store: Store, ...planted: Planted[]): Promise<void> => {
  const agencies = new Set(planted.map((each) => each.agency ?? home));
  for (const agency of agencies) {
    const changes = planted.filter((each) => (each.agency ?? home) === agency).flatMap(itemFor);
    for (let from = 0; from < changes.length; from += inACommit)
      await store.commit(agency, changes.slice(from, from + inACommit));
  }
};

const letters = '23456789BCDFGHJKMNPQRTVWXZ';

/** As many references as anybody wants, each different, all as they are written. */
export const referenceOf = (n: number): string => {
  const digits = Array.from({ length: 6 }, (_, i) => letters[Math.floor(n / 26 ** (5 - i)) % 26]).join('');
  return `D-${digits.slice(0, 4)}-${digits.slice(4)}`;
};

/** A minute apart, from a Monday morning on. */
export const minute = (n: number): string => new Date(Date.UTC(2026, 10, 16, 9, n)).toISOString();
