import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { enrol, type Registered } from '../../bot/core/register.ts';
import { words } from '../../bot/core/words.ts';
import type { HubRecord } from '../../dialogs/hub/record.ts';
import { samplePolicy } from '../support/context.ts';
import type { House } from '../support/house.ts';
import { openEnquiry } from '../support/hub.ts';
import { done, type Hand } from '../support/peers-hands.ts';
import { actionsIn } from '../support/peers-screen.ts';
import { agency as council, registered } from '../support/peers-world.ts';
import { faultyPlace, filePlace } from '../support/process-places.ts';
import { eventually, type Service, startService } from '../support/process-service.ts';
import { buttonNamed } from '../support/slack-blocks.ts';
import { cardIn } from '../support/teams-peer.ts';

/** The people and the channels of a hub, by the built bot over real HTTP: joining, guests, leavers, and what is overheard. */

const homes = {
  ...{ ANIKA: council, SAM: council, NADIA: 'county-police', JOY: 'lantern-voluntary' },
  ...{ LEE: 'eastmoor-council', TOM: 'hillside-schools' },
} as const;
type Name = keyof typeof homes;
const names = Object.keys(homes) as Name[];
const channelOf: Readonly<Record<Name, Hand['channel']>> = {
  ANIKA: 'teams',
  SAM: 'teams',
  NADIA: 'slack',
  JOY: 'slack',
  LEE: 'teams',
  TOM: 'slack',
};
const people: Registered[] = names.map((name) => ({
  ...registered(name, name === 'ANIKA' ? ['safeguarding-lead'] : ['practitioner']),
  agency: homes[name],
}));

const hub = 'hub-NB';
const rooms = { teams: '19:hub@thread.tacv2', slack: 'CHUB1' } as const;
const telling = 'She is Jane Example, born 03/02/2011, phone 07700 900123';
const say = (key: string): string => words(key);

