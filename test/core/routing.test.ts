import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCodes } from '../../bot/core/codes.ts';
import { createRouter } from '../../bot/core/routing.ts';
import type { Decision, Handler, Scene } from '../../bot/core/scene.ts';
import type { Act, Place, Press, Turn } from '../../bot/core/turn.ts';
import { words } from '../../bot/core/words.ts';
import { contextAt, monday, priya } from '../support/context.ts';

const route = createRouter(words, createCodes('a secret'));
const place: Place = { kind: 'personal', address: { channel: 'teams', tenant: 't', conversation: 'c' } };

const turnOf = (act: Act): Turn => ({
  id: 'turn-1',
  actor: { channel: 'teams', tenant: 't', user: 'u' },
  place,
  act,
});

/** Nothing is kept yet: what a handler says then tells which one it is. */
const decide = (handler: Handler, turn: Turn): Decision => {
  const scene: Scene = {
    turn,
    actor: priya,
    registered: true,
    now: new Date(monday),
    words,
    repeat: false,
    seed: 'seed',
    context: (reference) => contextAt(monday, { reference }),
    item: () => undefined,
    listed: [],
    news: () => [],
    unseen: () => [],
  };
  return handler.decide(scene);
};

const firstTitle = (act: Act, router = route): string => {
  const turn = turnOf(act);
  const [reply] = decide(router(turn, 'seed'), turn).replies;
  return reply ? reply.data.title : '';
};

const typed = (text: string, attachments = 0): Act => ({ kind: 'typed', text, attachments });
const pressed = (press: Press): Act => ({ kind: 'pressed', press, answers: {} });

const titles = {
  help: 'What I can do',
  urgent: 'Someone is in danger now',
  drafts: 'Your drafts',
  'my-records': 'Your records',
  // This person has no wider register than their own records.
  register: 'Your records',
  find: 'Find a record',
  found: 'What I found',
  waiting: 'Waiting for you',
  stop: 'What do you want to stop?',
  unknown: 'I do not know that',
  'too-much': 'I cannot take files or long documents',
} as const;

describe('a typed word', () => {
  it.each([
    ['help', 'help'],
    ['Hello', 'help'],
    ['hi', 'help'],
    ['menu', 'help'],
    ['what can you do', 'help'],
    ['What can you do?', 'help'],
    ['help?', 'help'],
    ["what's waiting?", 'waiting'],
    ['drafts?', 'drafts'],
    ['𝐔𝐑𝐆𝐄𝐍𝐓', 'urgent'],
    ['u\u200brgent', 'urgent'],
    ['?', 'help'],
    ['', 'help'],
    ['   \n ', 'help'],
    ['\u200b\u200b', 'help'],
    ['👍', 'help'],
    ['urgent', 'urgent'],
    ['URGENT!', 'urgent'],
    ['  urgent  ', 'urgent'],
    ['Emergency', 'urgent'],
    ['999', 'urgent'],
    ['help now', 'urgent'],
    ['danger', 'urgent'],
    ['drafts', 'drafts'],
    ['My drafts', 'drafts'],
    ['my-drafts', 'drafts'],
    ['my records', 'my-records'],
    ['My-Records.', 'my-records'],
    ['register', 'register'],
    ['The register', 'register'],
    ['all records?', 'register'],
    ['find', 'find'],
    ['Search', 'find'],
    ['find a record', 'find'],
    ['find the one about the school', 'find'],
    ['find C-2041', 'found'],
    ['find a record C-2041', 'found'],
    ['sharewell find C-2041', 'found'],
    ['find C-2041?', 'found'],
    ['find out whether I can share with the school', 'unknown'],
    ['find someone who can tell me about consent?', 'unknown'],
    ['waiting', 'waiting'],
    ['what is waiting', 'waiting'],
    ['to-do', 'waiting'],
    ['to do', 'waiting'],
    ['inbox', 'waiting'],
    ['stop', 'stop'],
    ['cancel', 'stop'],
    ['@Sharewell drafts', 'drafts'],
    ['Sharewell, drafts', 'drafts'],
    ['sharewell urgent', 'urgent'],
    ['ｄｒａｆｔｓ', 'drafts'],
    ['my\u00a0records', 'my-records'],
  ] as const)('%j is %s', (text, name) => {
    expect(firstTitle(typed(text))).toBe(titles[name]);
  });

  it('of every command and dialog leads to it, as it stands in the word files', () => {
    for (const name of ['help', 'drafts', 'my-records', 'register', 'find', 'waiting', 'stop'] as const)
      for (const word of words.list(`commands.${name}.words`))
        expect(firstTitle(typed(word)), word).toBe(titles[name]);
    for (const word of words.list('urgent.command.words'))
      expect(firstTitle(typed(word)), word).toBe(titles.urgent);
  });

  it('works with a file beside it: the file is simply not taken', () => {
    expect(firstTitle(typed('drafts', 1))).toBe(titles.drafts);
  });
});

