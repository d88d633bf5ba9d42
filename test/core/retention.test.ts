import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { words } from '../../bot/core/words.ts';
import type { Sitting } from '../support/decision-drive.ts';
import { council } from '../support/dispute-house.ts';
import {
  act,
  confirm,
  does,
  firstContact,
  keeping,
  next,
  openRetentionHouse,
  type RetentionHouse,
  said,
  sixYearsOn,
} from '../support/retention-house.ts';
import { goOn } from '../support/told-house.ts';

/** How long records are kept, from the front door: who decides, who agrees, what stays and what is left. */

let there: RetentionHouse;
let sam: Sitting;
let colin: Sitting;
beforeEach(async () => {
  there = await openRetentionHouse();
  sam = there.person('sam');
  colin = there.person('colin');
});
afterEach(() => there.close());

const day = 86_400_000;
const refsIn = (who: Sitting): unknown[] => (who.list().items ?? []).map(({ button }) => button.press.ref);
const buttons = (who: Sitting): string[] => (who.record().buttons ?? []).map(({ title }) => title);

describe('the review', () => {
  test('finds a record once its time is over: its owner and who answers for records, nobody else (R-185)', async () => {
    const ref = await firstContact(sam);
    await sam.type('retention');
    expect(refsIn(sam)).toEqual([]);
    there.house.moveTo(sixYearsOn);
    for (const who of [sam, colin]) {
      await who.type('retention');
      expect(refsIn(who)).toEqual([ref]);
    }
    const kit = there.person('kit');
    await kit.type('retention');
    expect(refsIn(kit)).toEqual([]);
    await sam.type('retention');
    await sam.press(words('lists.open'));
    expect(said(sam)).toContain('Its time was over on 23 November 2032.');
    expect(buttons(sam)).toContain(act('retainDestroy'));
  });

  test('keeps it longer, for a reason and until a day; it then waits for nobody', async () => {
    const ref = await firstContact(sam);
    there.house.moveTo(sixYearsOn);
    await does(sam, ref, 'retainKeep', {
      until: '2034-01-31',
      basis: 'policy',
      why: 'The case is open again.',
    });
    expect((await there.record(ref))?.retention).toMatchObject({ reviewOn: '2034-01-31', basis: 'policy' });
    await sam.type('retention');
    expect(refsIn(sam)).toEqual([]);
    expect((await there.record(ref))?.versions.map(({ reason }) => reason)).toContain('retention.longer');
  });

  test('lets the word of whoever sent it stand before our own rule, both ways (R-184, E-11)', async () => {
    const ref = await firstContact(sam);
    await does(sam, ref, 'retainKeep', { until: '2028-01-31', basis: 'policy', why: 'No.' });
    expect(said(sam)).toContain(words('engine.errors.not-shorter', { label: 'Who says so?' }));
    await sam.press(next, { until: '2028-01-31', basis: 'originator', why: 'They said two years.' });
    expect((await there.record(ref))?.retention).toMatchObject({
      reviewOn: '2028-01-31',
      basis: 'originator',
    });
    for (const basis of ['policy', 'agreement']) {
      there.house.wait(60_000);
      await sam.type(`retention ${ref}`);
      await sam.press(act('retainKeep'));
      await sam.press(next, { until: '2031-01-31', basis, why: 'Longer.' });
      expect(said(sam)).toContain('Only they can change that');
    }
    expect((await there.record(ref))?.retention.reviewOn).toBe('2028-01-31');
  });

  test('archives it: it is asked about no more, and never goes', async () => {
    const ref = await firstContact(sam);
    there.house.moveTo(sixYearsOn);
    await does(sam, ref, 'retainArchive', { why: 'The archive asked for it.' });
    expect(said(sam)).toContain(words('retention.status.archived'));
    await colin.type('retention');
    expect(refsIn(colin)).toEqual([]);
    there.house.moveTo('2060-01-05T10:00:00Z');
    expect(await there.purge()).toEqual([]);
    expect(await there.record(ref)).toBeDefined();
  });
});

