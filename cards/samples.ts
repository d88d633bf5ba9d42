import type { CardData, CardName } from './catalogue.ts';
import answer from './samples/answer.json' with { type: 'json' };
import board from './samples/board.json' with { type: 'json' };
import check from './samples/check.json' with { type: 'json' };
import list from './samples/list.json' with { type: 'json' };
import message from './samples/message.json' with { type: 'json' };
import messagePicture from './samples/message-picture.json' with { type: 'json' };
import notice from './samples/notice.json' with { type: 'json' };
import page from './samples/page.json' with { type: 'json' };
import pageChoices from './samples/page-choices.json' with { type: 'json' };
import pageErrors from './samples/page-errors.json' with { type: 'json' };
import pagePressed from './samples/page-pressed.json' with { type: 'json' };
import pagePressedField from './samples/page-pressed-field.json' with { type: 'json' };
import pageRecommendation from './samples/page-recommendation.json' with { type: 'json' };
import record from './samples/record.json' with { type: 'json' };

/** What each card holds on a real day, made up: for tests, previews, and whoever changes a template. */
export type Sample<N extends CardName = CardName> = { summary: string; data: CardData<N> };

export const samples: { readonly [N in CardName]: Readonly<Record<string, Sample<N>>> } = {
  page: {
    urgent: page as Sample<'page'>,
    'urgent with errors': pageErrors as Sample<'page'>,
    choices: pageChoices as Sample<'page'>,
    'answered by a press': pagePressed as Sample<'page'>,
    'answered by a press, with a field': pagePressedField as Sample<'page'>,
    recommendation: pageRecommendation as Sample<'page'>,
  },
  check: { 'after the danger': check as Sample<'check'> },
  record: { 'urgent, to complete': record as Sample<'record'> },
  list: { waiting: list as Sample<'list'> },
  board: { 'an enquiry': board as Sample<'board'> },
  answer: { 'from the guidance': answer as Sample<'answer'> },
  message: {
    'not kept': message as Sample<'message'>,
    'with a picture': messagePicture as Sample<'message'>,
  },
  notice: { 'manager told': notice as Sample<'notice'> },
};
