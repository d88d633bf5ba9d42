import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { KeptRecord } from '../../bot/core/records.ts';
import { words } from '../../bot/core/words.ts';
import type { PersonRecord } from '../../dialogs/person/record.ts';
import { urgentAnswers } from '../support/house.ts';
import { done, type Hand } from '../support/peers-hands.ts';
import { agency, registered } from '../support/peers-world.ts';
import type { Bot } from '../support/process-bot.ts';
import { faultyPlace, filePlace } from '../support/process-places.ts';
import { eventually, type Service, startService } from '../support/process-service.ts';

/** A newcomer joins, is let in, is linked, and leaves: by the built bot as a process, over real HTTP. */

const people = [registered('ZOE', ['administrator']), registered('MO', ['manager'])];
const self = { agency, name: 'Noor Adeyemi', post: 'Social worker', role: 'practitioner', managerName: 'Mo' };
const refused = words('outcomes.visitor.title');

describe.each([
  ['the encrypted file', filePlace],
  ['Cosmos DB', faultyPlace],
] as const)('on %s', (_, place) => {
  let service: Service;
  /** Another instance, where the store serves several. */
  let other: Bot;
  let [slack, teams, zoe]: Hand[] = [];
  beforeAll(async () => {
    const opened = await place();
    service = await startService(opened, people);
    other = opened.name === 'cosmos' ? await service.another() : service.bot();
    slack = service.world.hand('slack', 'NOOR');
    teams = service.world.hand('teams', 'NOOR');
    zoe = service.world.hand('teams', 'ZOE');
    await done(zoe, zoe.type('hello'));
  });
  afterAll(async () => {
    if (other && other !== service.bot()) await other.stop();
    await service?.close();
  });

  const said = async (hand: Hand, text: string) => (await done(hand, hand.type(text))).words;
  const shows = (hand: Hand, title: string) =>
    eventually(() => hand.look().words.includes(title) || undefined, title);
  const hands = () => {
    if (!slack || !teams || !zoe) throw new Error('nobody is there');
    return { slack, teams, zoe };
  };
  const cards = async () =>
    (await service.items<PersonRecord & KeptRecord>('type:person', 'record')).filter(
      ({ name }) => name === self.name,
    );

  let urgent = '';

  test('a newcomer has the urgent lane and nothing else, and asks to join', async () => {
    const { slack, zoe } = hands();
    expect(await said(slack, 'decide')).toContain(refused);
    await done(slack, slack.type('urgent'));
    const kept = await done(slack, slack.press('Record and go', urgentAnswers));
    urgent = /D-\S{7}/.exec(kept.words)?.[0] ?? 'none';
    await done(slack, slack.type('join'));
    expect((await done(slack, slack.press('Send', self))).words).toContain('Nobody has answered yet');
    await shows(zoe, words('enrolment.notices.asked.title'));
    expect(zoe.look().words).not.toContain(self.name);
  });

  test('the administrator lets them in on the other channel, and they can work at once', async () => {
    const { slack, zoe } = hands();
    await done(zoe, zoe.press('Let them in'));
    await shows(slack, words('enrolment.notices.joined.title'));
    expect(await said(slack, 'decide')).not.toContain(refused);
    expect(await said(slack, 'my records')).toContain(urgent);
    expect(await cards()).toMatchObject([{ roles: ['practitioner'], channels: ['slack'] }]);
  });

  test('they link their other channel, and what is theirs is there too', async () => {
    const { slack, teams } = hands();
    expect(await said(teams, 'decide')).toContain(refused);
    const code = /Your code: ([2-9A-Z]{6})/.exec(await said(slack, 'link'))?.[1];
    await done(teams, teams.type(`link ${code}`));
    await shows(teams, words('link.linked.title'));
    expect(await said(teams, 'decide')).not.toContain(refused);
    expect(await said(teams, 'my records')).toContain(urgent);
    await shows(slack, words('person.notices.linked.title'));
    expect(await cards()).toMatchObject([{ channels: ['slack', 'teams'] }]);
  });

  test('who leaves has no access by their next press, on another instance and on either channel', async () => {
    const { slack, teams, zoe } = hands();
    service.world.aim(other.url);
    for (const hand of [slack, teams]) expect(await said(hand, 'decide')).not.toContain(refused);
    service.world.aim(service.bot().url);
    await done(zoe, zoe.type('people called noor'));
    await done(zoe, zoe.press('Open'));
    zoe.look();
    await done(zoe, zoe.press('They have left'));
    await done(zoe, zoe.press('Next', { why: 'Left today.' }));
    service.world.aim(other.url);
    for (const hand of [slack, teams]) {
      expect(await said(hand, 'decide')).toContain(refused);
      expect(await said(hand, urgent)).not.toContain(urgentAnswers.caseRef);
    }
    service.world.aim(service.bot().url);
    expect(await cards()).toMatchObject([{ status: 'left', roles: [], channels: [] }]);
  });
});