describe.each([
  ['the encrypted file', filePlace],
  ['Cosmos DB', faultyPlace],
] as const)('on %s', (_, place) => {
  let service: Service;
  const hands = new Map<Name, Hand>();
  const hand = (name: Name): Hand => {
    const known = hands.get(name) ?? service.world.hand(channelOf[name], name);
    hands.set(name, known);
    return known;
  };

  beforeAll(async () => {
    hands.clear();
    service = await startService(await place(), people);
    for (const name of names) await done(hand(name), hand(name).type('help'));
  }, 60_000);
  afterAll(() => service?.close());

  const roster = async () =>
    (await service.store.read(hub, [{ kind: 'record', id: 'U-TEAM-NB' }]))[0]?.body as HubRecord;
  const seatOf = async (name: Name) =>
    (await roster()).seats.find(({ person }) => person === `p-${name.toLowerCase()}`);

  /** What stands in the room on Teams, in order. */
  const inTeamsRoom = () =>
    service.world.teams.connector
      .done('send', 'reply', 'update')
      .filter(({ conversation = '' }) => conversation.startsWith(rooms.teams))
      .map(({ body }) => cardIn(body));
  const inSlackRoom = () => service.world.slack.api.messages.filter(({ channel }) => channel === rooms.slack);
  const whispers = () => service.world.slack.api.whispers;

  const teamsPerson = (name: Name) => ({ id: `29:${name}`, name: `Person ${name}`, aadObjectId: name });
  const teamsRoom = { conversation: { ...room(), id: `${rooms.teams};messageid=17` } };
  function room() {
    return { isGroup: true, conversationType: 'channel', tenantId: 'tenant-1', id: rooms.teams };
  }
  const mentionOnTeams = (name: Name, text: string) => {
    const { teams } = service.world;
    return teams.post(teams.activities.channelMessage(text, { ...teamsRoom, from: teamsPerson(name) }));
  };
  const writeOnTeams = (name: Name, text: string) => {
    const { teams } = service.world;
    return teams.post(teams.activities.message(text, { ...teamsRoom, from: teamsPerson(name) }));
  };

  /** What the last message to them says. */
  const reads = (name: Name): string => {
    hand(name).look();
    return JSON.stringify(hand(name).shown() ?? '');
  };

  /** News may come in between: then it is looked for again. */
  const sees = (name: Name, button: string) =>
    eventually(() => hand(name).look().buttons.includes(button), `the button ${button} for ${name}`, 45_000);

  const pressOn = (name: Name, text: string, button: string) =>
    eventually(async () => {
      const { buttons } = await done(hand(name), hand(name).type(text));
      if (!buttons.includes(button)) return undefined;
      await done(hand(name), hand(name).press(button));
      return true;
    }, `the button ${button} for ${name}`);

  test('it meets where its lead says, on both platforms', async () => {
    const { slack } = service.world;
    await mentionOnTeams('SAM', 'hub here');
    expect((await roster()).places).toEqual([]);
    expect((await mentionOnTeams('ANIKA', 'hub here')).status).toBe(200);
    expect((await slack.mention('hub here', { user: 'UANIKA', channel: rooms.slack })).status).toBe(200);
    await eventually(async () => (await roster()).places.length === 2, 'both rooms');
    expect(JSON.stringify(inTeamsRoom())).toContain('never write here');
    expect(JSON.stringify(inSlackRoom())).toContain('never write here');
    // A thread is not where it meets: the channel is.
    expect((await roster()).places.map(({ address }) => address.conversation)).toEqual(Object.values(rooms));
  }, 90_000);

  test('somebody on Slack asks to join, and is let in on Teams', async () => {
    await pressOn('NADIA', 'join hub', say('hub.actions.ask'));
    await sees('ANIKA', say('seat.actions.letIn'));
    await done(hand('ANIKA'), hand('ANIKA').press(say('seat.actions.letIn')));
    expect(await seatOf('NADIA')).toMatchObject({ role: 'member', agency: 'county-police' });
    await eventually(() => reads('NADIA').includes('You have a seat'), 'that she is told', 45_000);
  }, 90_000);

  test('two who ask in the same instant, of two instances, are both asked about and both let in', async () => {
    for (const name of ['LEE', 'TOM'] as const) await done(hand(name), hand(name).type('hub'));
    const second = await service.another();
    try {
      const [lee, tom] = [hand('LEE'), hand('TOM')];
      const first = lee.press(say('hub.actions.ask'));
      service.world.slack.connect(second.url);
      await Promise.all([done(lee, first), done(tom, tom.press(say('hub.actions.ask')))]);
    } finally {
      service.world.aim(service.bot().url);
      await second.stop();
    }
    expect((await roster()).asking.map(({ person }) => person).sort()).toEqual(['p-lee', 'p-tom']);
    const { items } = await service.store.list(hub, { term: 'type:seat', kinds: ['record'], limit: 20 });
    const open = items.filter(({ body }) => (body as { status: string }).status === 'asked');
    expect(open).toHaveLength(2);
    for (const { id } of open) await pressOn('ANIKA', id, say('seat.actions.letIn'));
    expect([(await seatOf('LEE'))?.role, (await seatOf('TOM'))?.role]).toEqual(['member', 'member']);
    expect((await roster()).asking).toEqual([]);
  }, 90_000);

  test('an enquiry stands in both rooms, at the top of the one that can; a press there is answered in private', async () => {
    const { slack, teams } = service.world;
    const seeded = {
      store: service.store,
      policy: samplePolicy,
      clock: () => new Date(),
      outbox: async () => 0,
    };
    const ref = await openEnquiry(seeded as unknown as House, { agencies: ['county-police', council] });
    const onSlack = await eventually(
      () => inSlackRoom().find(({ blocks }) => JSON.stringify(blocks).includes(ref)),
      'the card on Slack',
      45_000,
    );
    const onTeams = await eventually(
      () => inTeamsRoom().find((card) => JSON.stringify(card).includes(ref)),
      'the card on Teams',
      45_000,
    );
    await eventually(() => slack.api.pins.has(`${rooms.slack}/${onSlack.ts}`), 'that it is pinned', 45_000);
    const answer = say('enquiry.actions.answer');
    const before = inSlackRoom().length;
    const pressed = slack.pressIn(onSlack, answer, {}, { user: 'UNADIA', channel: rooms.slack });
    expect((await slack.sendPayload(pressed)).status).toBe(200);
    const view = slack.lastView();
    expect(buttonNamed(view.blocks, say('enquiry.answer.questions.state.options.nothing'))).toBeDefined();
    const chosen = slack.pressInView(
      view,
      say('enquiry.answer.questions.state.options.nothing'),
      {},
      {
        user: 'UNADIA',
      },
    );
    expect((await slack.sendPayload(chosen)).status).toBe(200);
    await eventually(
      () => JSON.stringify(inSlackRoom()).includes('1 of 2'),
      'the answer on the card',
      45_000,
    );
    expect(inSlackRoom()).toHaveLength(before);
    const action = actionsIn(onTeams).find(({ title }) => title === answer);
    const posted = await teams.post(
      teams.activities.execute(action?.data ?? {}, { ...teamsRoom, from: teamsPerson('SAM') }),
    );
    // Sam has no seat: it is said to him alone, and the card stays as it is.
    expect(posted.body).toMatchObject({ type: 'application/vnd.microsoft.activity.message' });
    const asked = await teams.post(
      teams.activities.execute(action?.data ?? {}, { ...teamsRoom, from: teamsPerson('ANIKA') }),
    );
    expect(asked.body).toMatchObject({ type: 'application/vnd.microsoft.activity.message' });
    await sees('ANIKA', say('enquiry.answer.questions.state.options.nothing'));
  }, 120_000);

  test('what may tell who somebody is, written there, is told to its author alone', async () => {
    const { slack, teams } = service.world;
    const cards = inTeamsRoom().length;
    await slack.say(telling, { user: 'UNADIA', channel: rooms.slack });
    expect(whispers().at(-1)).toMatchObject({ channel: rooms.slack, to: 'UNADIA' });
    expect(JSON.stringify(whispers().at(-1))).toContain('Delete it now');
    const quiet = whispers().length;
    await slack.say(telling, { user: 'UNADIA', channel: 'COTHER' });
    await slack.say('See you at three', { user: 'UNADIA', channel: rooms.slack });
    expect(whispers()).toHaveLength(quiet);
    await writeOnTeams('SAM', telling);
    await eventually(() => reads('SAM').includes('Delete it now'), 'the word to Sam', 45_000);
    expect(inTeamsRoom()).toHaveLength(cards);
    // Of what was written nothing is left, here or on the way.
    for (const sent of [...teams.connector.calls, ...slack.api.calls])
      expect(JSON.stringify(sent)).not.toMatch(/Jane|900123/);
  }, 90_000);

  test('a guest is invited by name, says yes, and sees what they were invited to', async () => {
    const anika = hand('ANIKA');
    await pressOn('ANIKA', 'hub', say('hub.actions.invite'));
    const until = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
    await done(anika, anika.press(say('engine.next'), { agency: 'lantern-voluntary', name: 'person joy' }));
    await done(
      anika,
      anika.press(say('engine.next'), { reason: 'They know the family', until, enquiries: 'S-7K3M-NB' }),
    );
    await done(anika, anika.press(say('engine.confirm')));
    expect(await seatOf('JOY')).toBeUndefined();
    await sees('JOY', say('seat.actions.accept'));
    await done(hand('JOY'), hand('JOY').press(say('seat.actions.accept')));
    expect(await seatOf('JOY')).toMatchObject({ role: 'guest', until });
    await done(hand('JOY'), hand('JOY').type('board'));
    expect(reads('JOY')).toContain('S-7K3M-NB');
  }, 90_000);

  test('whoever leaves the register has no seat, and a press of theirs does nothing', async () => {
    const { slack } = service.world;
    const nadia = people.find(({ id }) => id === 'p-nadia');
    if (!nadia) throw new Error('nobody');
    await enrol(service.store, { ...nadia, left: true }, new Date().toISOString());
    const [card] = inSlackRoom().filter(({ blocks }) => JSON.stringify(blocks).includes('S-7K3M-NB'));
    if (!card) throw new Error('no card');
    const views = slack.api.views.size;
    const pressed = slack.pressIn(
      card,
      say('enquiry.actions.answer'),
      {},
      { user: 'UNADIA', channel: rooms.slack },
    );
    expect((await slack.sendPayload(pressed)).status).toBe(200);
    expect(slack.api.views.size).toBe(views);
    await eventually(async () => (await seatOf('NADIA')) === undefined, 'that her seat is gone', 45_000);
    // That somebody has left is news too, and names them: what counts is the hub's own card.
    await eventually(async () => {
      await done(hand('ANIKA'), hand('ANIKA').type('hub'));
      return hand('ANIKA').look().buttons.includes(say('hub.actions.invite'));
    }, 'the card of the hub');
    expect(reads('ANIKA')).not.toContain('Person NADIA');
  }, 90_000);
});
