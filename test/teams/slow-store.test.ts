import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Reply } from '../../bot/core/reply.ts';
import { reply, startTeamsBot, type TeamsBot, titleOf } from '../support/teams-bot.ts';
import { cardIn, startTeamsPeer, type TeamsPeer } from '../support/teams-peer.ts';
import { createManualTimer, type ManualTimer, until } from '../support/teams-timer.ts';

const patienceMs = 2500;
const press = { do: 'confirm', ref: 'draft-1', seq: 4 };

let peer: TeamsPeer;
let bot: TeamsBot;
let clock: ManualTimer;
/** Ends the core's work on the last turn. */
let finish: (replies: Reply[] | Error) => void;

beforeAll(async () => {
  peer = await startTeamsPeer();
  clock = createManualTimer();
  bot = await startTeamsBot({ config: { ...peer.config(), patienceMs }, timer: clock.timer });
  peer.aim(bot.url);
});
beforeEach(() => {
  bot.reset();
  peer.connector.calls.length = 0;
  peer.connector.heal();
  bot.setAnswer(
    () =>
      new Promise((resolve, reject) => {
        finish = (result) => (result instanceof Error ? reject(result) : resolve(result));
      }),
  );
});
afterAll(async () => {
  await bot.stop();
  await peer.stop();
});

const patienceEnds = async () => {
  await until(() => clock.waiting(patienceMs) === 1);
  clock.advance(patienceMs);
};
const shown = () => peer.connector.calls.map(({ kind, id, body }) => [kind, id, titleOf(cardIn(body))]);

describe('while the store is slow', () => {
  it('a press is answered with "still saving", and the outcome takes the card’s place', async () => {
    const posted = peer.post(peer.activities.execute({ press }));
    await patienceEnds();
    expect(titleOf(cardIn((await posted).body))).toBe('saving');
    expect(shown()).toEqual([]);
    finish([reply('recorded', { how: 'replace' }), reply('next')]);
    await until(() => peer.connector.calls.length === 2);
    expect(shown()).toEqual([
      ['update', '1690000000001', 'recorded'],
      ['reply', expect.any(String), 'next'],
    ]);
  });

  it('a press in a shared place gets a line, and its private outcome still goes to the person', async () => {
    const place = { ...peer.activities.inChannel, from: { id: '29:p8' } };
    const posted = peer.post(peer.activities.execute({ press }, place));
    await patienceEnds();
    expect((await posted).body).toMatchObject({ value: 'summary of saving' });
    finish([reply('about one person', { how: 'replace', audience: 'person' })]);
    await until(() => peer.connector.calls.length === 3);
    expect(shown().map(([kind, , title]) => [kind, title])).toEqual([
      ['open', undefined],
      ['send', 'about one person'],
      ['reply', 'pointer'],
    ]);
  });

  it('a message is told so, answered over HTTP only when it is kept, and the outcome takes that message’s place', async () => {
    let answered = false;
    const posted = peer.post(peer.activities.message('urgent')).finally(() => {
      answered = true;
    });
    await patienceEnds();
    await until(() => peer.connector.done('reply').length === 1);
    expect(shown()).toMatchObject([['reply', expect.any(String), 'saving']]);
    expect(answered).toBe(false);
    finish([reply('recorded')]);
    expect((await posted).status).toBe(200);
    expect(shown()[1]).toEqual(['update', expect.stringMatching(/^m-/), 'recorded']);
  });

  it('a message in a shared place whose outcome is private keeps only the pointer', async () => {
    const posted = peer.post(peer.activities.channelMessage('register', { from: { id: '29:p9' } }));
    await patienceEnds();
    await until(() => peer.connector.done('reply').length === 1);
    finish([reply('about one person', { audience: 'person' })]);
    await posted;
    expect(shown().map(([kind, , title]) => [kind, title])).toEqual([
      ['reply', 'saving'],
      ['open', undefined],
      ['send', 'about one person'],
      ['update', 'pointer'],
    ]);
  });

  it('the outcome comes even when "still saving" could not be sent', async () => {
    peer.connector.fail({ status: 500, times: 1 });
    const posted = peer.post(peer.activities.message('urgent'));
    await patienceEnds();
    await until(() => peer.connector.calls.length === 1);
    finish([reply('recorded')]);
    expect((await posted).status).toBe(200);
    expect(shown()[1]).toEqual(['reply', expect.any(String), 'recorded']);
  });

  it('a dialog says so, and the outcome goes to the person’s own chat', async () => {
    const posted = peer.post(peer.activities.check('<p>text</p>', { from: { id: '29:p10' } }));
    await patienceEnds();
    expect(titleOf(cardIn((await posted).body))).toBe('saving');
    finish([reply('spotted', { audience: 'person' })]);
    await until(() => peer.connector.done('send').length === 1);
    expect(shown().map(([kind, , title]) => [kind, title])).toEqual([
      ['open', undefined],
      ['send', 'spotted'],
    ]);
  });

  it('a late failure is logged and breaks nothing', async () => {
    const posted = peer.post(peer.activities.execute({ press }));
    await patienceEnds();
    await posted;
    finish(new Error('user text'));
    await until(() => bot.logged.length > 0);
    expect(bot.logged).toEqual([{ event: 'teams.late-failed', fields: { code: 'failed' } }]);
  });

  it('stopping waits for what is late', async () => {
    const second = await startTeamsBot({
      config: { ...peer.config(), patienceMs },
      timer: clock.timer,
      answer: () =>
        new Promise((resolve) => {
          finish = (result) => resolve(result instanceof Error ? [] : result);
        }),
    });
    peer.aim(second.url);
    const posted = peer.post(peer.activities.execute({ press }));
    await patienceEnds();
    await posted;
    peer.aim(bot.url);
    const stopped = second.stop();
    await until(() => clock.waiting(5000) > 0);
    finish([reply('recorded', { how: 'replace' })]);
    await stopped;
    expect(shown()).toEqual([['update', '1690000000001', 'recorded']]);
  });
});
