import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parseActivity } from '../../bot/teams/parse.ts';
import { teamsActivities } from '../support/teams-activities.ts';
import { reply, startTeamsBot, type TeamsBot, titleOf } from '../support/teams-bot.ts';
import { cardIn, startTeamsPeer, type TeamsPeer } from '../support/teams-peer.ts';

/** What people write to each other in a channel, and people of several organisations in one. */

const telling = 'She is Jane Example, born 03/02/2011, phone 07700 900123';
const make = teamsActivities({ serviceUrl: 'https://smba.example/', appId: 'app', tenantId: 'tenant-1' });
const written = (text: string, over = {}) => make.message(text, { ...make.inChannel, ...over });

describe('what people write in a channel', () => {
  it.each([
    ['a message', written(telling)],
    ['with marks of Teams in it', written(`<p>${telling.replace(' born', '&nbsp;born')}</p>`)],
    ['one that was changed', written(telling, { type: 'messageUpdate' })],
    [
      'one that mentions somebody else',
      written(telling, { entities: [{ type: 'mention', mentioned: { id: '29:2' }, text: '<at>Al</at>' }] }),
    ],
  ])('is heard where it may tell who somebody is: %s', (_, activity) => {
    const turn = parseActivity(activity);
    expect(turn?.act).toEqual({ kind: 'overheard', kinds: ['date-of-birth', 'phone', 'name'] });
    expect(JSON.stringify(turn?.act)).not.toContain('Jane');
  });

  it.each([
    ['nothing in it', written('Shall we meet at three?')],
    ['a name alone', written('Ask Sam Okoro')],
    ['no text', written('')],
    ['it is a bot’s', written(telling, { from: { ...make.bot, role: 'bot' } })],
    [
      'a bot changes its own',
      written(telling, { type: 'messageUpdate', from: { ...make.bot, role: 'bot' } }),
    ],
    ['it is changed in a chat of two', make.message(telling, { type: 'messageUpdate' })],
  ])('is as if it had never come where there is %s', (_, activity) => {
    expect(parseActivity(activity)).toBeUndefined();
  });

  it('is a question to us where it mentions us', () => {
    expect(parseActivity(make.channelMessage(telling))?.act).toMatchObject({ kind: 'typed' });
  });
});

describe('people of several organisations in one channel', () => {
  const from = { ...make.person, tenantId: 'tenant-2' };

  it('are each known by their own, and the channel by its own', () => {
    const turn = parseActivity(make.channelMessage('board', { from }));
    expect(turn?.actor.tenant).toBe('tenant-2');
    expect(turn?.place.address.tenant).toBe('tenant-1');
    expect(parseActivity(make.message('board', { from }))?.place.address.tenant).toBe('tenant-2');
  });
});

describe('over HTTP', () => {
  let peer: TeamsPeer;
  let bot: TeamsBot;
  beforeAll(async () => {
    peer = await startTeamsPeer();
    bot = await startTeamsBot({ config: { ...peer.config(), tenants: ['tenant-2'] } });
    peer.aim(bot.url);
  });
  beforeEach(() => {
    bot.reset();
    peer.connector.calls.length = 0;
    peer.connector.heal();
  });
  afterAll(async () => {
    await bot.stop();
    await peer.stop();
  });
  const inChannel = (text: string, over = {}) =>
    peer.activities.message(text, { ...peer.activities.inChannel, ...over });

  it('tells its author alone, and the channel nothing', async () => {
    bot.setAnswer(() => [reply('careful', { audience: 'person' })]);
    expect((await peer.post(inChannel(telling))).status).toBe(200);
    const sent = peer.connector.calls.filter(({ kind }) => kind !== 'open');
    expect(sent.map(({ body }) => titleOf(cardIn(body)))).toEqual(['careful']);
    expect(sent[0]?.conversation).not.toMatch(/^19:/);
  });

  it('costs nothing where nothing is in it', async () => {
    await peer.post(inChannel('See you there'));
    expect([bot.turns, peer.connector.calls]).toEqual([[], []]);
  });

  it.each([
    ['tenant-2', 200],
    ['tenant-3', 403],
  ])('looks at the organisation of whoever presses: %s', async (tenantId, status) => {
    const press = { do: 'open', ref: 'S-7K3M-NB' };
    const from = { ...peer.activities.person, tenantId };
    const posted = await peer.post(
      peer.activities.execute({ press }, { ...peer.activities.inChannel, from }),
    );
    expect(posted.status).toBe(status);
    expect(bot.turns.map(({ actor }) => actor.tenant)).toEqual(status === 200 ? [tenantId] : []);
  });
});
