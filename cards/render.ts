import { Template } from 'adaptivecards-templating';
import { type CardData, type CardName, catalogue } from './catalogue.ts';
import answer from './templates/answer.json' with { type: 'json' };
import board from './templates/board.json' with { type: 'json' };
import check from './templates/check.json' with { type: 'json' };
import list from './templates/list.json' with { type: 'json' };
import message from './templates/message.json' with { type: 'json' };
import notice from './templates/notice.json' with { type: 'json' };
import page from './templates/page.json' with { type: 'json' };
import record from './templates/record.json' with { type: 'json' };
import { cleanText } from './text.ts';
import type { AdaptiveCard } from './types.ts';

/** Built once and expanded once each time: a template that is expanded twice would run what a person typed. */
const templates: Record<CardName, Template> = {
  page: new Template(page),
  check: new Template(check),
  record: new Template(record),
  list: new Template(list),
  message: new Template(message),
  board: new Template(board),
  answer: new Template(answer),
  notice: new Template(notice),
};

/** A card's data becomes an Adaptive Card. Data that does not fit its schema is a fault of ours, so it throws. */
export const renderCard = <N extends CardName>(name: N, data: CardData<N>, summary: string): AdaptiveCard => {
  const normal = catalogue[name].parse(data);
  return templates[name].expand({ $root: { ...normal, fallbackText: cleanText(summary) } }) as AdaptiveCard;
};
