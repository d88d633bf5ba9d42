import { escapeText } from '../../../cards/text.ts';
import { sayWhen } from '../../../dialogs/engine/say.ts';
import type { Said } from '../../../dialogs/engine/types.ts';
import type { PolicyPack } from '../../../dialogs/policy/pack.ts';
import type { Words } from '../../../dialogs/words.ts';
import type { KeptNotice } from '../records.ts';
import type { Reply } from '../reply.ts';
import { backButton } from './advice.ts';
import { command, urgentButton } from './buttons.ts';

/** `urgent.told` has its words with its dialog; `undelivered` has them with the core. */
export const noticeWords = (kind: string): string => {
  const [owner, name] = kind.split('.');
  return name ? `${owner}.notices.${name}` : `notices.${owner}`;
};

/** What became of what it asks. */
export type Stands = {
  status: Said;
  who?: string;
  at?: string;
  /** What its reader can still do. */
  actions: readonly string[];
  seq: number;
  /** It waits as before, and for somebody else. */
  elsewhere: boolean;
};

type Shown = {
  words: Words;
  policy: PolicyPack;
  how: Reply['how'];
  /** Whom it is for, where several people share one chat. */
  label: string;
  stands?: Stands;
};

const sayWords = (words: Words, { key, params }: Said): string => words(key, params);

/** In place of the question: what became of it, by whom, when. */
const newsOf = ({ status, who, at, elsewhere }: Stands, words: Words, policy: PolicyPack): string[] => [
  sayWords(words, status),
  ...(at
    ? [
        words(who ? 'notices.moved-by' : 'notices.moved', {
          ...(who ? { who: escapeText(who) } : {}),
          when: sayWhen(at, policy),
        }),
      ]
    : []),
  ...(elsewhere ? [words('notices.elsewhere')] : []),
];

const openButton = ({ ref }: KeptNotice, words: Words) => ({
  title: words('notices.open'),
  press: { do: 'open' as const, ref },
});

const seenButton = ({ id }: KeptNotice, words: Words) => ({
  title: words('lists.noted'),
  press: { do: 'seen' as const, ref: id },
});

/** A card has room for five buttons: with four answers to give, what opens it stands above them. */
const mostAtTheEnd = 3;

const buttonsOf = (
  notice: KeptNotice,
  key: string,
  words: Words,
  stands: Stands | undefined,
  apart: boolean,
) => [
  ...(stands?.actions ?? notice.actions ?? []).map((action) => ({
    title: words(`${key.split('.')[0]}.actions.${action}`),
    press: { do: 'act' as const, ref: notice.ref, action, seq: stands?.seq ?? notice.seq ?? 1 },
  })),
  ...(notice.back ? [backButton(notice.back, words)] : []),
  ...(apart ? [] : [openButton(notice, words)]),
  // With an answer to give, to have noted it is not enough.
  ...(notice.actions ? [] : [seenButton(notice, words)]),
  urgentButton(words),
];

/** Of no one record: how much there is, and the way there. */
const counting: Readonly<Record<string, readonly string[]>> = {
  digest: ['waiting', 'settings'],
  review: ['documents'],
  'retention.due': ['retention'],
};

const countReply = (notice: KeptNotice, ways: readonly string[], { words, how, label }: Shown): Reply => ({
  card: 'notice',
  data: {
    title: words(`${noticeWords(notice.kind)}.title`),
    for: label ? words('notices.for', { name: escapeText(label) }) : '',
    lead: [...words.list(`${noticeWords(notice.kind)}.lead`, notice.params)],
    buttons: [
      ...ways.map((name, at) => ({
        ...command(words, name),
        ...(at === 0 ? { style: 'positive' as const } : {}),
      })),
      ...(notice.actions ? [] : [seenButton(notice, words)]),
      urgentButton(words),
    ],
  },
  summary: words(`${noticeWords(notice.kind)}.summary`),
  how,
  audience: 'person',
});

/** References, never case detail: who, which record, when. */
export const noticeReply = (notice: KeptNotice, shown: Shown): Reply => {
  const ways = counting[notice.kind];
  if (ways) return countReply(notice, ways, shown);
  const { words, policy, how, label, stands } = shown;
  const key = noticeWords(notice.kind);
  const over = stands?.actions.length === 0;
  const apart = (stands?.actions ?? notice.actions ?? []).length > mostAtTheEnd;
  const params = { who: escapeText(notice.who || words('user')), ref: notice.ref, ...notice.params };
  return {
    card: 'notice',
    data: {
      title: words(over ? 'notices.over.title' : `${key}.title`),
      for: label ? words('notices.for', { name: escapeText(label) }) : '',
      lead: stands
        ? newsOf(stands, words, policy)
        : [...words.list(`${key}.lead`, params), ...(notice.more ?? []).map((said) => sayWords(words, said))],
      facts: [
        ...(over ? [] : (notice.facts ?? [])).map(({ label: name, said }) => ({
          title: words(name),
          words: sayWords(words, said),
        })),
        { title: words('notices.ref'), words: notice.ref },
        { title: words('notices.sent'), words: sayWhen(notice.sentAt, policy) },
      ],
      beside: apart ? [openButton(notice, words)] : [],
      buttons: buttonsOf(notice, key, words, stands, apart),
    },
    summary: words(over ? 'notices.over.summary' : `${key}.summary`),
    how,
    audience: 'person',
  };
};
