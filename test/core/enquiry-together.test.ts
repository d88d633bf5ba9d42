import { afterEach, describe, expect, it } from 'vitest';
import { contextAt } from '../../bot/core/by-clock.ts';
import { readHub } from '../../bot/core/hubs.ts';
import { keepAll } from '../../bot/core/keep-all.ts';
import type { Store } from '../../bot/core/ports.ts';
import { firstBroken, type Version } from '../../bot/core/records.ts';
import { enquiry } from '../../dialogs/enquiry/dialog.ts';
import type { PolicyPack } from '../../dialogs/policy/pack.ts';
import type { AnyDialog } from '../../dialogs/registry.ts';
import { samplePolicy } from '../support/context.ts';
import type { Sitting } from '../support/decision-drive.ts';
import { council, police } from '../support/dispute-house.ts';
import { input } from '../support/enquiries.ts';
import { type EnquiryHouse, eastmoor, hub, openEnquiryHouse, say } from '../support/enquiry-house.ts';
import { type Opened, onCosmos, onFile } from '../support/told-house.ts';

/** Many at once: two agencies in the same instant, a press that comes twice, and a hub full of enquiries. */

let home: EnquiryHouse | undefined;
let opened: Opened | undefined;
afterEach(async () => {
  await home?.close();
  await opened?.close();
  opened = undefined;
});

const states = (state: string) => say(`enquiry.answer.questions.state.options.${state}`);

const opens = async (who: Sitting, ref: string) => {
  await who.type(ref);
  await who.press(say('enquiry.actions.answer'));
};

describe.each([
  ['the encrypted file', onFile],
  ['Cosmos DB', onCosmos],
] as const)('on %s', (_, open) => {
  const openHere = async () => {
    let clock = () => new Date('2026-11-23T10:00:00Z');
    opened = await open(() => clock());
    home = await openEnquiryHouse({ store: opened.store });
    clock = home.house.clock;
    await home.ask();
    return home;
  };
  const versionsOf = async ({ listed }: EnquiryHouse, ref: string) =>
    (await listed<Version>(hub, `ref:${ref}`, 'version')).filter(({ n }) => n !== undefined);

  it('two agencies answer in the same instant, and both are heard', async () => {
    const there = await openHere();
    const [nadia, lee] = [there.person('nadia'), there.person('lee')];
    const { reference } = await there.one();
    await Promise.all([opens(nadia, reference), opens(lee, reference)]);
    await Promise.all([nadia.press(states('nothing')), lee.press(states('nothing'))]);
    await there.quiet();
    const record = await there.one();
    expect(record.requests.map(({ state, byName }) => [state, byName])).toEqual([
      ['nothing', 'Nadia Hussain'],
      ['nothing', 'Lee Barton'],
    ]);
    expect(there.board().status).toBe('Red: 2 of 2 have answered.');
    const versions = await versionsOf(there, reference);
    expect(versions).toHaveLength(record.versions.length);
    expect(firstBroken(versions, record)).toBeUndefined();
    // News of both came at once, and one had to wait a moment.
    there.house.wait(60_000);
    await there.quiet();
    const [request] = await there.requests();
    expect(request?.counts?.answered).toBe(2);
  });

  it('two of one agency answer in the same instant, and the second sees what the first has said', async () => {
    const there = await openHere();
    const [nadia, dev] = [there.person('nadia'), there.person('dev')];
    const { reference } = await there.one();
    await Promise.all([opens(nadia, reference), opens(dev, reference)]);
    await Promise.all([nadia.press(states('nothing')), dev.press(states('nothing'))]);
    const pages = [nadia, dev].filter((who) => who.shown().some(({ card }) => card === 'page'));
    expect(pages).toHaveLength(1);
    expect(JSON.stringify(pages[0]?.page().facts)).toContain('We hold nothing');
    const record = await there.one();
    expect(record.versions.filter(({ reason }) => reason === 'enquiry.answered-nothing')).toHaveLength(1);
  });

  it('a press that comes twice, or on an old card, changes nothing more', async () => {
    const there = await openHere();
    const nadia = there.person('nadia');
    const { reference } = await there.one();
    await opens(nadia, reference);
    const press = nadia.button(states('nothing'));
    await nadia.send(press, {}, 'the same turn');
    there.house.restart();
    await nadia.send(press, {}, 'the same turn');
    await nadia.send(press);
    expect((await there.one()).versions).toHaveLength(2);
    expect(nadia.record().title).toContain(reference);
    // A board from before: its button leads to where things stand.
    const [board] = there.house.sent.filter(({ reply }) => reply.card === 'board');
    const [button] = board?.reply.data.buttons ?? [];
    there.house.wait(1_000);
    await nadia.send(button?.press as never);
    expect(nadia.page().title).toBe(say('enquiry.answer.pages.again.title'));
    expect((await there.one()).versions).toHaveLength(2);
  });
});

