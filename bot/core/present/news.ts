import { escapeText } from '../../../cards/text.ts';
import { sayDate } from '../../../dialogs/engine/say.ts';
import type { News } from '../../../dialogs/policy/controlled.ts';
import type { Words } from '../../../dialogs/words.ts';
import { heardOf } from '../news.ts';
import type { Reply } from '../reply.ts';
import type { Decision, Scene } from '../scene.ts';
import { command, urgentButton } from './buttons.ts';
import { moreButton } from './list.ts';

/** What has changed: in a line or two beside what somebody asked for, and all of it as a list. */

const mostLines = 3;
const perPage = 10;

/** As much of a change as fits beside something else. */
const longest = 160;
const inShort = (text: string): string =>
  text.length <= longest ? text : `${text.slice(0, longest).replace(/\s+\S*$/, '')}\u2026`;

/** What was written anew has no change to tell of. */
const changeOf = ({ change }: News, words: Words): string => change || words('news.written');

const lines = (all: readonly News[], words: Words): string[] => [
  words('news.since'),
  ...all.slice(0, mostLines).map((one) =>
    words('news.line', {
      title: escapeText(one.title),
      change: escapeText(inShort(changeOf(one, words))),
    }),
  ),
  ...(all.length > mostLines ? [words('news.more', { n: all.length - mostLines })] : []),
];

/** As many as there may be on a card: the words say how to come to it too. */
const mostButtons = 5;

/** Below what was asked for, once; in one's own chat only. */
export const greeted = (decision: Decision, scene: Scene): Decision => {
  const [first, ...others] = decision.replies;
  if (!first || scene.turn.place.kind !== 'personal' || !('lead' in first.data)) return decision;
  const unseen = scene.unseen();
  if (unseen.length === 0) return decision;
  const { words, now } = scene;
  const { buttons = [], lead = [] } = first.data;
  const more = buttons.length < mostButtons ? [command(words, 'news')] : [];
  const data = {
    ...first.data,
    lead: [...lead, ...lines(unseen, words)],
    buttons: [...more, ...buttons],
  };
  return {
    ...decision,
    replies: [{ ...first, data } as Reply, ...others],
    heard: heardOf(scene.news(), now),
  };
};

export const newsReply = (all: readonly News[], from: number, { words }: Pick<Scene, 'words'>): Reply => {
  const shown = all.slice(from, from + perPage);
  const next = from + perPage;
  return {
    card: 'message',
    data: {
      title: words('news.title'),
      lead: [words(shown.length > 0 ? 'news.lead' : 'news.none')],
      facts: shown.map((one) => ({
        title: sayDate(one.date),
        typed: words('news.row', {
          kind: words(`documents.kinds.${one.kind}`),
          title: one.title,
          version: one.version,
          change: changeOf(one, words),
        }),
      })),
      buttons: [
        ...(next < all.length
          ? [moreButton(words, 'lists.more', { word: 'news', value: String(next) })]
          : []),
        command(words, 'documents'),
        command(words, 'help'),
        urgentButton(words),
      ],
    },
    summary: words('engine.summary.message'),
    how: 'new',
    audience: 'person',
  };
};
