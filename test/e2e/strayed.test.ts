import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { KeptRecord, TrailEntry, Version } from '../../bot/core/records.ts';
import { words } from '../../bot/core/words.ts';
import type { Breach } from '../../dialogs/breach/record.ts';
import { done } from '../support/peers-hands.ts';
import { teamsScreen, thingsIn, valuesIn } from '../support/peers-screen.ts';
import { registered } from '../support/peers-world.ts';
import { faultyPlace, filePlace } from '../support/process-places.ts';
import { eventually, type Service, startService } from '../support/process-service.ts';
import { wordsIn } from '../support/slack-blocks.ts';
import { cardIn } from '../support/teams-peer.ts';

/** "Report a breach" on the very message that went astray, by the built bot over real HTTP, and what the lead makes of it. */

const people = [registered('SAM', ['practitioner'], 'MORGAN'), registered('COLIN', ['dpo'])];
const say = (key: string): string => words(`breach.${key}`);
const facts = { what: 'It went to the wrong channel', refs: 'C-2041', exposed: 'colleague', count: 'one' };
const secret = 'Jordan Okafor lives at 4 Mill Lane';

describe.each([
  ['the encrypted file', filePlace],
  ['Cosmos DB', faultyPlace],
] as const)('on %s', (_, place) => {
  let service: Service;
  beforeAll(async () => {
    service = await startService(await place(), people);
  }, 60_000);
  afterAll(() => service?.close());

  const breaches = () => service.items<KeptRecord & Breach>('type:breach', 'record');
  const everything = async () => {
    const kinds = ['record', 'draft'] as const;
    const all = await Promise.all(kinds.map((kind) => service.items('owner:p-sam', kind)));
    return JSON.stringify([all, await breaches()]);
  };

  test('in a Slack channel: only the presser sees it, and the record says where the message is', async () => {
    const { slack } = service.world;
    const where = { user: 'USAM', channel: 'C1' };
    const before = slack.api.messages.filter(({ channel }) => channel === 'C1').length;
    const payload = {
      ...slack.shortcutPayload(secret, where, slack.trigger(), 'report_breach'),
      team: { id: slack.team, domain: 'north' },
    };
    expect((await slack.sendPayload(payload)).status).toBe(200);
    const sam = service.world.hand('slack', 'SAM');
    expect(sam.look().words).toContain('Take the message away');
    expect(sam.screen().words).toContain('Only you see this card');
    await done(sam, sam.press(say('questions.class.options.misdirected')));
    expect(sam.screen().words).toContain('Take the message away');
    const kept = await done(sam, sam.press(say('submit'), facts));
    expect(kept.words).toMatch(/B-\w{4}-\w{2}/);
    const posted = slack.api.messages.filter(({ channel }) => channel === 'C1').slice(before);
    for (const { blocks, text } of posted)
      expect(`${text} ${wordsIn(blocks)}`).not.toMatch(/B-\w{4}|wrong|2041|Okafor/);
    const [record] = await breaches();
    expect(record?.message).toMatchObject({ platform: 'slack' });
    expect(record?.message?.link).toMatch(/^https:\/\/north\.slack\.com\/archives\/C1\/p\d+$/);
    expect(record?.message?.sentAt).toBe(record?.occurredAt);
    expect(await everything()).not.toContain('Okafor');
  });

  test('on a Teams message: in the dialog of the message action, and the record says where it is', async () => {
    const { teams } = service.world;
    const from = { id: '29:SAM', name: 'Person SAM', aadObjectId: 'SAM' };
    const channel = { from, ...teams.activities.inChannel };
    const body = { contentType: 'html', content: `<p>${secret}</p>` };
    const link = 'https://teams.microsoft.com/l/message/19%3Ateam%40thread.tacv2/1690000000009?groupId=g-1';
    let answer = await teams.post(teams.activities.report({ body, linkToMessage: link }, channel));
    const press = async (title: string, entered: object = {}) => {
      const card = cardIn(answer.body);
      // A dialog hands in what a message would execute.
      const action = thingsIn(card).find((each) => each.type === 'Action.Submit' && each.title === title);
      const data = { ...(action?.data as object), ...valuesIn(card), ...entered };
      answer = await teams.post(teams.activities.dialogSubmit(data, channel));
      return teamsScreen(cardIn(answer.body)).words;
    };
    expect(answer.body).toMatchObject({ task: { type: 'continue' } });
    expect(teamsScreen(cardIn(answer.body)).words).toContain('Take the message away');
    expect(await press(say('questions.class.options.misdirected'))).toContain('999');
    expect(await press(say('submit'), facts)).toMatch(/B-\w{4}-\w{2}/);
    const shared = teams.connector
      .done('send', 'reply', 'update')
      .filter(({ conversation }) => conversation.startsWith('19:'));
    expect(JSON.stringify(shared)).not.toMatch(/B-\w{4}-\w{2}|2041|Okafor/);
    const all = await breaches();
    expect(all).toHaveLength(2);
    expect(all.map(({ message }) => message?.link)).toContain(link);
    expect(await everything()).not.toContain('Okafor');
  });

  test('the lead gets the papers, and what the pack says is what the store holds', async () => {
    const [record] = await breaches();
    const ref = record?.reference as string;
    const colin = service.world.hand('teams', 'COLIN');
    await done(colin, colin.type('help'));
    await done(colin, colin.pressAny({ do: 'copy', ref, word: 'papers' }));
    await done(colin, colin.type(ref));
    await done(colin, colin.pressAny({ do: 'copy', ref, word: 'evidence' }));
    const card = await eventually(
      () => (colin.look().words.includes('Check code') ? colin.screen().words : undefined),
      'the pack',
    );
    // A card shields what could be a mark.
    const shown = card.replaceAll('\\', '');
    for (const { hash } of await service.items<Version>(`ref:${ref}`, 'version'))
      expect(shown).toContain(hash);
    expect(shown).toContain(words('papers.evidence.check.whole', { n: record?.versions.length ?? 0 }));
    const trail = await service.items<TrailEntry>(`ref:${ref}`, 'audit');
    expect(trail.some(({ what, who }) => what === 'exported' && who === 'p-colin')).toBe(true);
  });

  test('a breach is one press from the Slack home tab', async () => {
    const { slack } = service.world;
    await slack.openHome({ user: 'USAM' });
    expect(wordsIn(slack.home('USAM').blocks)).toContain('Sharewell');
    await slack.pressHome(say('name'), { user: 'USAM', channel: 'DUSAM' });
    expect(wordsIn(slack.lastView().blocks)).toContain(say('pages.class.title'));
  });
});
