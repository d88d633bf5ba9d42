import { escapeText } from '../../../cards/text.ts';
import { sayWhen } from '../../../dialogs/engine/say.ts';
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

type Shown = {
  words: Words;
  policy: PolicyPack;
  how: Reply['how'];
  /** Whom it is for, where several people share one chat. */
  label: string;
};

/** How much waits, and the way there. */
const digestReply = (notice: KeptNotice, { words, how, label }: Shown): Reply => ({
  card: 'notice',
  data: {
    title: words('notices.digest.title'),
    for: label ? words('notices.for', { name: escapeText(label) }) : '',
    lead: [...words.list('notices.digest.lead', notice.params)],
    buttons: [
      { ...command(words, 'waiting'), style: 'positive' },
      command(words, 'settings'),
      urgentButton(words),
    ],
  },
  summary: words('notices.digest.summary'),
  how,
  audience: 'person',
});

/** References, never case detail: who, which record, when. */
export const noticeReply = (notice: KeptNotice, shown: Shown): Reply => {
  if (notice.kind === 'digest') return digestReply(notice, shown);
  const { words, policy, how, label } = shown;
  const key = noticeWords(notice.kind);
  const params = { who: escapeText(notice.who || words('user')), ref: notice.ref, ...notice.params };
  return {
    card: 'notice',
    data: {
      title: words(`${key}.title`),
      for: label ? words('notices.for', { name: escapeText(label) }) : '',
      lead: [...words.list(`${key}.lead`, params)],
      facts: [
        { title: words('notices.ref'), words: notice.ref },
        { title: words('notices.sent'), words: sayWhen(notice.sentAt, policy) },
      ],
      buttons: [
        ...(notice.actions ?? []).map((action) => ({
          title: words(`${key.split('.')[0]}.actions.${action}`),
          press: { do: 'act' as const, ref: notice.ref, action, seq: notice.seq ?? 1 },
        })),
        ...(notice.back ? [backButton(notice.back, words)] : []),
        { title: words('notices.open'), press: { do: 'open', ref: notice.ref } },
        // With an answer to give, to have noted it is not enough.
        ...(notice.actions
          ? []
          : [{ title: words('lists.noted'), press: { do: 'seen' as const, ref: notice.id } }]),
        urgentButton(words),
      ],
    },
    summary: words(`${key}.summary`),
    how,
    audience: 'person',
  };
};