describe('destroying', () => {
  test('takes two people and a second look; a stub and the trail stay (R-185, R-189)', async () => {
    const ref = await firstContact(sam, 'C-7777');
    there.house.moveTo(sixYearsOn);
    await sam.type(`retention ${ref}`);
    await sam.press(act('retainDestroy'));
    expect(said(sam)).toContain('all its versions');
    await sam.press(next, { why: 'The case ended.' });
    expect((await there.record(ref))?.retention.asked).toBeUndefined();
    await sam.press(confirm);
    expect(said(sam)).toContain(words('retention.status.asked'));
    expect(buttons(sam)).not.toContain(act('retainAgree'));
    await there.quiet();
    const asked = (await there.notices('colin')).filter(({ kind }) => kind === 'retention.asked');
    expect(asked.map(({ ref: about }) => about)).toEqual([ref]);
    expect(JSON.stringify(asked)).not.toContain('The case ended');

    await colin.type(ref);
    await colin.press(keeping);
    await colin.press(act('retainAgree'));
    await colin.press(next, { why: 'Nothing is open.' });
    await colin.press(confirm);
    expect(said(colin)).toContain('1 December 2032 at the earliest');
    expect(await there.purge()).toEqual([]);
    there.house.wait(7 * day);
    expect(await there.purge()).toEqual([
      { ref, type: 'first-contact', rule: 'sample-6-years', result: 'goes' },
    ]);
    expect(await there.purge()).toEqual([]);

    expect(await there.record(ref)).toBeUndefined();
    for (const kind of ['version', 'notice', 'telling', 'thread'] as const)
      expect(await there.all(`ref:${ref}`, kind)).toEqual([]);
    expect(await there.stub(ref)).toEqual({
      ...{ ref, type: 'first-contact', date: '2026-11-23', rule: 'sample-6-years' },
      ...{ purgedAt: '2032-12-01T10:00:00.000Z', by: 'p-colin' },
    });
    expect((await there.trailOf(ref)).map(({ what }) => what)).toEqual(
      expect.arrayContaining(['purged', 'read', 'created']),
    );
    for (const who of [sam, colin]) {
      await who.type(ref);
      expect(said(who)).toContain('was destroyed');
      expect(said(who)).not.toContain('C-7777');
    }
    await sam.type('my records');
    expect(refsIn(sam)).not.toContain(ref);
  });

  test('is said no to: it stays as it was, and its owner hears it', async () => {
    const ref = await firstContact(sam);
    there.house.moveTo(sixYearsOn);
    await does(sam, ref, 'retainDestroy');
    await does(colin, ref, 'retainSpare', { why: 'An appeal may come.' });
    expect((await there.record(ref))?.retention).toEqual({
      ...{ rule: 'sample-6-years', reviewOn: '2032-11-23', hold: false },
    });
    await there.quiet();
    expect((await there.notices('sam')).map(({ kind }) => kind)).toContain('retention.spared');
  });

  test('can be undone by whoever made it until the day it goes', async () => {
    const ref = await firstContact(sam);
    there.house.moveTo(sixYearsOn);
    await does(colin, ref, 'retainDestroy');
    expect((await there.record(ref))?.retention.agreed?.by.id).toBe('p-colin');
    await sam.type(ref);
    await does(sam, ref, 'retainSpare');
    there.house.wait(30 * day);
    expect(await there.purge()).toEqual([]);
  });

  test('is not for who may only read, nor for one person alone', async () => {
    const ref = await firstContact(sam);
    const own = await firstContact(colin);
    there.house.moveTo(sixYearsOn);
    const ada = there.person('ada');
    await ada.type(`retention ${ref}`);
    expect(buttons(ada)).toEqual([words('urgent.name')]);
    await does(colin, own, 'retainDestroy');
    await colin.type(`retention ${own}`);
    expect(buttons(colin)).not.toContain(act('retainAgree'));
    await colin.send({ do: 'act', ref: own, action: 'retainAgree', seq: 2 });
    expect((await there.record(own))?.retention.agreed).toBeUndefined();
    await does(there.person('vera'), own, 'retainAgree');
    expect((await there.record(own))?.retention.agreed?.by.id).toBe('p-vera');
  });
});

