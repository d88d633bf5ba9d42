import { agencyName } from '../../../dialogs/dispute/parties.ts';
import { sayWhen } from '../../../dialogs/engine/say.ts';
import type { Context } from '../../../dialogs/engine/types.ts';
import { enquiry } from '../../../dialogs/enquiry/dialog.ts';
import type { Enquiry } from '../../../dialogs/enquiry/record.ts';
import { hubTitle } from '../../../dialogs/hub/seats.ts';
import type { Words } from '../../../dialogs/words.ts';
import { lateIn, nextDue, waitsFor } from '../enquiries.ts';
import type { Reply } from '../reply.ts';
import { command, urgentButton } from './buttons.ts';
import { moreButton } from './list.ts';

/** Enquiries of a hub as a list: references, ratings and clocks. It may stand where everybody of the hub reads it. */

type Shown = {
  words: Words;
  ctx: Context;
  from: number;
  size: number;
  /** There are more than were looked at. */
  more: boolean;
  /** Whose answers are missing is said first; nobody's, where several agencies read it. */
  agency: string;
  how: Reply['how'];
  audience: Reply['audience'];
};

const detailOf = (record: Enquiry, { words, ctx, agency }: Shown): string => {
  const said = enquiry.board?.(record, ctx).status;
  const late = lateIn(record, ctx.now).map((one) => agencyName(one.agency, ctx.policy));
  const due = nextDue(record);
  return [
    ...(said ? [words(said.key, said.params)] : []),
    ...(late.length > 0 ? [words('board.late', { agencies: late.join(', ') })] : []),
    ...(due && late.length === 0 ? [words('board.due', { when: sayWhen(due, ctx.policy) })] : []),
    ...(agency && waitsFor(record, agency) ? [words('board.yours')] : []),
  ].join(' ');
};

export const enquiriesReply = (all: readonly Enquiry[], shown: Shown): Reply => {
  const { words, ctx, from, size, more, how, audience } = shown;
  const code = ctx.hub?.code ?? '';
  const page = all.slice(from, from + size);
  const press = { word: 'board', page: code };
  return {
    card: 'list',
    data: {
      title: words('board.title', { hub: hubTitle(code, ctx.policy) }),
      lead: [
        page.length > 0
          ? words('board.lead', { from: from + 1, to: from + page.length, all: all.length })
          : words(from > 0 ? 'lists.no-more' : 'board.none'),
        words('board.at', { when: sayWhen(ctx.now, ctx.policy) }),
        ...(more ? [words('board.many')] : []),
      ],
      items: page.map((record) => ({
        title: record.reference,
        detail: detailOf(record, shown),
        button: { title: words('lists.open'), press: { do: 'open' as const, ref: record.reference } },
      })),
      buttons: [
        moreButton(words, 'board.refresh', { ...press, value: '0' }),
        ...(from + size < all.length
          ? [moreButton(words, 'lists.more', { ...press, value: String(from + size) })]
          : []),
        command(words, 'hub'),
        urgentButton(words),
      ],
    },
    summary: words('board.summary'),
    how,
    audience,
  };
};
