import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type House, openHouse } from '../support/house.ts';
import { fuzzing, rubbish, spoiledOf } from '../support/mutations.ts';
import { startTeamsBot, type TeamsBot } from '../support/teams-bot.ts';
import { startTeamsPeer, type TeamsPeer } from '../support/teams-peer.ts';

/** Whatever arrives with a genuine token is answered, soon, and without a fault of ours: the whole core stands behind it. */

let peer: TeamsPeer;
let bot: TeamsBot;
let house: House;
beforeAll(async () => {
  peer = await startTeamsPeer();
  house = await openHouse();
  bot = await startTeamsBot({
    config: peer.config(),
    answer: ({ id, act, place, redelivered }) =>
      house
        .as('teams', 'sam')
        .act(act, { id, shared: place.kind === 'shared', ...(redelivered ? { redelivered } : {}) }),
  });
  peer.aim(bot.url);
});
afterAll(async () => {
  await bot?.stop();
  await peer?.stop();
  await house?.close();
});

const samples = (): unknown[] => {
  const { activities } = peer;
  const press = { do: 'answer', dialog: 'urgent', ref: '7K3M-Q2', page: 'now', seq: 1 };
  return [
    activities.message('urgent'),
    activities.channelMessage('help'),
    activities.execute({ press, risk: 'typed' }),
    activities.execute({ press: { do: 'command', word: 'decide' } }),
    activities.submit({ press, risk: 'typed' }),
    activities.installed(),
    activities.joined([activities.bot]),
    activities.check('<p>About somebody</p>'),
    activities.report({}),
    activities.askHub('What do you hold?'),
    activities.dialogSubmit({ press }),
  ];
};

const send = async (body: string | Buffer, more: Record<string, string> = {}) => {
  const authorization = peer.sign(peer.activities.message('x'));
  const headers = { 'content-type': 'application/json', authorization, ...more };
  const begun = performance.now();
  const answer = await fetch(`${bot.url}/api/messages`, { method: 'POST', headers, body });
  const text = await answer.text();
  const inside = /"statusCode":(\d+)/.exec(text)?.[1];
  return { status: answer.status, inside: Number(inside ?? 0), ms: performance.now() - begun };
};

const faults = () =>
  [...bot.logged, ...house.events].filter(
    ({ event, fields }) =>
      event === 'teams.turn-failed' ||
      (event === 'http.failed' && (fields as { status?: number }).status === 500) ||
      (event === 'turn.failed' && (fields as { code?: string }).code === 'fault'),
  );

const isFine = async (body: string | Buffer, more?: Record<string, string>): Promise<void> => {
  const { status, inside, ms } = await send(body, more);
  const found = faults();
  bot.logged.length = 0;
  house.events.length = 0;
  expect(found).toEqual([]);
  expect(status).toBeLessThan(500);
  expect(inside === 0 || inside < 500 || inside === 501).toBe(true);
  expect(ms).toBeLessThan(5_000);
};

describe('whatever Teams may send', () => {
  it('spoiled in some places, is answered without a fault', async () => {
    await fc.assert(
      fc.asyncProperty(spoiledOf(samples()), (body) => isFine(body)),
      fuzzing,
    );
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  }, 120_000);

  it('that is no JSON, or no text, is refused', async () => {
    const one = fc.asyncProperty(rubbish, async (body) => {
      await isFine(body);
      expect((await send(body)).status).toBe(400);
    });
    await fc.assert(one, { ...fuzzing, numRuns: fuzzing.numRuns / 4 });
  }, 60_000);

  it.each([
    { 'content-type': 'text/plain' },
    { 'content-type': 'application/json; charset=utf-16' },
    { 'content-encoding': 'gzip' },
    { 'transfer-encoding-odd': 'x' },
  ])('with odd headers is answered without a fault: %o', (headers) =>
    isFine(JSON.stringify(peer.activities.message('help')), headers as unknown as Record<string, string>),
  );

  it('leaves a service that goes on as before', async () => {
    await peer.post(peer.activities.message('help'));
    expect(faults()).toEqual([]);
    expect(peer.lastCard()).toBeDefined();
  });
});