const danger = [
  'someone is in danger',
  'A child is in danger',
  "she's in danger",
  'She’s in danger!!!',
  'IN\nDANGER',
  'child at risk now',
  'They are at risk right now!',
  'immediate danger',
  'there is an immediate risk to a child',
  'serious risk of harm right now',
  'the baby is being hit',
  'kid getting beaten',
  'she is being attacked',
  'a child has been hurt',
  'he is hitting her right now',
  'he hit the baby',
  'he is strangling her',
  'she has been stabbed',
  "he's going to kill her",
  'dad is threatening to hurt them',
  'threatened to kill her',
  'threatening her with a knife',
  'he says he will kill himself',
  'she is about to jump',
  'trying to hurt herself',
  'wants to die',
  'she is cutting herself',
  'suicidal',
  'She is talking about suicide tonight',
  "she's taken an overdose",
  'he overdosed',
  'life or death',
  "he's not breathing",
  "she isn't breathing",
  'baby isnt breathing',
  'cant breathe',
  "won't wake up",
  'unconscious',
  'she has collapsed',
  'bleeding badly',
  'he has a knife',
  "he's got a knife",
  'hes got a gun',
  'child missing',
  'missing child',
  'a 4 year old has gone missing',
  'child left alone',
  'kids home alone',
  'baby locked in the car',
  'the house is on fire',
  'he is outside her house now',
  'need help now',
  'needs help right now',
  'please help now',
  'help! urgent',
  'this is urgent',
  'urgent please',
  'its an emergency',
  'call 999',
  'do i ring 999?',
];

const noDanger = [
  'how do I share with the police?',
  'what is consent',
  'can I share with a school',
  'who is my caldicott guardian',
  'thanks',
  'ok',
  'I want to record a decision',
  'risk assessment form',
  'at risk register',
  'adult at risk policy',
  'share information about an adult at risk',
  'is there a danger of sharing too much',
  'no danger',
  'not in danger',
  'does someone have to be in immediate danger before I can share?',
  'do they have to be at immediate risk',
  "he isn't in danger any more",
  'the danger has passed',
  'there is no immediate risk',
  'not urgent',
  "this isn't urgent",
  'nothing urgent',
  'urgent records report',
  'how long do I have to complete it',
  'harm reduction meeting',
  'killing time',
  'my record is overdue',
  'training on domestic abuse',
  'suicide prevention training',
  'missing information on the form',
  'child protection plan',
  'the child is at school',
  'knife crime strategy',
  'needs help with housing',
  'I need help with a form',
  'how do I report a breach',
  '999 records',
  'who can see my record',
  'did my manager get told',
  'what happens next',
  'delete',
];

describe('danger in what is typed', () => {
  it.each(danger)('is heard in %j', (text) => {
    expect(firstTitle(typed(text))).toBe(titles.urgent);
  });

  it.each(noDanger)('is not heard in %j, and the red button is there all the same', (text) => {
    const turn = turnOf(typed(text));
    const [reply] = decide(route(turn, 'seed'), turn).replies;
    expect(reply?.data.title).toBe(titles.unknown);
    expect(reply?.data.buttons).toContainEqual(
      expect.objectContaining({ press: { do: 'command', word: 'urgent' }, style: 'destructive' }),
    );
  });

  it('is heard at the end of a long message, and beside a file', () => {
    const long = `${'We visited and wrote a long note. '.repeat(200)} He is going to kill her.`;
    expect(firstTitle(typed(long))).toBe(titles.urgent);
    expect(firstTitle(typed('she is in danger, see the photo', 3))).toBe(titles.urgent);
  });

  it('is looked for quickly, however hostile the message', () => {
    for (const part of [
      'find ',
      '!find',
      'child ',
      'she ',
      'urgent ',
      'is it ',
      'please help ',
      'threat ',
      '\u0301',
    ]) {
      const started = performance.now();
      firstTitle(typed(part.repeat(40_000 / part.length)));
      expect(performance.now() - started, part).toBeLessThan(500);
    }
  });
});

