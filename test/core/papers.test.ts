import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkChain } from '../../bot/core/chain-check.ts';
import { evidenceLines } from '../../bot/core/evidence.ts';
import { gatherEvidence } from '../../bot/core/evidence-items.ts';
import type { Stored } from '../../bot/core/ports.ts';
import type { KeptNotice, KeptRecord, TrailEntry, Version } from '../../bot/core/records.ts';
import { words } from '../../bot/core/words.ts';
import { answers, type BreachHouse, does, openBreachHouse, reports } from '../support/breach-house.ts';
import type { Sitting } from '../support/decision-drive.ts';
import { council } from '../support/dispute-house.ts';

/** The papers of a breach: the regulator's form, the letter, and the evidence pack, with and without names. */

let there: BreachHouse;
let ref: string;
let sam: Sitting;
let colin: Sitting;

const planted = 'Ring Jordan Okafor on 0161 496 0001, about C-2041';

beforeAll(async () => {
  there = await openBreachHouse();
  [sam, colin] = [there.person('sam'), there.person('colin')];
  ref = await reports(sam, { what: planted });
  await there.quiet();
  await does(colin, ref, 'contained', answers.contained);
  await there.quiet();
});
afterAll(() => there.close());

const texts = (sitting: Sitting): string => {
  const { copy = [], lead = [], title } = sitting.message();
  return [title, ...lead, ...copy].join('\n').replaceAll('\u00a0', ' ');
};

const paper = async (who: Sitting, word: string): Promise<string> => {
  await who.send({ do: 'copy', ref, word });
  return texts(who);
};

const kept = async () => {
  const [record] = await there.house.store.read(council, [{ kind: 'record', id: ref }]);
  return record as Stored<KeptRecord>;
};

const versions = () => there.listed<Version>(council, `ref:${ref}`, 'version');

describe('the evidence pack', () => {
  it('is reached from the copy of a record, by who leads and who oversees, and by nobody else', async () => {
    await colin.type(ref);
    await colin.press(words('record.more')).catch(() => undefined);
    await colin.send({ do: 'copy', ref });
    await colin.press(words('papers.button'));
    const titles = (colin.message().buttons ?? []).map(({ title }) => title);
    expect(titles).toEqual([
      ...['form', 'letter', 'evidence', 'evidence-plain'].map((name) => words(`papers.${name}.name`)),
      words('urgent.name'),
    ]);
    await sam.send({ do: 'copy', ref });
    expect((sam.message().buttons ?? []).map(({ title }) => title)).not.toContain(words('papers.button'));
  });

  it.each(['papers', 'form', 'letter', 'evidence', 'evidence-plain'])(
    'is refused as %s to whoever reported it, to a colleague and to another agency',
    async (word) => {
      for (const name of ['sam', 'kit', 'nadia'] as const) {
        const who = there.person(name);
        await who.send({ do: 'copy', ref, word });
        expect(JSON.stringify(who.message())).not.toContain('Two addresses');
        expect([words('outcomes.forbidden.title'), words('outcomes.not-found.title', { ref })]).toContain(
          who.message().title,
        );
      }
    },
  );

  it('has every version as the store has it, whole and in order', async () => {
    const text = await paper(colin, 'evidence');
    const all = await versions();
    expect(all.length).toBeGreaterThan(1);
    for (const version of all) {
      expect(text).toContain(`${words('copy.document.version', { n: version.n })}:`);
      expect(text).toContain(version.hash);
    }
    expect(text).toContain(words('papers.evidence.check.whole', { n: all.length }));
    expect(text).toContain('practitioner (p-sam)');
    expect(text).toContain('data protection officer (p-colin)');
  });

  it('says who was told and when it arrived, who looked, and what belongs to it', async () => {
    const text = await paper(there.person('ada'), 'evidence');
    const notices = (await there.listed<KeptNotice>(council, `ref:${ref}`, 'notice')).filter(
      ({ deliveredAt }) => deliveredAt,
    );
    expect(notices.length).toBeGreaterThan(0);
    for (const { to } of notices) expect(text).toContain(`(${to})`);
    expect(text).toContain('Arrived:');
    const looks = (await there.listed<TrailEntry>(council, `ref:${ref}`, 'audit')).filter(({ what }) =>
      ['read', 'exported'].includes(what),
    );
    // The look that makes the pack is in the trail after it.
    const lines = text.match(/(Copy|pack|form|Letter|names|machine)[^.\n]* made\. Who|Read\. Who/g) ?? [];
    expect(lines).toHaveLength(looks.length - 1);
    expect(text).toContain('auditor (p-ada)');
  });

  it('leaves one entry in the trail each time, and changes nothing else', async () => {
    const count = async () =>
      (await there.listed<TrailEntry>(council, `ref:${ref}`, 'audit')).filter(
        ({ what, who }) => what === 'exported' && who === 'p-colin',
      ).length;
    const [before, record] = [await count(), await kept()];
    await paper(colin, 'evidence');
    expect(await count()).toBe(before + 1);
    expect((await kept()).rev).toBe(record.rev);
  });

  it('without names has no id, no name, no case and nothing planted', async () => {
    const text = await paper(colin, 'evidence-plain');
    expect(text).toContain(words('papers.evidence.numbered', { role: 'practitioner', n: 1 }));
    for (const tell of ['p-sam', 'p-colin', 'Sam Okoro', 'Colin Frost', 'Okafor', '0161 496', 'C-2041'])
      expect(text).not.toContain(tell);
    expect(text).toContain(words('papers.evidence.kept-out'));
    expect(text).toContain(words('papers.evidence.check.whole', { n: (await versions()).length }));
    const withNames = await paper(colin, 'evidence');
    for (const tell of ['p-sam', 'Okafor', '0161 496', 'C-2041']) expect(withNames).toContain(tell);
  });

  it('for a machine has all that it takes to make every hash again', async () => {
    const items = await gatherEvidence(there.house.store, council, ref);
    const lines = evidenceLines((await kept()).body, items)
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { kind: string; body?: unknown });
    const read = lines.flatMap(({ kind, body }) => (kind === 'version' ? [body as Version] : []));
    const record = lines.find(({ kind }) => kind === 'record')?.body as KeptRecord;
    expect(checkChain(read, record, false)).toEqual({ result: 'whole', versions: read.length });
    expect(lines[0]).toMatchObject({ kind: 'check', result: 'whole' });
  });

  it('says so when it could not look at all of it', async () => {
    const items = await gatherEvidence(there.house.store, council, ref, 2);
    expect(items.partly).toBe(true);
    expect(checkChain(items.versions, (await kept()).body, true)).toEqual({ result: 'partly' });
  });
});