const many = 20;

/** A hub of twenty agencies. */
const large: PolicyPack = {
  ...samplePolicy,
  agencies: [
    ...samplePolicy.agencies,
    ...Array.from({ length: many }, (_, n) => ({
      ...(samplePolicy.agencies[0] as PolicyPack['agencies'][number]),
      ...{ id: `agency-${n}`, name: `Agency ${n}` },
    })),
  ],
  hubs: samplePolicy.hubs.map((one) => ({
    ...one,
    agencies: [council, police, eastmoor, ...Array.from({ length: many - 3 }, (_, n) => `agency-${n}`)],
  })),
};

const letters = '23456789';
const referenceOf = (n: number) =>
  `S-${[512, 64, 8, 1].map((by) => letters[Math.floor(n / by) % 8]).join('')}-NB`;

const counting = (store: Store) => {
  const calls = { read: 0, commit: 0, list: 0 };
  const counted: Store = {
    ...store,
    read: (...given) => {
      calls.read += 1;
      return store.read(...given);
    },
    list: (...given) => {
      calls.list += 1;
      return store.list(...given);
    },
    commit: (...given) => {
      calls.commit += 1;
      return store.commit(...given);
    },
  };
  return { counted, calls };
};

describe('two hundred enquiries of twenty agencies', () => {
  it('leave an answer at two reads, one commit, and one call for each channel', async () => {
    let clock = () => new Date('2026-11-23T10:00:00Z');
    opened = await onFile(() => clock());
    const { counted, calls } = counting(opened.store);
    home = await openEnquiryHouse({ store: counted, policy: large });
    const { house } = home;
    clock = house.clock;
    const refs = Array.from({ length: 200 }, (_, n) => referenceOf(n));
    for (const reference of refs) {
      const actor = { id: 'clock', name: '', agency: hub, roles: [] };
      const table = await readHub(hub, house.store, { now: clock(), policy: large });
      const ctx = { ...contextAt(clock(), large, actor, reference), ...table };
      const from = { ...input.from, ref: reference, thread: `${council}/${reference}` };
      const effect = enquiry.takes?.({ ...input, from, agencies: large.hubs[0]?.agencies }, ctx);
      if (!effect) throw new Error('nothing was taken');
      const { changes } = keepAll(enquiry as AnyDialog, effect, { ctx, cause: reference });
      await house.store.commit(hub, changes);
    }
    for (let round = 0; round < 3; round += 1) {
      await home.quiet();
      house.wait(5_000);
    }
    const nadia = home.person('nadia');
    const ref = refs[100] as string;
    await opens(nadia, ref);

    const before = { ...calls, sent: house.sent.length, rewritten: house.rewritten.length };
    await nadia.press(states('nothing'));
    expect(calls.read - before.read).toBe(2);
    expect(calls.commit - before.commit).toBe(1);
    expect(calls.list - before.list).toBe(0);
    await home.quiet();
    expect(house.sent.length - before.sent).toBe(0);
    const rewritten = house.rewritten.slice(before.rewritten);
    expect(rewritten.map(({ to }) => to.conversation)).toEqual(['C-HUB']);
    expect(JSON.stringify(rewritten[0]?.reply.data)).toContain(`Enquiry ${ref}`);
  }, 120_000);
});