describe('what is not a word', () => {
  it.each(['D-7K3M-Q2', ' d-7k3m-q2 ', 'E-7K3M-Q2'])('opens the record %j', (text) => {
    const handler = route(turnOf(typed(text)), 'seed');
    const id = text.trim().toUpperCase();
    expect(handler.needs?.('p-priya').keys).toEqual([
      { kind: 'record', id },
      { kind: 'stub', id },
    ]);
  });

  it.each(['D-7K3M', 'D-7K3M-Q23', 'see D-7K3M-Q2', 'D-7I1M-Q2'])('%j is no reference of ours', (text) => {
    expect(firstTitle(typed(text))).toBe(titles.unknown);
  });

  it('is refused when a file comes with it, or when it is a pasted document', () => {
    expect(firstTitle(typed('', 1))).toBe(titles['too-much']);
    expect(firstTitle(typed('please read this', 2))).toBe(titles['too-much']);
    expect(firstTitle(typed('word '.repeat(400)))).toBe(titles['too-much']);
    expect(firstTitle(typed('w'.repeat(1500)))).toBe(titles.unknown);
  });

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])(
    '%s is a word like any other',
    (text) => {
      expect(firstTitle(typed(text))).toBe(titles.unknown);
      expect(firstTitle(pressed({ do: 'command', word: text }))).toBe('I do not know that button any more');
    },
  );

  it('always has an answer', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.nat(2), (text, attachments) => {
        expect(firstTitle(typed(text, attachments))).not.toBe('');
      }),
    );
  });
});

describe('a press', () => {
  it.each([
    ['urgent', titles.urgent],
    ['help', titles.help],
    ['drafts', titles.drafts],
    ['my-records', titles['my-records']],
    ['waiting', titles.waiting],
    ['stop', titles.stop],
    ['register', titles.register],
    ['find', titles.find],
    ['ended', 'I do not know that button any more'],
    ['unheard-of', 'I do not know that button any more'],
  ])('of the command %s shows %j', (word, title) => {
    expect(firstTitle(pressed({ do: 'command', word }))).toBe(title);
  });

  it.each([
    [{ do: 'find' }, titles.find],
    [{ do: 'more', word: 'drafts', value: 'x' }, titles.drafts],
    [{ do: 'more', word: 'my-records', value: 'x' }, titles['my-records']],
    [{ do: 'more', word: 'register', value: 'x' }, titles.register],
    [{ do: 'more', word: 'find', ask: 'oSHARE', value: 'x' }, titles.found],
    [{ do: 'more', word: 'find', ask: 'x', value: 'x' }, 'I do not know that button any more'],
    [{ do: 'more' }, 'I do not know that button any more'],
  ] as const)('%j shows %j', (press, title) => {
    expect(firstTitle(pressed(press))).toBe(title);
  });

  it.each([
    [{ kind: 'opened-home' }, 'Sharewell'],
    [{ kind: 'installed' }, 'Hello. I am Sharewell.'],
    [{ kind: 'unknown-press' }, 'I do not know that button any more'],
    [{ kind: 'checked', text: 'nothing' }, 'Before you share this'],
  ] as const)('and other acts have their answers: %j', (act, title) => {
    expect(firstTitle(act)).toBe(title);
  });

  it.each(['answer', 'back', 'page', 'confirm', 'park', 'cancel', 'open', 'act'] as const)(
    'to %s on something that is gone says so and changes nothing',
    (verb) => {
      const turn = turnOf(
        pressed({ do: verb, ref: '7K3M-Q2', dialog: 'urgent', action: 'complete', seq: 3 }),
      );
      const { changes, replies } = decide(route(turn, 'seed'), turn);
      expect(changes).toEqual([]);
      expect(replies).toHaveLength(1);
    },
  );
});
