import { shortReference } from '../../bot/core/ids.ts';
import type { Keeper } from '../../bot/core/keeper.ts';
import type { Change, Stored } from '../../bot/core/ports.ts';
import { type KeptRecord, keep } from '../../bot/core/records.ts';
import { never } from '../../bot/store/shape.ts';
import type { Entry } from '../../bot/store/whole.ts';
import type { AnyDialog } from '../../dialogs/registry.ts';
import { urgent } from '../../dialogs/urgent/dialog.ts';
import type { UrgentRecord } from '../../dialogs/urgent/record.ts';
import { contextAt } from './context.ts';
import { actOn, recordUrgent, urgentAnswers } from './urgent.ts';

/** As many records as wanted, as the core keeps them: of several agencies, with one to three versions, owed work and trail. */

export const agencies = ['county-police', 'eastmoor-council', 'northborough-council'] as const;

const dialog = urgent as AnyDialog;
const firstDay = Date.UTC(2026, 1, 2, 9);
const at = (minutes: number): string => new Date(firstDay + minutes * 60_000).toISOString();

const keeper = (moment: string, n: number): Keeper => ({
  ...{ now: new Date(moment), by: `p-${n % 40}`, who: 'Sam Okoro', cause: `turn-${n}-${moment}` },
});

/** More digits than people read out: short references meet among a hundred thousand. */
const referenceOf = (n: number): string => {
  const [one, other] = [shortReference('many', String(n)), shortReference('more', String(n))];
  return `D-${one}-${other}`;
};

const stored = (record: KeptRecord): Stored<KeptRecord> => ({
  ...{ kind: 'record', id: record.reference, at: record.createdAt, terms: [], body: record, rev: 'r' },
});

const changesOf = (n: number): Change[] => {
  const moment = at(n);
  const ctx = { ...contextAt(moment), reference: referenceOf(n) };
  const answers = { ...urgentAnswers, caseRef: `CR-${20_000 + (n % 997)}`, shared: `Line ${n}. `.repeat(6) };
  let kept = keep(dialog, recordUrgent(ctx, answers), keeper(moment, n));
  const changes = [...kept.changes];
  for (let more = 0; more < n % 3; more += 1) {
    const later = at(n + (more + 1) * 60);
    const effect = actOn(kept.record as unknown as UrgentRecord, 'remind', contextAt(later));
    kept = keep(dialog, effect, keeper(later, n), stored(kept.record));
    changes.push(...kept.changes);
  }
  return changes;
};

const entryOf = (agency: string, change: Change): Entry[] => {
  if (change.op === 'enqueue') {
    const { queue, id, due, body } = change;
    const owed = { queue, id, due, body: JSON.stringify(body), attempts: 0, error: '', deadAt: '' };
    return [{ what: 'owed', agency, ...owed }];
  }
  if (change.op !== 'create' && change.op !== 'replace') return [];
  const { kind, id, at: moment, terms, body } = change.item;
  const row = { kind, id, at: moment, terms: [...new Set(terms)], until: never, body: JSON.stringify(body) };
  return [{ what: 'item', agency, ...row }];
};

/** The later state of a thing stands for the earlier: a page never names one twice. */
const latest = (entries: readonly Entry[]): Entry[] => {
  const named = new Map(
    entries.map((entry) => [
      `${entry.what} ${entry.agency} ${'kind' in entry ? entry.kind : ''} ${entry.id}`,
      entry,
    ]),
  );
  return [...named.values()];
};

export const manyRecords = function* (count: number): Generator<Entry[]> {
  let page: Entry[] = [];
  for (let n = 0; n < count; n += 1) {
    const agency = agencies[n % agencies.length] ?? agencies[0];
    const claim: Entry = { what: 'claim', agency, id: `turn ${n}`, until: '2036-01-01T00:00:00.000Z' };
    // Most of what was owed is done by the time anybody counts.
    const changes = changesOf(n).filter(({ op }) => op !== 'enqueue' || n % 10 === 0);
    page.push(...latest(changes.flatMap((change) => entryOf(agency, change))), claim);
    if (page.length < 500) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
};
