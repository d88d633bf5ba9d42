import { beside } from '../../../dialogs/advice/show.ts';
import type { Back, Context } from '../../../dialogs/engine/types.ts';
import type { Words } from '../../../dialogs/words.ts';
import type { AnyStep } from '../drafts.ts';
import type { Reply } from '../reply.ts';
import { factOf } from './brief.ts';
import { type ButtonData, command, urgentButton } from './buttons.ts';
import { refer, type Shown } from './shown.ts';

/** Advice where it belongs: beside the question, on the record, and the way to it and back. */

/** Back to the question, or to the record, that somebody was asked about. */
export const backButton = (back: Back, words: Words): ButtonData => ({
  title: words(back.dialog ? 'advice.back.question' : 'advice.back.record', { ref: back.ref }),
  press: { do: 'open', ...back },
});

/** The first piece of advice of which nobody has said yet whether it was followed. */
export const followButton = ({ advised = [], person }: Context, words: Words): ButtonData[] => {
  const open = advised.find(({ status, createdBy }) => status === 'answered' && createdBy.id === person.id);
  return open
    ? [
        {
          title: words('advice.follow', { ref: open.reference }),
          press: { do: 'open', ref: open.reference },
          style: 'positive',
        },
      ]
    : [];
};

export const adviceFacts = (ctx: Context, words: Words, asked?: Parameters<typeof beside>[2]) =>
  beside(ctx.advised ?? [], ctx, asked).map(factOf(words));

/** Somebody is not sure: whom to ring, what was said already, and a way to ask without leaving the question. */
export const unsureReply = (step: Extract<AnyStep, { kind: 'advice' }>, shown: Shown): Reply => {
  const { words, draft, how, ctx } = shown;
  const there = refer(draft, step.page.page);
  const contacts = (['safeguardingLead', 'dpo', 'caldicott', 'legal'] as const).map((who) => {
    const { title, text } = ctx.policy.advisers[who];
    return { title, words: text };
  });
  const asked = { questions: [step.question], ...(draft.action ? { action: draft.action } : {}) };
  return {
    card: 'message',
    data: {
      title: words('engine.advice.title'),
      lead: words.list('engine.advice.lead').slice(),
      facts: [...adviceFacts(ctx, words, asked), ...contacts],
      buttons: [
        { title: words('engine.return'), press: { do: 'page', ...there }, style: 'positive' },
        {
          ...command(words, 'advice'),
          press: { do: 'command', word: 'advice', ref: draft.ref, page: step.page.page, ask: step.question },
        },
        urgentButton(words),
      ],
    },
    summary: words('engine.summary.advice'),
    how,
    audience: 'person',
  };
};
