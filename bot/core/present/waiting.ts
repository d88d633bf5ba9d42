import { sayWhen } from '../../../dialogs/engine/say.ts';
import type { Reply } from '../reply.ts';
import type { Scene } from '../scene.ts';
import { countsOf, inTurn, type Waiting } from '../waiting.ts';
import { command, urgentButton } from './buttons.ts';
import { startButtons } from './greet.ts';
import { moreButton, type Row, rowsOf } from './list.ts';

/** What waits for somebody: how many of each kind, then each with its time and one button. */

type Shown = Pick<Scene, 'listed' | 'next' | 'words' | 'context' | 'actor' | 'now'>;

const perPage = 20;

const rowFor = ({ item, due, overdue }: Waiting, { words, context }: Shown): Row[] => {
  const ctx = context('');
  const [row] = rowsOf([item], words, ctx);
  if (!row) return [];
  const kind = overdue ? 'was-due' : item.kind === 'draft' ? 'closes' : 'due';
  const time = due
    ? words(`waiting.${kind}`, { when: sayWhen(due, ctx.policy) })
    : words('waiting.since', { when: sayWhen(item.at, ctx.policy) });
  const detail = item.kind === 'draft' ? '' : row.detail;
  return [{ ...row, detail: [time, detail].filter(Boolean).join(' ') }];
};

const leadOf = (all: readonly Waiting[], shown: Shown): string[] => {
  const { words, actor, next } = shown;
  if (all.length === 0) return [words('lists.waiting.none')];
  return [countsOf(all, actor, words), words(next ? 'waiting.many' : 'lists.waiting.lead')];
};

/** What is in a hub waits for an agency, not for one person: its board says what. */
const inHub = ({ actor, context }: Shown): boolean =>
  context('').policy.hubs.some(({ agencies }) => agencies.includes(actor.agency));

export const waitingReply = (shown: Shown, from: number, how: 'new' | 'home'): Reply => {
  const { listed, words, context, now } = shown;
  const all = inTurn(listed, now, context('').policy);
  const start = from > 0 && from < all.length ? Math.floor(from) : 0;
  const rows = all.slice(start, start + perPage).flatMap((one) => rowFor(one, shown));
  const rest = start + perPage;
  const more =
    rest < all.length ? [moreButton(words, 'lists.more', { word: 'waiting', value: String(rest) })] : [];
  const atHome = how === 'home';
  return {
    card: 'list',
    data: {
      title: words(atHome ? 'home.title' : 'lists.waiting.title'),
      lead: [
        ...(atHome ? [words('home.lead')] : []),
        ...leadOf(all, shown),
        ...(inHub(shown) ? [words('waiting.hub')] : []),
      ],
      items: rows,
      buttons: atHome
        ? [urgentButton(words), ...startButtons(words, 'my-records', 'help')]
        : [
            ...more,
            ...(inHub(shown) ? [command(words, 'board')] : []),
            command(words, 'settings'),
            command(words, 'help'),
            urgentButton(words),
          ],
    },
    summary: words('engine.summary.list'),
    how,
    audience: 'person',
  };
};
