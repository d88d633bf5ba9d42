import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Draft } from '../../bot/core/drafts.ts';
import type { KeptNotice, KeptRecord, Version } from '../../bot/core/records.ts';
import { firstBroken } from '../../bot/core/records.ts';
import type { UrgentRecord } from '../../dialogs/urgent/record.ts';
import { urgentAnswers } from '../support/house.ts';
import { done, type Hand } from '../support/peers-hands.ts';
import { registered } from '../support/peers-world.ts';
import { faultyPlace, filePlace } from '../support/process-places.ts';
import { eventually, type Service, startService } from '../support/process-service.ts';

/** A case from beginning to end, by the built bot as a process, over real HTTP, on both channels and both stores. */

type Kept = KeptRecord & UrgentRecord;

const people = [
  registered('SAM', ['practitioner'], 'MO'),
  registered('KIT', ['practitioner'], 'LOU'),
  registered('REN', ['practitioner'], 'MO'),
  registered('MO', ['manager']),
  registered('LOU', ['manager']),
];

const moment = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;

/** What must not depend on where it was written. */
const comparable = ({ versions, ...record }: Kept): unknown => {
  const plain = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(plain);
    if (typeof value === 'string')
      return moment.test(value) ? 'a moment' : value.replaceAll(record.reference, 'the reference');
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plain(inner)]));
  };
  const steps = versions.map(({ n, reason, patch }) => ({ n, reason, patch }));
  return plain({ ...record, platform: 'either', channelKind: 'either', createdBy: 'either', steps });
};

const greet = async (hand: Hand): Promise<void> => {
  await done(hand, hand.type('hello'));
};

/** Records in the urgent lane, completes with a change and a step back, and a restart in the middle. */
const wholeCase = async (hand: Hand, restart: Service['restart']): Promise<void> => {
  const opened = await done(hand, hand.type('urgent'));
  expect(opened.words).toContain('999');
  await done(hand, hand.press('Record and go', urgentAnswers));
  await done(hand, hand.press('Complete the record'));
  await done(hand, hand.press('Next', { reached: 'yes', advice: 'manager', told: 'no' }));
  await restart('stop');
  const back = await done(hand, hand.press('Back', { adviceOutcome: 'Half a thought' }));
  expect(back.inputs).toEqual(['reached', 'advice', 'told']);
  const details = await done(hand, hand.press('Next', { reached: 'yes', advice: 'manager', told: 'no' }));
  expect(details.values.adviceOutcome).toBe('Half a thought');
  await restart('crash');
  const check = await done(
    hand,
    hand.press('Next', { adviceOutcome: 'Agreed it could not wait', toldReason: 'It could put him at risk' }),
  );
  expect(check.words).toContain('It could put him at risk');
  await done(hand, hand.press('Change'));
  const again = await done(hand, hand.press('Next', { reached: 'not-yet', advice: 'manager', told: 'no' }));
  expect(again.buttons).toContain('This is right: record it');
  const kept = await done(hand, hand.press('This is right: record it'));
  expect(kept.words).toContain('Kept and complete');
};

describe.each([
  ['the encrypted file', filePlace],
  ['Cosmos DB', faultyPlace],
] as const)('on %s', (_, place) => {
  let service: Service;
  beforeAll(async () => {
    service = await startService(await place(), people);
  });
  afterAll(() => service?.close());

  const recordsOf = (id: string) => service.items<Kept>(`owner:${id}`, 'record');

  test('a case is the same record from Teams and from Slack, and the manager is told once where they are', async () => {
    const { world, restart, store } = service;
    await greet(world.hand('slack', 'MO'));
    await greet(world.hand('teams', 'LOU'));
    await wholeCase(world.hand('teams', 'SAM'), restart);
    await wholeCase(world.hand('slack', 'KIT'), restart);
    const [onTeams] = await recordsOf('p-sam');
    const [onSlack] = await recordsOf('p-kit');
    if (!onTeams || !onSlack) throw new Error('a record is missing');
    expect([onTeams.platform, onSlack.platform]).toEqual(['teams', 'slack']);
    const told = (record: Kept, manager: string) => ({
      ...record,
      manager: record.manager === manager ? 'the manager' : '',
      managerTold: { ...record.managerTold, who: record.managerTold?.who === manager ? 'the manager' : '' },
      final: { ...record.final, by: 'the owner' },
      receiptConfirmed: undefined,
    });
    expect(comparable(told(onTeams, 'p-mo') as unknown as Kept)).toEqual(
      comparable(told(onSlack, 'p-lou') as unknown as Kept),
    );
    expect(onTeams).toMatchObject({ ...urgentAnswers, status: 'completed', adviceFrom: 'manager' });
    expect(onTeams.receiptConfirmed).toBeUndefined();
    for (const { reference } of [onTeams, onSlack])
      expect(firstBroken(await service.items<Version>(`ref:${reference}`, 'version'))).toBeUndefined();
    await eventually(() => world.told('MO', onTeams.reference) === 1 || undefined, 'the notice on Slack');
    await eventually(() => world.told('LOU', onSlack.reference) === 1 || undefined, 'the notice on Teams');
    const [notice] = await eventually(async () => {
      const found = await service.items<KeptNotice>('to:p-mo', 'notice');
      return found[0]?.deliveredAt ? found : undefined;
    }, 'the delivery to be noted');
    expect(notice?.ref).toBe(onTeams.reference);
    expect((await store.dead('notices', 10)).length).toBe(0);
  });

  test('a draft begun in Teams is finished in Slack by the same person', async () => {
    const teams = service.world.hand('teams', 'REN');
    await done(teams, teams.type('urgent'));
    const refused = await done(teams, teams.press('Record and go', { ...urgentAnswers, risk: '' }));
    expect(refused.words).toContain('Needed');
    const slack = service.world.hand('slack', 'REN');
    await done(slack, slack.type('drafts'));
    const open = await done(slack, slack.press('Go on'));
    expect(open.values).toMatchObject({ ...urgentAnswers, risk: '' });
    const kept = await done(slack, slack.press('Record and go', { risk: urgentAnswers.risk }));
    expect(kept.words).toMatch(/D-[2-9A-Z]{4}-[2-9A-Z]{2}: kept/);
    expect(await recordsOf('p-ren')).toMatchObject([{ ...urgentAnswers, platform: 'slack' }]);
    expect(await service.items<Draft>('owner:p-ren', 'draft')).toEqual([]);
  });

  test.each(['teams', 'slack'] as const)(
    'somebody who is not on the register gets the urgent lane on %s',
    async (channel) => {
      const stranger = service.world.hand(channel, `NEW${channel.toUpperCase()}`);
      await done(stranger, stranger.type('a child is in danger now'));
      const before = await service.items<KeptNotice>('to:p-anika', 'notice');
      const kept = await done(stranger, stranger.press('Record and go', urgentAnswers));
      expect(kept.words).toContain('Kept');
      expect(await service.items<KeptNotice>('to:p-anika', 'notice')).toHaveLength(before.length + 1);
    },
  );

  test('says that it is alive and ready, and that nothing was given up', async () => {
    const { get } = service.bot();
    expect(await get('/health')).toMatchObject({ status: 200, body: { status: 'alive' } });
    expect(await get('/ready')).toMatchObject({
      status: 200,
      body: { status: 'ready', reasons: [], degraded: [], undelivered: 0, undone: 0 },
    });
  });
});
