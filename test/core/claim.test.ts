import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { words } from '../../bot/core/words.ts';
import claimWords from '../../dialogs/claim/words.en-GB.json' with { type: 'json' };
import {
  aClaim,
  action,
  type ComplaintHouse,
  logsClaim,
  next,
  openComplaintHouse,
  police,
} from '../support/complaint-house.ts';
import { textsOf } from '../support/reading-ease.ts';

/** A claim at the council about what the police supplied: facts for lawyers, and word to whoever supplied it. */

let there: ComplaintHouse;
beforeEach(async () => {
  there = await openComplaintHouse();
});
afterEach(() => there.close());

const ours = async () => {
  const [found] = await there.claims();
  if (!found) throw new Error('no claim');
  return found;
};
const kinds = async (name: string): Promise<string[]> =>
  (await there.notices(name)).map(({ kind }) => kind).reverse();
const through = async (from: string, hours: number) => {
  for (let hour = 0; hour <= hours; hour += 1) {
    there.house.moveTo(new Date(Date.parse(from) + hour * 3_600_000).toISOString());
    await there.quiet();
  }
};
const logged = async (fields: Record<string, string> = {}, said?: Record<string, string>) => {
  const ref = await logsClaim(there.person('sam'), fields, said);
  await there.quiet();
  return ref;
};

describe('a claim', () => {
  it('goes to legal, and whoever supplied the information is told at once', async () => {
    const ref = await logged();
    expect(await ours()).toMatchObject({
      status: 'logged',
      asked: ['p-vera'],
      receivedOn: '2026-11-23',
      supplierNotifiedAt: there.house.clock().toISOString(),
      exceptionsAsserted: ['negligent'],
      admissionMade: false,
    });
    expect(await kinds('vera')).toEqual(['claim.logged']);
    const [told] = await there.liaisons(police);
    expect(told).toMatchObject({ kind: 'claim', theirRef: ref, about: ['D-7K3M-Q2', 'ISA-12'] });
    expect(await kinds('carys')).toEqual(['liaison.claim']);
  });

  it.each([
    ['two partners', { recipient: 'health-visiting' }],
    ['us twice', { supplier: 'us' }],
    ['a day to come', { received: '2026-11-24' }],
    ['a name for a reference', { legalRef: 'Jane Smith' }],
    ['no information', { dataRef: '' }],
  ])('is not taken with %s', async (_, wrong) => {
    const sam = there.person('sam');
    await sam.type('claim');
    await sam.press(next, { ...aClaim, received: '2026-11-23', ...wrong });
    expect(JSON.stringify(sam.page())).toContain('error');
    expect(await there.claims()).toEqual([]);
  });

  it('warns to admit nothing before anybody is asked, and shows no word on who has to answer', async () => {
    const sam = there.person('sam');
    await sam.type('claim');
    await sam.press(next, aClaim);
    expect(JSON.stringify(sam.page().lead)).toContain('Before legal advice');
    const ref = await logged({}, { admission: 'yes', exceptions: 'wrongful,negligent,admission' });
    const card = JSON.stringify((await there.open('vera', ref)).record());
    expect(card).toContain(words('claim.questions.exceptions.options.wrongful'));
    expect(card).toContain(words('claim.said.admission'));
    expect(card).toContain(words('claim.lead.lawyers'));
    for (const [key, text] of textsOf(claimWords)) expect(text, key).not.toMatch(/\bliab|indemn/i);
  });

  it('of what we supplied ourselves is told to our lawyers alone', async () => {
    await logged({ supplier: 'us', recipient: 'police-public-protection' });
    expect(await there.liaisons(police)).toEqual([]);
    expect((await ours()).supplierNotifiedAt).toBeDefined();
  });

  it('is asked for again until legal has looked at it, then of whoever stands in', async () => {
    const ref = await logged();
    await through('2026-11-23T10:00:00Z', 80);
    expect((await kinds('vera')).filter((kind) => kind === 'claim.chase')).toHaveLength(3);
    expect((await ours()).asked).toEqual(['p-vera', 'p-colin', 'p-helen']);
    expect(await kinds('vera')).toContain('claim.late');
    await (await there.open('helen', ref)).press(action('claim.looked'));
    expect((await ours()).status).toBe('looked');
  });

  it('is not asked for once legal has looked', async () => {
    const ref = await logged();
    const vera = await there.open('vera', ref);
    const press = { do: 'act', ref, action: 'looked', seq: 1 } as const;
    await vera.send(press, {}, 'one');
    await vera.send(press, {}, 'one');
    await vera.send(press, {}, 'two');
    expect((await ours()).versions).toHaveLength(2);
    await through('2026-11-23T10:00:00Z', 50);
    expect(await kinds('vera')).not.toContain('claim.chase');
  });

  it.each(['asked', 'given', 'admission', 'update'] as const)('takes a note: %s', async (which) => {
    const ref = await logged();
    for (const name of ['sam', 'vera']) {
      there.house.wait(1000);
      const who = await there.open(name, ref);
      await who.press(action('claim.note'));
      await who.press(words(`claim.note.questions.which.options.${which}`));
      await who.press(next, { text: 'A letter went out' });
    }
    await there.quiet();
    const record = await ours();
    expect(record.notes.map(({ kind, by }) => [kind, by.id])).toEqual([
      [which, 'p-sam'],
      [which, 'p-vera'],
    ]);
    expect(record.admissionMade).toBe(which === 'admission');
    expect((await kinds('vera')).filter((kind) => kind === 'claim.note')).toHaveLength(1);
  });

  it('is closed by legal alone, when they have looked at it', async () => {
    const ref = await logged();
    const sam = await there.open('sam', ref);
    const vera = await there.open('vera', ref);
    await vera.send({ do: 'act', ref, action: 'close', seq: 1 });
    expect((await ours()).status).toBe('logged');
    await vera.send({ do: 'act', ref, action: 'looked', seq: 1 });
    await sam.send({ do: 'act', ref, action: 'close', seq: 2 });
    expect((await ours()).status).toBe('looked');
    await vera.press(action('claim.close'));
    expect(await ours()).toMatchObject({ status: 'closed', readers: ['p-vera'] });
  });

  it('is seen by whoever logged it, by legal and by who looks after the agency, and nobody else', async () => {
    const ref = await logged();
    const seen = async (name: string) =>
      JSON.stringify((await there.open(name, ref)).shown()).includes('LIT-2026/7');
    for (const name of ['sam', 'vera', 'ada']) expect(await seen(name), name).toBe(true);
    for (const name of ['kit', 'carys', 'nadia']) expect(await seen(name), name).toBe(false);
  });

  it('is logged by the supplier as theirs too, and hears what they say', async () => {
    await logged();
    const [told] = await there.liaisons(police);
    const carys = await there.open('carys', told?.reference ?? '');
    await carys.press(words('liaison.begins.claim'));
    expect(JSON.stringify(carys.page().inputs)).toContain('D-7K3M-Q2');
    await carys.press(next, { legalRef: 'P-LIT-1', recipient: 'childrens-duty-team' });
    await carys.press(next, { admission: 'no' });
    await carys.press(words('engine.confirm'));
    await there.quiet();
    const [theirs] = await there.records(police, 'claim');
    expect((await ours()).partnersLiaised).toMatchObject([{ theirRef: theirs?.reference }]);
    expect(await kinds('vera')).toContain('claim.heard');
  });
});
