import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { message, nextPress, page, type SlackApp, startSlackApp } from '../support/slack-app.ts';
import { wordsIn } from '../support/slack-blocks.ts';
import { type SlackPeer, startSlackPeer } from '../support/slack-peer.ts';

let peer: SlackPeer;
let app: SlackApp;

beforeEach(async () => {
  peer = await startSlackPeer();
  app = await startSlackApp(peer);
});
afterEach(async () => {
  await app.close();
  await peer.close();
});

const methods = () => peer.api.calls.map(({ method }) => method).filter((method) => method !== 'auth.test');

describe('in a modal', () => {
  const openWho = async () => {
    app.answers(page('Who', { audience: 'person' }));
    expect((await peer.command('urgent')).status).toBe(200);
    return peer.lastView();
  };

  it('opens for a command whose answer asks something', async () => {
    const view = await openWho();
    expect(view).toMatchObject({
      type: 'modal',
      title: { text: 'Sharewell' },
      submit: { text: 'Next' },
      close: { text: 'Close' },
      private_metadata: JSON.stringify(nextPress),
    });
    expect(methods()).toEqual(['views.open']);
  });

  it('takes the answers, and shows the next card in the same place', async () => {
    await openWho();
    app.answers(page('Where', { how: 'replace' }));
    const answer = await peer.submitView({ name: 'Sam' });
    expect(app.turns[1]).toMatchObject({
      place: { kind: 'personal', address: { conversation: 'U1' } },
      act: { kind: 'pressed', press: nextPress, answers: { name: 'Sam' } },
    });
    expect(answer.json).toMatchObject({ response_action: 'update', view: { submit: { text: 'Next' } } });
    expect(wordsIn(peer.lastView().blocks)).toContain('Where');
    expect(methods()).toEqual(['views.open']);
  });

  it('ends with a view that asks nothing more and can be closed', async () => {
    await openWho();
    app.answers(message('Kept', { how: 'replace', audience: 'person' }));
    await peer.submitView({ name: 'Sam' });
    const view = peer.lastView();
    expect(view.submit).toBeUndefined();
    expect(view.private_metadata).toBeUndefined();
    expect(view.close).toMatchObject({ text: 'Close' });
    expect(peer.api.messages).toEqual([]);
  });

  it('closes when there is nothing to say', async () => {
    await openWho();
    app.answers();
    const answer = await peer.submitView({ name: 'Sam' });
    expect(answer).toMatchObject({ status: 200, text: '' });
    expect(peer.api.views.size).toBe(0);
  });

  it('tells what else there is in the conversation', async () => {
    await openWho();
    app.answers(message('Kept', { how: 'replace' }), message('And this'));
    await peer.submitView({ name: 'Sam' });
    expect(wordsIn(peer.lastView().blocks)).toContain('Kept');
    expect(peer.lastMessage()).toMatchObject({ channel: 'DU1', text: 'Sharewell: And this' });
  });

  it('changes with a button inside it, which hands in what was entered so far', async () => {
    await openWho();
    app.answers(page('Before', { how: 'replace' }));
    expect((await peer.pressView('Back', { name: 'Sa' })).status).toBe(200);
    expect(app.turns[1]?.act).toMatchObject({ press: { do: 'back' }, answers: { name: 'Sa' } });
    expect(wordsIn(peer.lastView().blocks)).toContain('Before');
  });

  it('goes on in the conversation when it was closed meanwhile', async () => {
    await openWho();
    app.answers(page('Before', { how: 'replace' }));
    peer.api.fail('views.update', { error: 'not_found' });
    await peer.pressView('Back');
    expect(peer.lastMessage()).toMatchObject({ channel: 'DU1', text: 'Sharewell: Before' });
  });

  it.each(['expired', 'fresh'] as const)(
    'becomes a message when its trigger was %s and is no use',
    async (state) => {
      app.answers(page('Who', { audience: 'person' }));
      const trigger = peer.trigger(state);
      if (state === 'fresh') peer.api.triggers.set(trigger, 'used');
      expect((await peer.command('urgent', {}, trigger)).status).toBe(200);
      expect(peer.lastMessage()).toMatchObject({ channel: 'DU1', text: 'Sharewell: Who' });
      app.answers(message('Kept', { how: 'replace' }));
      await peer.press('Next', { name: 'Sam' });
      expect(app.turns[1]?.act).toMatchObject({ answers: { name: 'Sam' } });
    },
  );

  it('opens for the message shortcut', async () => {
    app.answers(page('Check', { audience: 'person' }));
    await peer.shortcut('about &lt;Sam&gt;');
    expect(app.turns[0]?.act).toEqual({ kind: 'checked', text: 'about <Sam>' });
    expect(methods()).toEqual(['views.open']);
  });
});

describe('the home tab', () => {
  const home = () => message('Welcome', { how: 'home', audience: 'person' });

  it('is published when it is opened', async () => {
    app.answers(home());
    expect((await peer.openHome()).status).toBe(200);
    expect(app.turns[0]?.act).toEqual({ kind: 'opened-home' });
    expect(wordsIn(peer.home().blocks)).toContain('Welcome');
    expect(methods()).toEqual(['views.publish']);
  });

  it('answers its buttons in a modal and is refreshed', async () => {
    app.answers(home());
    await peer.openHome();
    app.answers(message('Your drafts'), message('Welcome back', { how: 'home' }));
    expect((await peer.pressHome('Help')).status).toBe(200);
    expect(app.turns[1]).toMatchObject({ place: { kind: 'personal', address: { conversation: 'U1' } } });
    expect(wordsIn(peer.lastView().blocks)).toContain('Your drafts');
    expect(wordsIn(peer.home().blocks)).toContain('Welcome back');
  });
});
