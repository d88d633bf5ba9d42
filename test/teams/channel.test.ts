import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Reply } from '../../bot/core/reply.ts';
import { reply, startTeamsBot, type TeamsBot, titleOf } from '../support/teams-bot.ts';
import { cardIn, startTeamsPeer, type TeamsPeer } from '../support/teams-peer.ts';
import { createManualTimer, until } from '../support/teams-timer.ts';

let peer: TeamsPeer;
let bot: TeamsBot;

beforeAll(async () => {
  peer = await startTeamsPeer();
  bot = await startTeamsBot({ config: peer.config() });
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

const press = { do: 'answer', ref: 'draft-1', seq: 1 } as const;
const answerWith = (...replies: Reply[]) => bot.setAnswer(() => replies);
/** What the bot did, in short: kind, conversation, message, title of the card. */
const did = () =>
  peer.connector.calls.map(({ kind, conversation, id, body }) => [
    kind,
    conversation,
    id,
    titleOf(cardIn(body)),
  ]);
const invoked = { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive' };
const line = (value: string) => ({
  statusCode: 200,
  type: 'application/vnd.microsoft.activity.message',
  value,
});

describe('messages', () => {
  it('are answered in the conversation, in order, before the HTTP answer', async () => {
    answerWith(reply('one'), reply('two'));
    const activity = peer.activities.message('help');
    expect((await peer.post(activity)).status).toBe(200);
    expect(did()).toEqual([
      ['reply', 'a:personal-ann', activity.id, 'one'],
      ['reply', 'a:personal-ann', activity.id, 'two'],
    ]);
    expect(peer.connector.calls[0]).toMatchObject({
      authorization: 'Bearer bot-token-1',
      body: {
        type: 'message',
        summary: 'summary of one',
        from: peer.activities.bot,
        recipient: { id: peer.activities.person.id },
        replyToId: activity.id,
      },
    });
    expect(bot.turns).toMatchObject([{ act: { kind: 'typed', text: 'help' } }]);
  });

  it('of a channel are answered in their thread', async () => {
    answerWith(reply('one'));
    await peer.post(peer.activities.channelMessage('help'));
    expect(did()).toEqual([
      ['reply', '19:team@thread.tacv2;messageid=1690000000000', expect.any(String), 'one'],
    ]);
  });

  it('that mean nothing are taken without a turn', async () => {
    expect((await peer.post(peer.activities.base({ type: 'messageReaction' }))).status).toBe(200);
    expect(bot.turns).toEqual([]);
  });

  it('buffer their replies where the sender expects them in the HTTP answer', async () => {
    answerWith(reply('one'));
    const posted = await peer.post(peer.activities.message('help', { deliveryMode: 'expectReplies' }));
    expect(posted.body).toMatchObject({ activities: [{ summary: 'summary of one' }] });
    expect(did()).toEqual([]);
  });

  it('give 500 when the core fails, so that Teams delivers again', async () => {
    bot.setAnswer(() => Promise.reject(new Error('broken')));
    expect((await peer.post(peer.activities.message('help'))).status).toBe(500);
    expect(bot.logged).toEqual([
      { event: 'http.failed', fields: { route: '/api/messages', status: 500, code: 'Error' } },
    ]);
  });

  it('use a fresh token when Teams no longer takes the old one', async () => {
    answerWith(reply('one'));
    peer.connector.fail({ status: 401, times: 1 });
    expect((await peer.post(peer.activities.message('help'))).status).toBe(200);
    const [first, second] = peer.connector.calls.map(({ authorization }) => authorization);
    expect(second).not.toBe(first);
    expect(peer.connector.done('reply')).toHaveLength(1);
  });
});

describe('a pressed Action.Execute', () => {
  it('is answered with the card, and the stored message is rewritten afterwards', async () => {
    answerWith(reply('next page', { how: 'replace' }), reply('more'));
    const posted = await peer.post(peer.activities.execute({ press, who: 'x' }));
    expect(posted).toMatchObject({ status: 200, body: invoked });
    expect(titleOf(peer.lastAnswerCard())).toBe('next page');
    await until(() => peer.connector.calls.length === 2);
    expect(did()).toContainEqual(['update', 'a:personal-ann', '1690000000001', 'next page']);
    expect(did()).toContainEqual(['reply', 'a:personal-ann', expect.any(String), 'more']);
    expect(bot.turns).toMatchObject([{ act: { kind: 'pressed', press, answers: { who: 'x' } } }]);
  });

  it('that opens something new leaves its card and says so in a line', async () => {
    answerWith(reply('new card'));
    const posted = await peer.post(peer.activities.execute({ press }));
    expect(posted).toEqual({ status: 200, body: line('summary of new card') });
    expect(did()).toEqual([['reply', 'a:personal-ann', expect.any(String), 'new card']]);
  });

  it('of an unknown kind still reaches the core', async () => {
    answerWith(reply('where things stand', { how: 'replace' }));
    await peer.post(peer.activities.execute({ press: { do: 'explode' } }));
    expect(bot.turns).toMatchObject([{ act: { kind: 'unknown-press' } }]);
  });

  it('is answered with 200 and the fault in the body when the core fails', async () => {
    bot.setAnswer(() => Promise.reject(new Error('broken')));
    const posted = await peer.post(peer.activities.execute({ press }));
    expect(posted).toMatchObject({ status: 200, body: { statusCode: 500 } });
    expect(JSON.stringify(posted.body)).not.toContain('broken');
    expect(bot.logged).toEqual([{ event: 'teams.turn-failed', fields: { kind: 'Error' } }]);
  });

  it('is answered even when nothing is said, and an invoke of another kind is declined in the body', async () => {
    answerWith();
    expect((await peer.post(peer.activities.execute({ press }))).body).toEqual(line(''));
    const other = peer.activities.base({ type: 'invoke', name: 'task/fetch', value: {} });
    expect(await peer.post(other)).toMatchObject({ status: 200, body: { statusCode: 501 } });
  });

  it('keeps its answer when the stored message cannot be rewritten', async () => {
    answerWith(reply('next page', { how: 'replace' }));
    peer.connector.fail({ status: 404 });
    expect(await peer.post(peer.activities.execute({ press }))).toMatchObject({ status: 200, body: invoked });
    await until(() => bot.logged.length > 0);
    expect(bot.logged).toEqual([{ event: 'teams.rewrite-failed', fields: { code: 'refused' } }]);
  });

  it('pressed often rewrites the stored message once more, with the latest card', async () => {
    peer.connector.fail({ how: 'hang', kind: 'update', times: 1 });
    for (const title of ['one', 'two', 'three', 'four']) {
      answerWith(reply(title, { how: 'replace' }));
      await peer.post(peer.activities.execute({ press }));
    }
    expect(did()).toHaveLength(1);
    peer.connector.release();
    await until(() => peer.connector.calls.length === 2);
    await bot.channel.send(
      { channel: 'teams', tenant: 'tenant-1', conversation: 'a:x', serviceUrl: peer.connector.url() },
      reply('end'),
    );
    expect(did().map(([kind, , , title]) => [kind, title])).toEqual([
      ['update', 'one'],
      ['update', 'four'],
      ['send', 'end'],
    ]);
  });
});

describe('a pressed Action.Submit', () => {
  it('rewrites the pressed card and posts the rest', async () => {
    answerWith(reply('page', { how: 'replace' }), reply('second', { how: 'replace' }), reply('third'));
    await peer.post(peer.activities.submit({ press, who: 'x' }));
    expect(did().map(([kind, , , title]) => [kind, title])).toEqual([
      ['update', 'page'],
      ['reply', 'second'],
      ['reply', 'third'],
    ]);
  });

  it('posts the card where the pressed one is gone', async () => {
    answerWith(reply('page', { how: 'replace' }));
    peer.connector.fail({ status: 404, kind: 'update' });
    await peer.post(peer.activities.submit({ press }));
    expect(did().map(([kind, , , title]) => [kind, title])).toEqual([
      ['update', 'page'],
      ['reply', 'page'],
    ]);
  });
});

describe('a shared place', () => {
  const inChannel = () => peer.activities.inChannel;
  const secret = () => reply('about one person', { audience: 'person', how: 'replace' });
  const thread = '19:team@thread.tacv2;messageid=1690000000000';
  const from = (id: string) => ({ from: { id: `29:${id}`, aadObjectId: id } });

  it('gets a pointer while the answer goes to the person’s own chat', async () => {
    answerWith(secret());
    await peer.post(peer.activities.channelMessage('register', from('p1')));
    expect(did().map(([kind, conversation, , title]) => [kind, conversation, title])).toEqual([
      ['open', '', undefined],
      ['send', expect.stringMatching(/^a:private/), 'about one person'],
      ['reply', thread, 'pointer'],
    ]);
    expect(peer.connector.calls[0]?.body).toMatchObject({
      isGroup: false,
      members: [{ id: '29:p1' }],
      bot: { id: `28:${peer.appId}` },
      tenantId: 'tenant-1',
      channelData: { tenant: { id: 'tenant-1' } },
    });
    expect(bot.opened).toEqual([
      {
        channel: 'teams',
        tenant: 'tenant-1',
        user: 'p1',
        conversation: expect.stringMatching(/^a:private/),
        serviceUrl: peer.connector.url(),
      },
    ]);
  });

  it('opens each person’s chat once, and uses the one they wrote in', async () => {
    answerWith(secret());
    await peer.post(peer.activities.channelMessage('register', from('p2')));
    await peer.post(peer.activities.channelMessage('register', from('p2')));
    expect(peer.connector.done('open')).toHaveLength(1);

    answerWith(reply('hello'));
    const conversation = { id: 'a:own-chat', conversationType: 'personal', tenantId: 'tenant-1' };
    await peer.post(peer.activities.message('hi', { ...from('p3'), conversation }));
    answerWith(secret());
    await peer.post(peer.activities.channelMessage('register', from('p3')));
    expect(peer.connector.done('open')).toHaveLength(1);
    expect(did()).toContainEqual(['send', 'a:own-chat', '', 'about one person']);
  });

  it('opens a new chat when the known one is gone', async () => {
    answerWith(secret());
    await peer.post(peer.activities.channelMessage('register', from('p4')));
    peer.connector.fail({ status: 404, kind: 'send', times: 1 });
    await peer.post(peer.activities.channelMessage('register', from('p4')));
    expect(peer.connector.done('open')).toHaveLength(2);
    expect(peer.connector.done('send')).toHaveLength(2);
  });

  it.each([403, 500])(
    'is told that the person could not be reached (%i), and nothing else',
    async (status) => {
      answerWith(secret(), secret());
      peer.connector.fail({ status, kind: 'open' });
      await peer.post(peer.activities.channelMessage('register', from(`p-${status}`)));
      expect(peer.connector.done('reply', 'send', 'update').map(({ body }) => titleOf(cardIn(body)))).toEqual(
        ['unreachable'],
      );
    },
  );

  it('shows a pressed button’s private answer to nobody: a line for the person, the card untouched', async () => {
    answerWith(secret());
    const posted = await peer.post(peer.activities.execute({ press }, { ...inChannel(), ...from('p5') }));
    expect(posted.body).toEqual(line('summary of pointer'));
    expect(peer.connector.done('update')).toEqual([]);
    for (const call of peer.connector.done('send', 'reply')) {
      expect(call.conversation).toMatch(/^a:private/);
    }
    expect(peer.connector.done('send')).toHaveLength(1);
  });

  it('gets its part of a mixed answer, the person theirs, whichever comes first', async () => {
    answerWith(secret(), reply('for all', { how: 'replace' }));
    const posted = await peer.post(peer.activities.execute({ press }, { ...inChannel(), ...from('p6') }));
    expect(titleOf(cardIn(posted.body))).toBe('for all');
    await until(() => peer.connector.done('send', 'reply', 'update').length === 3);
    const shown = peer.connector
      .done('send', 'reply', 'update')
      .map(({ conversation, body }) => [conversation.slice(0, 2), titleOf(cardIn(body))]);
    expect(shown.toSorted()).toEqual([
      ['19', 'for all'],
      ['19', 'pointer'],
      ['a:', 'about one person'],
    ]);
  });

  it('never gets a private answer to a pressed Action.Submit', async () => {
    answerWith(secret());
    await peer.post(peer.activities.submit({ press }, { ...inChannel(), ...from('p7') }));
    const shared = peer.connector.calls.filter(({ conversation }) => conversation.startsWith('19:'));
    expect(shared.map(({ body }) => titleOf(cardIn(body)))).toEqual(['pointer']);
  });
});

describe('check before sharing', () => {
  it('answers in a dialog that only the person sees, also with what is private', async () => {
    answerWith(reply('spotted', { audience: 'person' }), reply('more', { audience: 'person' }));
    const posted = await peer.post(peer.activities.check('<p>Call 01632 960001</p>'));
    expect(posted).toMatchObject({ status: 200, body: { task: { type: 'continue' } } });
    expect(titleOf(cardIn(posted.body))).toBe('spotted');
    expect(bot.turns).toMatchObject([
      { place: { kind: 'shared' }, act: { kind: 'checked', text: 'Call 01632 960001' } },
    ]);
    await until(() => peer.connector.done('send').length === 1);
    expect(peer.connector.done('send')[0]?.conversation).not.toContain('19:');
  });

  it('takes buttons pressed in the dialog, and closes it when there is nothing to show', async () => {
    answerWith(reply('next'));
    expect(titleOf(cardIn((await peer.post(peer.activities.dialogSubmit({ press, a: '1' }))).body))).toBe(
      'next',
    );
    expect(bot.turns).toMatchObject([{ act: { kind: 'pressed', answers: { a: '1' } } }]);
    answerWith();
    expect((await peer.post(peer.activities.dialogSubmit({ press }))).body).toEqual({});
  });
});

describe('requests that cannot be read', () => {
  const post = (body: string) =>
    peer.postRaw(body, {
      'content-type': 'application/json',
      authorization: peer.sign({ serviceUrl: peer.connector.url() }),
    });
  it.each([
    ['no JSON', '{"type":'],
    ['nothing', ''],
    ['a list', '[]'],
    ['a type that is no string', '{"type":5}'],
    ['no type', '{}'],
    ['null', 'null'],
  ])('%s gives 400 and no turn', async (_name, body) => {
    expect((await post(body)).status).toBe(400);
    expect(bot.turns).toEqual([]);
  });

  it('a genuine activity without a sender gives 400', async () => {
    expect((await peer.post(peer.activities.message('hi', { from: undefined }))).status).toBe(400);
  });

  it('another method gives 405, and 5 MB give 413', async () => {
    expect((await fetch(`${bot.url}/api/messages`)).status).toBe(405);
    expect((await post('x'.repeat(5 * 1024 * 1024))).status).toBe(413);
  });
});

describe('a reply that Teams does not take at first', () => {
  it('is sent again after the wait that Teams asks for, without holding up the HTTP answer', async () => {
    const clock = createManualTimer();
    const patient = await startTeamsBot({ config: peer.config(), timer: clock.timer });
    peer.aim(patient.url);
    peer.connector.fail({ status: 429, retryAfter: '7', times: 2 });
    expect((await peer.post(peer.activities.message('help'))).status).toBe(200);
    expect(peer.connector.done('reply')).toHaveLength(0);
    clock.advance(6999);
    expect(peer.connector.calls).toHaveLength(1);
    clock.advance(1);
    await until(() => clock.waiting(14_000) > 0);
    clock.advance(14_000);
    await until(() => peer.connector.done('reply').length === 1);
    peer.aim(bot.url);
    await patient.stop();
  });

  it('is given up after some tries, with one line in the log', async () => {
    const clock = createManualTimer();
    const patient = await startTeamsBot({ config: peer.config(), timer: clock.timer });
    peer.aim(patient.url);
    peer.connector.fail({ status: 500 });
    await peer.post(peer.activities.message('help'));
    for (const ms of [1000, 2000, 4000]) {
      await until(() => clock.waiting(ms) > 0);
      clock.advance(ms);
    }
    await until(() => patient.logged.length > 0);
    expect(peer.connector.calls).toHaveLength(4);
    expect(patient.logged).toEqual([{ event: 'teams.reply-failed', fields: { code: 'failed' } }]);
    peer.aim(bot.url);
    await patient.stop();
  });

  it('is tried once more, without the wait, when the bot stops', async () => {
    const clock = createManualTimer();
    const leaving = await startTeamsBot({ config: peer.config(), timer: clock.timer });
    peer.aim(leaving.url);
    peer.connector.fail({ status: 503, times: 1 });
    await peer.post(peer.activities.message('help'));
    await until(() => clock.waiting(1000) > 0);
    peer.aim(bot.url);
    await leaving.stop();
    expect(peer.connector.done('reply')).toHaveLength(1);
  });
});
