import { chainOf } from '../../dialogs/engine/posts.ts';
import type { RecordBody } from '../../dialogs/engine/types.ts';
import { dialogOf } from '../../dialogs/registry.ts';
import type { RegisterErrand } from './enrolling.ts';
import type { OutboxDeps } from './outbox.ts';
import { isRegistered, type Person } from './people.ts';
import type { Change, Settlement, Stored, Taken } from './ports.ts';
import { type KeptNotice, type KeptRecord, keep, noticeTerms, owe } from './records.ts';
import { putIdentity } from './register.ts';
import { unseat } from './unseat.ts';

/** After somebody came or left. Each may be done twice and counts once. */

const personOf = async ({ agency, body }: Taken, { store }: OutboxDeps): Promise<Person | undefined> => {
  const [found] = await store.read(agency, [{ kind: 'person', id: (body as RegisterErrand).person }]);
  return found?.body as Person | undefined;
};

/** Their identities lead to them now, wherever these led before. */
export const identify = async (taken: Taken, deps: OutboxDeps): Promise<Settlement> => {
  const person = await personOf(taken, deps);
  // In local mode one identity is everybody, and whoever they act as now they go on being.
  if (!isRegistered(person) || deps.oneChat) return { result: 'done' };
  const registration = { agency: taken.agency, person: person.id };
  for (const identity of person.identities)
    await putIdentity(deps.store, identity, registration, deps.clock().toISOString());
  return { result: 'done' };
};

/** `line`: who stands in, whoever comes first; nobody answers what they asked themselves. */
type Over = { leaver: string; line: readonly string[]; at: string; deps: OutboxDeps };

/** Whoever comes next is asked in their place, and may read what they were asked about. */
const recordOver = (stored: Stored<KeptRecord>, { leaver, line, deps, at }: Over): Change[] => {
  const { body } = stored;
  const dialog = dialogOf(body);
  const heir = line.find((id) => id !== body.createdBy.id);
  const before = body.asked ?? [];
  if (!dialog || !heir || (before.includes(heir) && !before.includes(leaver))) return [];
  const asked = [...new Set([...before.filter((id) => id !== leaver), heir])];
  const record: RecordBody = { ...body, asked };
  const id = `over-${heir}-${body.versions.length}`;
  const notices = [{ id, to: heir, kind: 'person.handed-over', params: {} }];
  const effect = { record, reason: 'person.handed-over', notices, due: [] };
  const keeper = { now: deps.clock(), by: 'clock', who: '', cause: `over/${leaver}/${at}` };
  return keep(dialog, effect, keeper, stored).changes;
};

const noticeOver = ({ rev, ...item }: Stored<KeptNotice>, { line: [heir], at }: Over): Change[] => {
  const { body } = item;
  const { deliveredAt: _, failure: __, reports: ___, ...fresh } = body;
  return [
    {
      op: 'replace',
      item: { ...item, terms: noticeTerms(body), body: { ...body, acknowledgedAt: at } },
      rev,
    },
    ...(heir ? owe({ ...fresh, id: `${body.id}/over`, to: heir, sentAt: at, attempts: 0 }) : []),
  ];
};

const changesFor = (stored: Stored, over: Over): Change[] =>
  stored.kind === 'notice'
    ? noticeOver(stored as Stored<KeptNotice>, over)
    : recordOver(stored as Stored<KeptRecord>, over);

/** Those of their line who are still here. */
const lineOf = async (person: Person, { store, policy }: OutboxDeps): Promise<string[]> => {
  const { agency } = person;
  const lead = policy.agencies.find(({ id }) => id === agency)?.dutyLead;
  const line = [...chainOf(person, policy), ...(lead ? [lead] : [])].filter((id) => id !== person.id);
  const keys = [...new Set(line)].map((id) => ({ kind: 'person' as const, id }));
  const found = keys.length > 0 ? await store.read(agency, keys) : [];
  return found.flatMap((one) => (one && isRegistered(one.body as Person) ? [one.id] : []));
};

const mostPages = 1000;

/** What waited for somebody who left waits for whoever stands in. Their drafts are closed by the clock. */
export const handOver = async (taken: Taken, deps: OutboxDeps): Promise<Settlement> => {
  const person = await personOf(taken, deps);
  if (person?.status !== 'left') return { result: 'done' };
  const over = { leaver: person.id, line: await lineOf(person, deps), at: person.since ?? '', deps };
  const query = { term: `waits:${person.id}`, kinds: ['record', 'notice'] as const, limit: 50 };
  let cursor: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const { items, cursor: next } = await deps.store.list(taken.agency, query, cursor);
    for (const stored of items) {
      const changes = changesFor(stored, over);
      if (changes.length > 0) await deps.store.commit(taken.agency, changes);
    }
    if (!next) break;
    cursor = next;
  }
  await unseat(person, deps);
  deps.onOwed?.('notices');
  return { result: 'done' };
};
