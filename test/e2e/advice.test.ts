import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { KeptNotice } from '../../bot/core/records.ts';
import { words } from '../../bot/core/words.ts';
import type { AdviceRecord } from '../../dialogs/advice/record.ts';
import type { DecisionRecord } from '../../dialogs/decision/record.ts';
import { aCase } from '../support/decision-drive.ts';
import { done, type Hand } from '../support/peers-hands.ts';
import { registered } from '../support/peers-world.ts';
import { faultyPlace, filePlace } from '../support/process-places.ts';
import { eventually, type Service, startService } from '../support/process-service.ts';

/** Asking a person, by the built bot as a process, over real HTTP: from one channel to the other, and back. */

const people = [
  registered('SAM', ['practitioner'], 'MORGAN'),
  registered('MORGAN', ['manager']),
  registered('VERA', ['caldicott', 'legal']),
];

const option = (question: string, value: string) => words(`decision.questions.${question}.options.${value}`);
const said = 'Yes. Tell the head, nobody else.';

const toTheQuestion = async (sam: Hand): Promise<void> => {
  await done(sam, sam.type('decide'));
  await done(sam, sam.press(option('actToday', 'no')));
  await done(sam, sam.press(option('wants', 'own')));
  await done(sam, sam.press(words('engine.next'), { ...aCase, ageBand: '13-15' }));
  await done(
    sam,
    sam.press(option('wellbeing', 'person'), { items: 'Missed three visits of Jordan Okafor' }),
  );
  await done(sam, sam.press(option('lets', 'not-asked')));
  await done(sam, sam.press(option('requires', 'no')));
  await done(sam, sam.press(words('common.not-sure')));
};

const hears = (hand: Hand, what: string) =>
  eventually(() => hand.look().words.includes(words(`advice.notices.${what}.title`)), what);

describe.each([
  ['the encrypted file, asked on Slack', filePlace, 'slack', 'teams'],
  ['Cosmos DB, asked on Teams', faultyPlace, 'teams', 'slack'],
] as const)('on %s', (_, place, asks, answers) => {
  let service: Service;
  beforeAll(async () => {
    service = await startService(await place(), people);
  });
  afterAll(() => service?.close());

  const advice = async () => (await service.items<AdviceRecord>('type:advice', 'record'))[0];

  test('a question goes without a name to whoever is asked, is passed on, answered, and back at the question', async () => {
    const sam = service.world.hand(asks, 'SAM');
    const morgan = service.world.hand(answers, 'MORGAN');
    const vera = service.world.hand(answers, 'VERA');
    for (const adviser of [morgan, vera]) await done(adviser, adviser.type('help'));
    await toTheQuestion(sam);
    await done(sam, sam.press(words('advice.name')));
    const page = sam.look();
    expect(page.values.gist).toContain(words('decision.questions.canAsk.label'));
    expect(page.values.gist).not.toMatch(/Okafor|C-2041/);
    const refused = await done(
      sam,
      sam.press(words('advice.submit'), {
        role: 'manager',
        identity: 'no',
        gist: 'May I tell about Jordan Okafor?',
      }),
    );
    expect(refused.words).toContain(words('identifiers.kinds.name'));
    expect(refused.values.gist).toBe('May I tell about …?');
    expect(await advice()).toBeUndefined();
    const mended = { role: 'manager', identity: 'no', gist: refused.values.gist ?? '' };
    await done(sam, sam.press(words('advice.submit'), mended));
    expect(await advice()).toMatchObject({
      questionDeidentified: 'May I tell about …?',
      asked: ['p-morgan'],
    });

    await hears(morgan, 'asked');
    await done(morgan, morgan.press(words('advice.actions.pass')));
    await done(morgan, morgan.press(words('advice.pass.questions.to.options.caldicott')));
    await hears(vera, 'asked');
    const form = await done(vera, vera.press(words('advice.actions.answer')));
    expect(form.words).toContain('May I tell about');
    await done(vera, vera.press(words('advice.answer.submit'), { answer: said }));

    await service.restart('stop');
    await hears(sam, 'answered');
    const back = await done(sam, sam.press(words('advice.back.question')));
    expect(back.words).toContain(words('advice.said.caldicott'));
    expect(back.words).toContain(said);
    await done(sam, sam.press(option('canAsk', 'yes')));
    const kept = await done(sam, sam.press(option('final', 'as-recommended')));
    const { reference = '' } = (await advice()) ?? {};
    expect(kept.words).toContain(said);
    await done(sam, sam.press(words('advice.follow', { ref: reference })));
    sam.look();
    await done(sam, sam.press(words('advice.actions.followed')));
    await done(sam, sam.press(words('advice.followed.questions.followed.options.yes')));
    const [decision] = (await service.items<DecisionRecord>('owner:p-sam', 'record')).filter(
      ({ type }) => type === 'decision',
    );
    expect(decision?.advice).toEqual([reference]);
    expect(await advice()).toMatchObject({
      status: 'closed',
      decisionRef: decision?.reference,
      answer: said,
      adviser: { id: 'p-vera', role: 'caldicott' },
      followed: { b: true },
    });
    const notices = await Promise.all(
      ['p-sam', 'p-morgan', 'p-vera'].map((to) => service.items<KeptNotice>(`to:${to}`, 'notice')),
    );
    expect(notices.flat().length).toBeGreaterThan(3);
    expect(JSON.stringify(notices)).not.toMatch(/Okafor|2041|May I tell|Tell the head/);
  });

  test('the urgent lane is open while an answer is owed', async () => {
    const sam = service.world.hand(asks, 'SAM');
    await done(sam, sam.type('advice'));
    await done(
      sam,
      sam.press(words('advice.submit'), { role: 'manager', identity: 'no', gist: 'May I tell?' }),
    );
    await done(sam, sam.press(words('urgent.name')));
    expect(sam.look().buttons).toContain(words('urgent.submit'));
  });
});
