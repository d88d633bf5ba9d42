import { describe, expect, it } from 'vitest';
import { hasCode } from '../../bot/core/errors.ts';
import type { Act } from '../../bot/core/turn.ts';
import { parseActivity } from '../../bot/teams/parse.ts';
import { wordsOfHtml } from '../../bot/teams/text.ts';
import { type Activity, teamsActivities } from '../support/teams-activities.ts';

const serviceUrl = 'https://smba.trafficmanager.net/uk/';
const make = teamsActivities({ serviceUrl, appId: 'app-1', tenantId: 'tenant-1' });
const actOf = (activity: unknown): Act | undefined => parseActivity(activity)?.act;
const typed = (text: string, attachments = 0): Act => ({ kind: 'typed', text, attachments });
const press = { do: 'answer', dialog: 'decide', ref: 'draft-1', page: 'who', seq: 3 } as const;
const pressed = (answers: Record<string, unknown> = {}): Act => ({ kind: 'pressed', press, answers });
const strayed = (link: string): Act => ({
  kind: 'strayed',
  message: { platform: 'teams', sentAt: '2026-03-02T08:59:00.000Z', link },
});
const unknownPress: Act = { kind: 'unknown-press' };
const file = { contentType: 'application/vnd.microsoft.teams.file.download.info', name: 'a.pdf' };
const bob = { id: '29:bob', name: 'Bob Example' };
const mentionOfBob = { type: 'mention', mentioned: bob, text: '<at>Bob Example</at>' };

