import { hubPartition, rosterRef } from '../../dialogs/engine/hubs.ts';
import { addDays, atLocal, localDate } from '../../dialogs/engine/working-time.ts';
import type { Enquiry } from '../../dialogs/enquiry/record.ts';
import { hubTitle } from '../../dialogs/hub/seats.ts';
import type { PolicyPack } from '../../dialogs/policy/pack.ts';
import { askOnce } from './ask-once.ts';
import { enquiriesIn, lateIn, openEnquiries } from './enquiries.ts';
import { readHub } from './hubs.ts';
import type { Change, Clock, Store } from './ports.ts';
import { owe } from './records.ts';

/** On Mondays, whoever leads a hub hears how it stands: counts, and the way to the rest. */

export type HubDigest = { hubDigest: string };

const monday = 1;
const at = '08:30';
const week = 7;

export const nextMonday = (now: Date, policy: PolicyPack): string => {
  for (let date = localDate(now, policy); ; date = addDays(date, 1)) {
    const due = atLocal(date, at, policy);
    if (new Date(`${date}T00:00:00Z`).getUTCDay() === monday && due > now) return due.toISOString();
  }
};

/** Each asks for the next, and its name is the same whoever asks. */
export const hubDigestChange = (code: string, now: Date, policy: PolicyPack): Change => {
  const due = nextMonday(now, policy);
  const body: HubDigest = { hubDigest: code };
  return { op: 'enqueue', queue: 'deadlines', id: `hub-digest/${code}/${due}`, due, body };
};

type Deps = { store: Store; policy: PolicyPack; clock: Clock };

const countsFor = async (partition: string, { store, clock }: Deps) => {
  const now = clock();
  const since = new Date(now.getTime() - week * 86_400_000).toISOString();
  const [open, lately] = await Promise.all([
    store.list(partition, openEnquiries),
    store.list(partition, { ...enquiriesIn, from: since }),
  ]);
  const records = open.items.map(({ body }) => body as Enquiry);
  return {
    open: String(records.length),
    late: String(records.filter((record) => lateIn(record, now).length > 0).length),
    opened: String(lately.items.length),
    red: String(records.filter(({ rating }) => rating === 'red').length),
  };
};

export const hubDigest = async ({ hubDigest: code }: HubDigest, deps: Deps): Promise<Change[]> => {
  const { store, policy, clock } = deps;
  const now = clock();
  const partition = hubPartition(code);
  const { hub } = await readHub(partition, store, { now, policy });
  if (!hub) return [];
  const counts = await countsFor(partition, deps);
  await askOnce(store, partition, hubDigestChange(code, now, policy));
  // A quiet week needs no words.
  if (counts.open === '0' && counts.opened === '0') return [];
  const day = localDate(now, policy);
  return hub.seats
    .filter(({ role }) => role === 'lead')
    .flatMap(({ person, agency }) =>
      owe({
        id: `${rosterRef(code)}/digest/${day}/${agency}/${person}`,
        to: person,
        agency,
        kind: 'hub.digest',
        params: { hub: hubTitle(code, policy), ...counts },
        ref: rosterRef(code),
        from: 'clock',
        who: '',
        sentAt: now.toISOString(),
        attempts: 0,
      }),
    );
};