describe('a hold', () => {
  test('stops it whoever agreed, is ended by who answers for records alone, and must be asked again (R-188)', async () => {
    const ref = await firstContact(sam);
    there.house.moveTo(sixYearsOn);
    await does(colin, ref, 'retainDestroy');
    await does(sam, ref, 'retainHold', { ground: 'inquiry', why: 'Inquiry 12 asked for it.' });
    expect(said(sam)).toContain(words('retention.status.held'));
    expect(buttons(sam)).not.toContain(act('retainRelease'));
    expect(buttons(sam)).not.toContain(act('retainDestroy'));
    await sam.send({ do: 'act', ref, action: 'retainRelease', seq: 3 });
    there.house.wait(30 * day);
    expect(await there.purge()).toEqual([]);
    await colin.type('holds');
    expect(refsIn(colin)).toEqual([ref]);
    expect(said(colin)).toContain('On hold. An inquiry.');
    await does(colin, ref, 'retainRelease');
    expect((await there.record(ref))?.retention).toEqual({
      ...{ rule: 'sample-6-years', reviewOn: '2032-11-23', hold: false },
    });
    there.house.wait(30 * day);
    expect(await there.purge()).toEqual([]);
  });

  test('does not wait for what somebody else has begun to write', async () => {
    await sam.type('decide');
    await sam.press(words('decision.questions.actToday.options.no'));
    await sam.press(words('engine.cancel'));
    const [ended] = await there.all<{ reference: string }>('type:ended', 'record');
    const ref = String(ended?.reference);
    await sam.type(`retention ${ref}`);
    await colin.type(`hold ${ref}`);
    for (const who of [sam, colin]) await who.press(act('retainHold'));
    await colin.press(next, { ground: 'court', why: 'Case 12.' });
    expect((await there.record(ref))?.retention.held?.by.id).toBe('p-colin');
    await sam.press(next, { ground: 'court', why: 'Case 12.' });
    expect((await there.record(ref))?.versions).toHaveLength(2);
  });

  test('is there by itself while something open is about it', async () => {
    const ref = await firstContact(sam);
    await sam.type(ref);
    await sam.press(words('first-contact.begins.consent'));
    there.house.moveTo(sixYearsOn);
    const { store } = there.house;
    const record = await there.record(ref);
    const body = { ...record, type: 'dispute', reference: 'X-7K3M-Q2', status: 'raised', links: [ref] };
    const item = { kind: 'record' as const, id: 'X-7K3M-Q2', at: sixYearsOn, terms: [`link:${ref}`], body };
    await store.commit(council, [{ op: 'create', item }]);
    await colin.type(`retention ${ref}`);
    expect(said(colin)).toContain(words('retention.stays.linked', { refs: 'X-7K3M-Q2' }));
    expect(buttons(colin)).not.toContain(act('retainDestroy'));
    await colin.send({ do: 'act', ref, action: 'retainDestroy', seq: 1 });
    expect(said(colin)).toContain(words('retention.stays.linked', { refs: 'X-7K3M-Q2' }));
  });
});

describe('by the clock', () => {
  test('what needs nobody goes at night, once, and is said to nobody', async () => {
    await sam.type('decide');
    await sam.press(words('decision.questions.actToday.options.no'));
    await sam.press(words('engine.cancel'));
    const [ended] = await there.all<{ reference: string; retention: object }>('type:ended', 'record');
    const ref = String(ended?.reference);
    expect(ended?.retention).toMatchObject({ rule: 'sample-unfinished-1-year', reviewOn: '2027-11-23' });
    there.house.moveTo('2027-11-22T22:00:00Z');
    await there.quiet();
    expect(await there.record(ref)).toBeDefined();
    await goOn(there.house, 6 * 3_600_000, 600_000);
    expect(await there.record(ref)).toBeUndefined();
    expect((await there.stub(ref))?.by).toBe('clock');
  });

  test('on the first working day of a month, people hear how many of theirs are due', async () => {
    await firstContact(sam);
    there.house.moveTo('2032-11-30T10:00:00Z');
    await there.quiet();
    await goOn(there.house, 2 * day, 3_600_000);
    for (const [name, count] of [
      ['sam', '1'],
      ['colin', '1'],
    ] as const) {
      const due = (await there.notices(name)).filter(({ kind }) => kind === 'retention.due');
      expect(due.at(0)?.params).toEqual({ count });
      expect(new Set(due.map(({ id }) => id)).size).toBe(due.length);
    }
    await sam.type('waiting');
    await sam.press(words('lists.read'));
    await sam.press(words('titles.retention'));
    expect(refsIn(sam)).toHaveLength(1);
  });
});

test('somebody of another agency does not learn that it was there', async () => {
  const ref = await firstContact(sam);
  there.house.moveTo(sixYearsOn);
  await does(colin, ref, 'retainDestroy');
  there.house.wait(8 * day);
  await there.purge();
  const nadia = there.person('nadia');
  await nadia.type(ref);
  expect(said(nadia)).toContain(words('outcomes.not-found.title', { ref }));
});