const table: [name: string, activity: Activity, act: Act | undefined][] = [
  ['a typed message', make.message('help'), typed('help')],
  ['the mention of the bot is not part of what was said', make.channelMessage('urgent'), typed('urgent')],
  ['a mention alone says nothing', make.channelMessage(''), typed('')],
  [
    'somebody else’s mention stays as a name',
    make.channelMessage('ask <at>Bob Example</at> first', {
      entities: [{ type: 'mention', mentioned: make.bot, text: '<at>Sharewell</at>' }, mentionOfBob],
    }),
    typed('ask Bob Example first'),
  ],
  [
    'a mention with attributes and without its entity goes by the bot’s name',
    make.message('<at id="0">Sharewell</at> help'),
    typed('help'),
  ],
  [
    'entities are read once',
    make.message('a &lt;b&gt; &amp;lt; &#39;c&#x27; &quot;d&quot;'),
    typed(`a <b> &lt; 'c' "d"`),
  ],
  ['an impossible entity is no fault', make.message('a&#1114112;b&#xd800;c'), typed('a\ufffdb\ufffdc')],
  ['a typed tag stays text', make.message('&lt;at&gt;Sharewell&lt;/at&gt;'), typed('<at>Sharewell</at>')],
  [
    'files are counted and the echo of the text is not',
    make.message('see', { attachments: [file, { contentType: 'text/html' }, file] }),
    typed('see', 2),
  ],
  [
    'a message without text, files or entities',
    make.base({ text: null, attachments: null, entities: null }),
    typed(''),
  ],
  ['a message of a bot', make.message('hi', { from: { id: '28:other', role: 'bot' } }), undefined],
  ['a pressed Action.Submit', make.submit({ press, who: 'a child' }), pressed({ who: 'a child' })],
  [
    'a pressed Action.Execute',
    make.execute({ press, who: 'a child', sure: 'true' }),
    pressed({ who: 'a child', sure: 'true' }),
  ],
  ['a button that nobody knows', make.execute({ press: { ...press, do: 'explode' } }), unknownPress],
  ['a button without a press', make.execute({ action: 'old' }), unknownPress],
  ['a press of the wrong shape', make.execute({ press: { ...press, seq: '3' } }), unknownPress],
  ['a press with a negative version', make.execute({ press: { ...press, seq: -1 } }), unknownPress],
  [
    'a press with an endless reference',
    make.execute({ press: { ...press, ref: 'x'.repeat(201) } }),
    unknownPress,
  ],
  ['a press with more than we know', make.execute({ press: { ...press, later: 'x' } }), pressed()],
  ['a submit that is not an object', make.base({ value: 'yes', text: undefined }), unknownPress],
  [
    'an execute without data',
    make.base({ type: 'invoke', name: 'adaptiveCard/action', value: {} }),
    unknownPress,
  ],
  ['an installation', make.installed(), { kind: 'installed' }],
  ['the bot joining', make.joined([{ id: make.bot.id }]), { kind: 'installed' }],
  ['somebody else joining', make.joined([{ id: '29:someone' }]), undefined],
  ['an uninstallation', make.installed({ action: 'remove' }), undefined],
  ['an upgrade', make.installed({ action: 'add-upgrade' }), undefined],
  [
    'an edited message',
    make.base({ type: 'messageUpdate', text: 'x', channelData: { eventType: 'editMessage' } }),
    undefined,
  ],
  ['a deleted message', make.base({ type: 'messageDelete' }), undefined],
  ['a reaction', make.base({ type: 'messageReaction', reactionsAdded: [{ type: 'like' }] }), undefined],
  ['typing', make.base({ type: 'typing' }), undefined],
  [
    'an invoke that is not ours',
    make.base({ type: 'invoke', name: 'signin/verifyState', value: {} }),
    undefined,
  ],
  [
    'check before sharing',
    make.check('<div>One<br>two &amp; <b>three</b></div><p>four</p>'),
    { kind: 'checked', text: 'One\ntwo & three\nfour' },
  ],
  ['check before sharing of an empty message', make.check(''), { kind: 'checked', text: '' }],
  ['a message that makes somebody ask the hub', make.askHub('Jordan Okafor'), { kind: 'asks-hub' }],
  [
    'a message that went astray: where it is, and nothing of what it says or in whose team',
    make.report({
      linkToMessage:
        'https://teams.microsoft.com/l/message/19%3Ateam%40thread.tacv2/1690000000009?groupId=g-1&teamName=Okafor%20family&channelName=Okafor&createdTime=1',
    }),
    strayed(
      'https://teams.microsoft.com/l/message/19%3Ateam%40thread.tacv2/1690000000009?groupId=g-1&createdTime=1',
    ),
  ],
  ...[
    undefined,
    'javascript:alert(1)',
    'http://teams.example/',
    'https://u:p@teams.example/',
    `https://x.example/${'y'.repeat(1_001)}`,
  ].map((linkToMessage): [string, Activity, Act] => [
    `a message that went astray, whose link is ${linkToMessage?.slice(0, 20)}`,
    make.report({ linkToMessage }),
    strayed('https://teams.microsoft.com/l/message/19%3Ateam%40thread.tacv2/1690000000009'),
  ]),
  [
    'a message that went astray, of which nothing is known',
    make.report({ id: null, createdDateTime: 'yesterday' }),
    {
      kind: 'strayed',
      message: {
        platform: 'teams',
        link: 'https://teams.microsoft.com/l/message/19%3Ateam%40thread.tacv2/',
      },
    },
  ],
  [
    'another message action',
    make.base({ type: 'invoke', name: 'composeExtension/fetchTask', value: { commandId: 'other' } }),
    undefined,
  ],
  ['a button in the dialog', make.dialogSubmit({ press, who: 'x' }), pressed({ who: 'x' })],
];

