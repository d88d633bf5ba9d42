import { afterEach, beforeEach, expect, test } from 'vitest';
import type { KeptNotice, KeptRecord } from '../../bot/core/records.ts';
import { words } from '../../bot/core/words.ts';
import type { Destruction } from '../../dialogs/destruction/record.ts';
import type { Surplus } from '../../dialogs/surplus/record.ts';
import type { Sitting } from '../support/decision-drive.ts';
import { council, police } from '../support/dispute-house.ts';
import {
  confirm,
  firstContact,
  next,
  openRetentionHouse,
  type RetentionHouse,
  said,
} from '../support/retention-house.ts';
import { goOn } from '../support/told-house.ts';

/** What was destroyed, noted on Slack; a partner on Slack, and the council on Teams, about copies. */

let there: RetentionHouse;
let sam: Sitting;
beforeEach(async () => {
  there = await openRetentionHouse();
  sam = there.person('sam');
});
afterEach(() => there.close());

const what = {
  ...{ source: 'received', about: 'PX-2026/11', what: 'Two letters and a printout' },
  ...{ on: '2026-11-20', rule: 'over', media: 'paper' },
};

const notes = async (
  fields: Record<string, string> = {},
  how: Record<string, string> = { paper: 'confidential-waste' },
  copies = '',
): Promise<void> => {
  await sam.type('destroyed');
  await sam.press(next, { ...what, ...fields });
  await sam.press(next, how);
  await sam.press(words(`destruction.questions.left.options.${copies ? 'yes' : 'no'}`));
  if (copies) await sam.press(next, { copies });
  await sam.press(confirm);
};

const kept = async (): Promise<(KeptRecord & Destruction)[]> =>
  there.all<KeptRecord & Destruction>('type:destruction', 'record');

const listed = async <T>(term: string, kind: 'record' | 'notice'): Promise<T[]> =>
  (await there.house.store.list(police, { term, kinds: [kind], limit: 20 })).items.map(
    ({ body }) => body as T,
  );

test('what, when, how, by whom and why are kept; paper as confidential waste', async () => {
  await notes();
  const [record] = await kept();
  expect(record).toMatchObject({
    ...{ status: 'recorded', source: 'received', about: 'PX-2026/11', what: what.what, on: '2026-11-20' },
    ...{ media: ['paper'], paper: 'confidential-waste', rule: 'over', surplus: [] },
    by: { id: 'p-sam', agency: council },
  });
  expect(record?.reference).toMatch(/^E-/);
  await sam.type(String(record?.reference));
  expect(said(sam)).toContain('Destroyed on 20 November 2026.');
  expect(said(sam)).toContain('Confidential waste');
});

test('each medium is asked about in its own way, and other media are named', async () => {
  await sam.type('destroyed');
  await sam.press(next, { ...what, media: 'electronic,device' });
  expect(sam.page().inputs?.map(({ id }) => id)).toEqual(['electronic', 'otherway', 'witness']);
  await sam.press(next, { electronic: 'wiped', otherway: '', witness: '' });
  expect(said(sam)).toContain('Needed: What was it on');
  await sam.press(next, { otherway: 'An old phone, broken up by a firm', witness: 'Duty manager' });
  await sam.press(words('destruction.questions.left.options.no'));
  await sam.press(confirm);
  expect((await kept())[0]).toMatchObject({
    ...{ media: ['electronic', 'device'], electronic: 'wiped', witness: 'Duty manager' },
    otherway: 'An old phone, broken up by a firm',
  });
});

test.each([
  ['a day to come', { on: '2026-11-24' }, 'in-the-future', 'When was it destroyed?'],
  ['a day long ago', { on: '2024-11-24' }, 'too-long-ago', 'When was it destroyed?'],
  ['a name for a reference', { about: 'John Smith' }, 'not-a-reference', 'Its reference'],
  ['a name in what it was', { what: 'A letter to Mr John Smith' }, 'tells-who', 'What was it?'],
])('%s is refused', async (_, fields, error, label) => {
  await sam.type('destroyed');
  await sam.press(next, { ...what, ...fields });
  expect(said(sam)).toContain(words(`engine.errors.${error}`, { label }).slice(0, 40));
});

test('one of our own records is linked, so that it is found from either', async () => {
  const ref = await firstContact(sam);
  await notes({ source: 'own', about: ref.toLowerCase() });
  expect((await kept())[0]?.links).toEqual([ref]);
});

test('whoever sent or got it is asked about copies by reference, and the answer is counted', async () => {
  await notes({}, { paper: 'shredded' }, 'police-public-protection');
  await there.quiet();
  const [note] = await kept();
  const ref = String(note?.reference);
  expect(note?.status).toBe('asked');
  const [asked] = await listed<KeptRecord & Surplus>('type:surplus', 'record');
  expect(asked).toMatchObject({ status: 'asked', from: council, theirRef: ref, about: 'PX-2026/11' });
  expect(JSON.stringify(asked)).not.toContain('printout');
  const to = String(asked?.createdBy.id);
  const [notice] = await listed<KeptNotice>(`to:${to}`, 'notice');
  expect(notice?.kind).toBe('surplus.asked');

  const officer = there.person(to.replace('p-', ''));
  await officer.type(String(asked?.reference));
  await officer.press(words('surplus.actions.destroyed'));
  expect(said(officer)).toContain('our copies are destroyed');
  await there.quiet();
  expect((await kept())[0]?.surplus).toMatchObject([{ answer: { code: 'destroyed' } }]);
  await sam.type(ref);
  expect(said(sam)).toContain('1 of 1 have answered');
  const told = await there.notices('sam');
  expect(told.filter(({ kind }) => kind === 'destruction.answered')).toHaveLength(1);
  await officer.send({ do: 'act', ref: String(asked?.reference), action: 'nothing', seq: 1 });
  await there.quiet();
  expect((await kept())[0]?.surplus).toMatchObject([{ answer: { code: 'destroyed' } }]);
});

test('they may keep theirs for a reason, and are asked again until they answer', async () => {
  await notes({}, { paper: 'shredded' }, 'police-public-protection');
  await there.quiet();
  await goOn(there.house, 10 * 86_400_000, 3_600_000);
  const [asked] = await listed<KeptRecord & Surplus>('type:surplus', 'record');
  const { mostChases } = there.house.policy.timers.consent;
  expect(asked?.chases).toBe(mostChases);
  const officer = there.person(String(asked?.createdBy.id).replace('p-', ''));
  await officer.type(String(asked?.reference));
  await officer.press(words('surplus.actions.keeping'));
  await officer.press(next, { ground: 'hold' });
  await there.quiet();
  expect((await kept())[0]?.surplus).toMatchObject([{ answer: { code: 'keeping' } }]);
});
