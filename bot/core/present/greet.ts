import type { Context } from '../../../dialogs/engine/types.ts';
import { dialogs, startable } from '../../../dialogs/registry.ts';
import type { Words } from '../../../dialogs/words.ts';
import type { Reply } from '../reply.ts';
import { type ButtonData, command, urgentButton } from './buttons.ts';
import { messageReply } from './message.ts';

/** What people type; the same words on Teams, on Slack and as buttons. */
const ownCommands = [
  'waiting',
  'approvals',
  'drafts',
  'my-records',
  'register',
  'consents',
  'breaches',
  'complaints',
  'claims',
  'find',
  'map',
  'guidance',
  'rules',
  'seven-questions',
  'myths',
  'news',
  'documents',
  'hub',
  'board',
  'hub-here',
  'rights',
  'link',
  'settings',
  'stop',
  'help',
] as const;
/** What everybody may start: what only one role may, its people find where they use it. */
const started = startable.filter((name) => !dialogs[name]?.for);
export const commandNames: readonly string[] = [...started, ...ownCommands];

const typedWord = (name: string): string => name.replace('-', ' ');

/** A dialog starts by any of several words; the first of them is the one to learn. */
export const wordFor = (name: string, words: Words): string =>
  startable.includes(name) ? (words.list(`${name}.command.words`)[0] ?? name) : typedWord(name);

/** What to begin with, beside danger: a decision, what went wrong, and two ways to look. */
export const startButtons = (words: Words, ...looks: readonly [string, string]): ButtonData[] => [
  { ...command(words, 'decision'), style: 'positive' },
  ...['breach', ...looks].map((name) => command(words, name)),
];

export const welcomeReply = (words: Words): Reply =>
  messageReply(words, 'welcome', { buttons: startButtons(words, 'waiting', 'help') });

export const helpReply = (words: Words, how: Reply['how'] = 'new'): Reply => ({
  card: 'message',
  data: {
    title: words('help.title'),
    lead: [],
    facts: commandNames.map((name) => ({
      title: wordFor(name, words),
      words: words(startable.includes(name) ? `${name}.command.about` : `commands.${name}.about`),
    })),
    buttons: [urgentButton(words), ...startButtons(words, 'waiting', 'my-records')],
  },
  summary: words('engine.summary.message'),
  how,
  audience: 'place',
});

/** Whom to ring, where nobody can be asked here: nobody has to decide alone, and nobody needs a name for that. */
export const ringReply = (words: Words, { policy }: Context, why: 'nobody' | 'unregistered'): Reply => {
  const { safeguardingLead, dpo, caldicott, legal } = policy.advisers;
  const facts = [safeguardingLead, dpo, caldicott, legal].map(({ title, text }) => ({ title, words: text }));
  return {
    card: 'message',
    data: {
      title: words('advice.ring.title'),
      lead: [words(`advice.ring.${why}`), ...words.list('advice.ring.lead')],
      facts,
      buttons: [command(words, 'decision'), command(words, 'help'), urgentButton(words)],
    },
    summary: words('engine.summary.message'),
    how: 'new',
    audience: 'place',
  };
};