describe('reading activities', () => {
  it.each(table)('%s', (_name, activity, act) => {
    expect(actOf(activity)).toEqual(act);
  });

  it('says who, where and in which tenant', () => {
    expect(parseActivity(make.message('hi'))).toMatchObject({
      actor: { channel: 'teams', tenant: 'tenant-1', user: 'aad-ann', name: 'Ann Example' },
      place: {
        kind: 'personal',
        address: {
          channel: 'teams',
          tenant: 'tenant-1',
          conversation: 'a:personal-ann',
          user: 'aad-ann',
          serviceUrl,
        },
      },
    });
  });

  it('falls back to the Teams id, the conversation’s tenant, and the local tenant', () => {
    const from = { id: '29:x' };
    const conversation = { id: 'a:1', conversationType: 'personal', tenantId: 'tenant-9' };
    const actorOf = (over: object) =>
      parseActivity(make.message('hi', { from, channelData: null, ...over }))?.actor;
    expect(actorOf({ conversation })).toEqual({ channel: 'teams', tenant: 'tenant-9', user: '29:x' });
    expect(actorOf({ conversation: { id: 'a:1' } })?.tenant).toBe('local');
  });

  it.each([
    ['personal', { conversationType: 'personal', id: 'x' }, 'personal'],
    ['group chat', { conversationType: 'groupChat', id: 'x' }, 'shared'],
    ['channel', { conversationType: 'channel', id: 'x' }, 'shared'],
    ['a kind that we do not know', { conversationType: 'new', id: 'x' }, 'shared'],
    ['no kind, a group', { isGroup: true, id: 'x' }, 'shared'],
    ['no kind, a shared name', { id: '19:x@thread.v2' }, 'shared'],
    ['no kind, nobody else', { id: 'x' }, 'personal'],
  ])('takes %s for the right kind of place', (_name, conversation, kind) => {
    expect(parseActivity(make.channelMessage('hi', { conversation }))?.place.kind).toBe(kind);
  });

  it('gives the same delivery the same id and another one another', () => {
    const activity = make.message('hi');
    const id = parseActivity(activity)?.id;
    expect(parseActivity(structuredClone(activity))?.id).toBe(id);
    expect(parseActivity({ ...activity, id: 'f:other' })?.id).not.toBe(id);
    expect(parseActivity({ ...activity, conversation: { id: 'a:other' } })?.id).not.toBe(id);
  });

  it('knows a delivery without an id by all that it says', () => {
    const activity = make.execute({ press }, { id: undefined });
    const id = parseActivity(activity)?.id;
    expect(parseActivity(structuredClone(activity))?.id).toBe(id);
    expect(parseActivity({ ...activity, timestamp: '2026-03-02T09:00:01.000Z' })?.id).not.toBe(id);
  });

  it('takes both announcements of one installation for one turn, and a later one for another', () => {
    const id = parseActivity(make.installed())?.id;
    expect(parseActivity(make.joined([make.bot]))?.id).toBe(id);
    expect(parseActivity(make.installed({ timestamp: '2026-03-02T09:07:00Z' }))?.id).not.toBe(id);
    expect(parseActivity(make.installed({ timestamp: 'no date' }))?.id).toBeDefined();
  });

  it.each([
    ['nothing', undefined],
    ['a string', 'message'],
    ['no type', { ...make.message('x'), type: undefined }],
    ['a type that is a number', { ...make.message('x'), type: 5 }],
    ['no sender', { ...make.message('x'), from: undefined }],
    ['no conversation', { ...make.message('x'), conversation: undefined }],
    ['an endless conversation id', { ...make.message('x'), conversation: { id: 'x'.repeat(2000) } }],
    ['text that is a list', { ...make.message('x'), text: ['a'] }],
  ])('refuses %s as a bad request', (_name, activity) => {
    let fault: unknown;
    try {
      parseActivity(activity);
    } catch (error) {
      fault = error;
    }
    expect(hasCode(fault, 'bad-request')).toBe(true);
  });

  it('reads hostile markup in the time that its length takes', () => {
    const started = performance.now();
    for (const piece of ['<at>', '<at ', '<', '<br ', '&#', '&amp;', '\n ']) {
      const text = piece.repeat(500_000 / piece.length);
      actOf(make.message(text));
      wordsOfHtml(text);
    }
    expect(performance.now() - started).toBeLessThan(8000);
  });
});
