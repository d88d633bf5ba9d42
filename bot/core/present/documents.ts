import { sayDate } from '../../../dialogs/engine/say.ts';
import { localDate } from '../../../dialogs/engine/working-time.ts';
import { type Controlled, isLate, overdueAmong } from '../../../dialogs/policy/controlled.ts';
import type { Words } from '../../../dialogs/words.ts';
import type { Reply } from '../reply.ts';
import type { Scene } from '../scene.ts';
import { command, urgentButton } from './buttons.ts';
import { moreButton } from './list.ts';

/** What people rely on, as controlled documents: one with its changes, or all of them by when they are looked at again. */

const perPage = 15;

type Shown = Pick<Scene, 'words' | 'now' | 'context'>;

const todayOf = ({ now, context }: Shown): string => localDate(now, context('').policy);

const review = (one: Controlled, shown: Shown): string =>
  shown.words(isLate(one, todayOf(shown)) ? 'documents.was-due' : 'documents.due', {
    day: sayDate(one.reviewOn),
  });

const changesOf = ({ changes }: Controlled, words: Words) =>
  changes.length === 0
    ? [{ title: words('documents.facts.changes'), words: words('documents.first') }]
    : [...changes].reverse().map(({ version, change, reason, author, date }) => ({
        title: words('documents.facts.version-of', { version, day: sayDate(date) }),
        typed: words('documents.change', { change, reason, author }),
      }));

export const aboutReply = (one: Controlled, shown: Shown): Reply => {
  const { words } = shown;
  const { kind, id, title, version, author, owner, from } = one;
  const fact = (name: string, typed: string) => ({ title: words(`documents.facts.${name}`), typed });
  return {
    card: 'message',
    data: {
      title: words('documents.about-title'),
      lead: [],
      facts: [
        fact('title', title),
        fact('kind', words('documents.kind', { kind: words(`documents.kinds.${kind}`), id })),
        fact('version', version),
        fact('author', author),
        fact('owner', owner),
        fact('from', sayDate(from)),
        fact('review', review(one, shown)),
        ...changesOf(one, words),
      ],
      buttons: [
        ...(kind === 'guidance'
          ? [{ title: words('documents.buttons.open'), press: { do: 'ask' as const, word: id } }]
          : []),
        command(words, 'documents'),
        command(words, 'news'),
        urgentButton(words),
      ],
    },
    summary: words('engine.summary.message'),
    how: 'new',
    audience: 'person',
  };
};

/** Longer ones are no title of a row. */
const longest = 90;

const rowOf = (one: Controlled, shown: Shown) => {
  const { words } = shown;
  const { kind, id, title, version, owner } = one;
  return {
    title: title.length <= longest ? title : `${title.slice(0, longest).replace(/\s+\S*$/, '')}\u2026`,
    detail: words('documents.row', {
      kind: words(`documents.kinds.${kind}`),
      version,
      owner,
      review: review(one, shown),
    }),
    button: {
      title: words('documents.buttons.about'),
      press: { do: 'more' as const, word: 'about', value: `${kind}:${id}` },
    },
  };
};

export const documentsReply = (all: readonly Controlled[], from: number, shown: Shown): Reply => {
  const { words } = shown;
  const today = todayOf(shown);
  const late = overdueAmong(all, today);
  const rest = all
    .filter((one) => !isLate(one, today))
    .sort((a, b) => a.reviewOn.localeCompare(b.reviewOn) || a.title.localeCompare(b.title));
  const next = from + perPage;
  return {
    card: 'list',
    data: {
      title: words('documents.title'),
      lead: [
        words('documents.count', { all: all.length }),
        words(late.length > 0 ? 'documents.late' : 'documents.none-late', { late: late.length }),
      ],
      items: [...late, ...rest].slice(from, next).map((one) => rowOf(one, shown)),
      buttons: [
        ...(next < all.length
          ? [moreButton(words, 'lists.more', { word: 'documents', value: String(next) })]
          : []),
        command(words, 'news'),
        command(words, 'help'),
        urgentButton(words),
      ],
    },
    summary: words('engine.summary.list'),
    how: 'new',
    audience: 'person',
  };
};
