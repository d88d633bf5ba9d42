import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Turn } from '../../bot/core/turn.ts';
import { message, page, type SlackApp, startSlackApp } from '../support/slack-app.ts';
import { type SlackPeer, startSlackPeer } from '../support/slack-peer.ts';

/** Somebody from another workspace, in a channel that is shared with theirs. */

describe('somebody from another workspace', () => {
  let peer: SlackPeer;
  let app: SlackApp;
  let asked: Turn[];
  let admitted: boolean;

  const start = async (allowedTeams: string[] = []) => {
    asked = [];
    admitted = true;
    peer = await startSlackPeer();
    app = await startSlackApp(peer, {
      config: { allowedTeams },
      admits: async (turn) => {
        asked.push(turn);
        return admitted;
      },
    });
  };
  beforeEach(() => start());
  afterEach(async () => {
    await app.close();
    await peer.close();
  });

  const them = { user: 'U9', team: 'T9' };

  /** A card of ours in the channel, and their press on it. Slack names our workspace, or theirs. */
  const press = async (named = 'T1') => {
    app.answers(message('Board'));
    await peer.mention('board');
    const pressed = peer.pressIn(peer.lastMessage(), 'Help', {}, { ...them, channel: 'C1' });
    return { ...pressed, team: { id: named } };
  };

  it.each(['T1', 'T9'])('acts as who they are at home, where they may: Slack names %s', async (named) => {
    const pressed = await press(named);
    app.answers(message('For you', { audience: 'person' }));
    await peer.sendPayload(pressed);
    expect(asked).toMatchObject([
      {
        actor: { tenant: 'T9', user: 'U9' },
        place: { kind: 'shared', address: { tenant: 'T1', conversation: 'C1' } },
      },
    ]);
    expect(app.turns).toHaveLength(2);
    // We have no conversation with them: they read it where they are.
    expect(peer.api.whispers).toMatchObject([{ channel: 'C1', to: 'U9', text: 'Sharewell: For you' }]);
  });

  it('is asked in a modal, and hands in what they wrote there', async () => {
    const pressed = await press();
    app.answers(page('Question', { audience: 'person' }));
    await peer.sendPayload(pressed);
    app.answers(message('Kept', { audience: 'person', how: 'replace' }));
    const view = { ...peer.lastView(), app_installed_team_id: 'T1' };
    const answer = await peer.sendPayload(peer.submission(view, { name: 'x' }, them));
    expect(answer.json).toMatchObject({ response_action: 'update' });
    expect(app.turns.at(-1)).toMatchObject({
      actor: { tenant: 'T9', user: 'U9' },
      place: { kind: 'personal' },
    });
  });

  it('is told to go home where they may not', async () => {
    const pressed = await press();
    admitted = false;
    await peer.sendPayload(pressed);
    expect(app.turns).toHaveLength(1);
    expect(peer.api.responses).toHaveLength(1);
  });

  it('is told to go home where their workspace is not one that is served, whoever they are', async () => {
    await app.close();
    await peer.close();
    await start(['T1']);
    await peer.sendPayload(await press());
    expect([asked, app.turns.length]).toEqual([[], 1]);
    expect(peer.api.responses).toHaveLength(1);
  });
});
