import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clockActor, contextAt } from '../../bot/core/by-clock.ts';
import { readHub } from '../../bot/core/hubs.ts';
import { keepAll } from '../../bot/core/keep-all.ts';
import { openHubs } from '../../bot/core/open-hubs.ts';
import type { Change, Store } from '../../bot/core/ports.ts';
import type { KeptRecord } from '../../bot/core/records.ts';
import type { Address } from '../../bot/core/turn.ts';
import { readPolicy } from '../../bot/policy.ts';
import { hubPartition } from '../../dialogs/engine/hubs.ts';
import { enquiry } from '../../dialogs/enquiry/dialog.ts';
import type { HubRecord } from '../../dialogs/hub/record.ts';
import { samplePack } from '../../dialogs/policy/sample.ts';
import type { AnyDialog } from '../../dialogs/registry.ts';

/** A busy hub: twenty agencies, two hundred enquiries open at once, everybody of one agency at the table. */

export const enquiries = 200;
const agencies = 20;
const code = 'NB';
const partition = hubPartition(code);

const letters = '23456789BC';

export const enquiryRef = (i: number): string => {
  const digits = String(i % enquiries).padStart(3, '0');
  return `S-B${[...digits].map((digit) => letters[Number(digit)]).join('')}-${code}`;
};

/** The sample pack with more agencies, as files of a deployment. */
export const busyPolicy = (folder: string): string => {
  const more = Array.from({ length: agencies - samplePack.agencies.length }, (_, n) => ({
    id: `agency-${n + 1}`,
    name: `Agency ${n + 1} of the county`,
    sector: 'voluntary',
  }));
  const all = [...samplePack.agencies, ...more];
  const hubs = (samplePack.hubs ?? []).map((hub) => ({ ...hub, agencies: all.map(({ id }) => id) }));
  const place = join(folder, 'policy');
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, 'busy.json'), JSON.stringify({ agencies: all, hubs }));
  return place;
};

type Seated = { id: string; name: string };
type Busy = { store: Store; policyFolder: string; people: readonly Seated[]; agency: string; place: Address };

const isTold = (change: Change): boolean =>
  (change.op === 'create' && ['notice', 'telling'].includes(change.item.kind)) ||
  (change.op === 'enqueue' && !change.id.endsWith('/board'));

/** Only their boards are posted: who is told of what is measured elsewhere. */
export const openBusyHub = async ({ store, policyFolder, people, agency, place }: Busy): Promise<void> => {
  const now = new Date();
  const policy = readPolicy(policyFolder);
  await openHubs(store, { now, policy });
  const [found] = await store.read(partition, [{ kind: 'record', id: `U-TEAM-${code}` }]);
  if (!found) throw new Error('the hub has no roster');
  const { rev, ...item } = found;
  const since = now.toISOString();
  const seats = people.map(({ id, name }) => ({ person: id, agency, name, role: 'member' as const, since }));
  const by = { id: 'p-anika', role: 'safeguarding-lead', agency };
  const body = item.body as HubRecord & KeptRecord;
  const places = [{ address: place, at: since, by }];
  await store.commit(partition, [
    { op: 'replace', item: { ...item, body: { ...body, seats, places } }, rev },
  ]);
  const { hub } = await readHub(partition, store, { now, policy });
  const asked = policy.hubs[0]?.agencies ?? [];
  for (let i = 0; i < enquiries; i += 1) {
    const reference = enquiryRef(i);
    const ctx = {
      ...contextAt(now, policy, clockActor('clock', partition), reference),
      ...(hub ? { hub } : {}),
    };
    const thread = `${agency}/bench-${i}`;
    const effect = (enquiry as AnyDialog).takes?.(
      {
        hub: code,
        from: { agency, person: 'p-1', name: 'Person 1', ref: 'R-2222-22', thread },
        caseRef: `C-${i}`,
        question: 'Who lives at the address, and who visits?',
        rating: 'amber',
        why: 'Worries from two sides.',
        agencies: asked,
      },
      ctx,
    );
    if (!effect) throw new Error('no enquiry was taken');
    const untold = { ...effect, record: { ...effect.record, owed: [] } };
    const { changes } = keepAll(enquiry as AnyDialog, untold, { ctx, cause: `bench ${i}` });
    await store.commit(
      partition,
      changes.filter((change) => !isTold(change)),
    );
  }
};
