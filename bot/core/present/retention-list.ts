import { sayDate } from '../../../dialogs/engine/say.ts';
import { dialogOf } from '../../../dialogs/registry.ts';
import { isDue } from '../../../dialogs/retention/rules.ts';
import type { KeptRecord } from '../records.ts';
import type { Reply } from '../reply.ts';
import type { Scene } from '../scene.ts';
import { command, urgentButton } from './buttons.ts';
import { moreButton, type Row } from './list.ts';

/** Records whose time is over, or that are on hold: references and kinds, never what is in them. */

type Shown = Pick<Scene, 'listed' | 'next' | 'words' | 'context'>;

const stateOf = ({ retention }: KeptRecord, due: boolean): string => {
  if (retention.hold) return 'held';
  if (retention.asked) return 'asked';
  return due ? 'due' : 'later';
};

const rowOf = (record: KeptRecord, { words, context }: Shown): Row[] => {
  const dialog = dialogOf(record);
  if (!dialog) return [];
  const { reference: ref, retention } = record;
  const { reviewOn, holdReason } = retention;
  const params = {
    date: sayDate(reviewOn),
    ground: holdReason ? words(`retention.grounds.${holdReason}`) : '',
  };
  return [
    {
      title: words('lists.record', { ref, name: words(`${dialog.name}.kept`) }),
      detail: words(`retention.row.${stateOf(record, isDue(record, context('')))}`, params),
      button: { title: words('lists.open'), press: { do: 'more', word: 'retention', ref } },
    },
  ];
};

export const retentionListReply = (
  name: 'retention' | 'holds',
  shown: Shown,
  { all, further }: { all: boolean; further: boolean },
): Reply => {
  const { listed, next, words } = shown;
  const items = listed.flatMap(({ body }) => rowOf(body as KeptRecord, shown));
  const none = further ? 'lists.no-more' : `lists.${name}.none`;
  const other = name === 'holds' ? 'retention' : 'holds';
  return {
    card: 'list',
    data: {
      title: words(`lists.${name}.title`),
      lead: [
        words(`lists.${name}.reach.${all ? 'agency' : 'own'}`),
        words(items.length > 0 ? `lists.${name}.lead` : none),
      ],
      items,
      buttons: [
        ...(next ? [moreButton(words, 'lists.more', { word: name, value: next })] : []),
        command(words, other),
        command(words, 'help'),
        urgentButton(words),
      ],
    },
    summary: words('engine.summary.list'),
    how: 'new',
    audience: 'person',
  };
};
