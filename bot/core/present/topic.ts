import type { Context } from '../../../dialogs/engine/types.ts';
import type { Words } from '../../../dialogs/words.ts';
import type { Topic } from '../ports.ts';
import type { Reply } from '../reply.ts';
import { type ButtonData, command, urgentButton } from './buttons.ts';
import { moreButton } from './list.ts';

/** The topics of the guidance, and the answers of one, each opened by itself. */

type Shown = { words: Words; ctx: Context };

const titleOf = (id: string, words: Words): string => words(`guidance.topics.${id || 'all'}`);

const leadOf = (id: string, words: Words): readonly string[] =>
  words.list(words.has(`guidance.leads.${id || 'all'}`) ? `guidance.leads.${id || 'all'}` : 'guidance.lead');

const topicRow = ({ id, count = 0 }: Topic['items'][number], words: Words) => ({
  title: titleOf(id, words),
  detail: words(count === 1 ? 'guidance.one' : 'guidance.count', { count }),
  button: moreButton(words, 'lists.open', { word: 'guidance', value: `${id}|0` }),
});

const entryRow = ({ id, title }: Topic['items'][number], words: Words) => ({
  title,
  button: { title: words('lists.read'), press: { do: 'ask' as const, word: id } },
});

/** Who keeps the guidance finds what it lacks here; the seven questions lead to a decision. */
const waysOn = ({ topic }: Topic, { words, ctx }: Shown): ButtonData[] => {
  if (topic === 'seven-questions') return ['decision', 'map'].map((name) => command(words, name));
  if (topic !== '') return [command(words, 'guidance'), command(words, 'help')];
  const keeps = ctx.person.roles.includes('guidance-owner');
  return (keeps ? ['questions', 'written', 'guidance-entry'] : ['decision', 'advice']).map((name) =>
    command(words, name),
  );
};

export const topicReply = (topic: Topic, shown: Shown): Reply => {
  const { words } = shown;
  const { topic: id, items, next } = topic;
  return {
    card: 'list',
    data: {
      title: titleOf(id, words),
      lead: [...leadOf(id, words)],
      items: items.map((item) => (id === '' ? topicRow(item, words) : entryRow(item, words))),
      buttons: [
        ...(next === undefined
          ? []
          : [moreButton(words, 'lists.more', { word: 'guidance', value: `${id}|${next}` })]),
        ...waysOn(topic, shown),
        urgentButton(words),
      ],
    },
    summary: words('engine.summary.list'),
    how: 'new',
    audience: 'place',
  };
};