describe('a byte that was flipped', () => {
  const flips: readonly [string, (all: Version[], record: KeptRecord) => void, object][] = [
    [
      'in what a version says',
      ([, second]) => {
        (second?.record as { status: string }).status = 'closed';
      },
      { result: 'broken', at: 2 },
    ],
    [
      'in who made it',
      ([first]) => {
        if (first) first.by = 'p-kit';
      },
      { result: 'broken', at: 1 },
    ],
    ['by taking the last version away', (all) => void all.pop(), { result: 'broken', at: 2 }],
    ['by taking the first away', (all) => void all.shift(), { result: 'broken', at: 1 }],
    [
      'in the list that the record keeps',
      (_, { versions: [entry] }) => {
        if (entry) entry.reason = 'breach.other';
      },
      { result: 'broken', at: 1 },
    ],
    [
      'in the record itself',
      (_, record) => {
        (record as unknown as { what: string }).what = 'Nothing happened';
      },
      { result: 'unlike', at: 2 },
    ],
  ];
  it.each(flips)('%s is named', async (_, flip, expected) => {
    const all = structuredClone((await versions()).sort((a, b) => a.n - b.n)).slice(0, 2);
    const whole = structuredClone((await kept()).body);
    const record = { ...(all[1]?.record as KeptRecord), versions: whole.versions.slice(0, 2) };
    expect(checkChain(all, record, false)).toEqual({ result: 'whole', versions: 2 });
    flip(all, record);
    expect(checkChain(all, record, false)).toEqual(expected);
  });

  it('stands in the pack, in so many words', async () => {
    const { rev, ...item } = await kept();
    const changed = { ...item, body: { ...item.body, what: 'Nothing happened' } };
    await there.house.store.commit(council, [{ op: 'replace', item: changed, rev }]);
    const text = await paper(colin, 'evidence');
    expect(text).toContain(words('papers.evidence.check.unlike', { n: item.body.versions.length }));
    const now = await kept();
    await there.house.store.commit(council, [{ op: 'replace', item, rev: now.rev }]);
    expect(await paper(colin, 'evidence')).not.toContain('BROKEN');
  });
});

describe('the form and the letter', () => {
  it('has what the record has, in the order of the form, and says what is missing', async () => {
    const text = await paper(colin, 'form');
    const order = ['what', 'data', 'people', 'effects', 'delay', 'before', 'done', 'after', 'told', 'others'];
    const at = [...order, 'contact'].map((name) => text.indexOf(words(`breach-papers.form.${name}.heading`)));
    expect(at.every((place) => place > 0)).toBe(true);
    expect([...at].sort((a, b) => a - b)).toEqual(at);
    expect(text).toContain(planted);
    expect(text).toContain('TO FILL IN');
    expect(text).toContain('They gave it back unopened');
  });

  it('is a letter in which nothing stands that was typed', async () => {
    const text = await paper(colin, 'letter');
    expect(text).toContain('Northborough Council');
    expect(text).toContain(there.house.policy.regulator.phone);
    expect(text).toContain(there.house.policy.advisers.dpo.text.split('\n')[0]);
    for (const typed of ['Okafor', '0161 496', 'C-2041', 'unopened', 'p-sam'])
      expect(text).not.toContain(typed);
    expect(text).not.toContain(words('breach-papers.letter.safety.now'));
    expect(text).toContain(words('breach-papers.letter.happened.sorry'));
  });

  it('there is neither of a record that is no breach', async () => {
    await sam.type('refusal');
    await sam.press(words('refusal.submit'), {
      ...{ by: 'them', partner: 'police-public-protection', decisionRef: 'D-7K3M-Q2' },
      ...{ point: 'law', impact: 'harm' },
    });
    const [refusal] = await there.listed<KeptRecord>(council, 'type:refusal', 'record');
    await colin.send({ do: 'copy', ref: refusal?.reference as string, word: 'papers' });
    expect((colin.message().buttons ?? []).map(({ title }) => title)).toEqual([
      words('papers.evidence.name'),
      words('papers.evidence-plain.name'),
      words('urgent.name'),
    ]);
    await colin.send({ do: 'copy', ref: refusal?.reference as string, word: 'form' });
    expect(colin.message().title).toBe(words('outcomes.old-button.title'));
    await colin.send({ do: 'copy', ref: refusal?.reference as string, word: 'evidence' });
    expect(texts(colin)).toContain(words('papers.evidence.check.whole', { n: 1 }));
  });
});
