import { expect } from 'vitest';
import type { Reply } from '../../bot/core/reply.ts';
import type { Press } from '../../bot/core/turn.ts';
import { words } from '../../bot/core/words.ts';
import { renderMessages, renderModal } from '../../bot/slack/render.ts';
import { validateBlocks } from '../../bot/slack/validate.ts';
import { fits, renderReply } from '../../bot/teams/render.ts';
import type { CardData } from '../../cards/catalogue.ts';
import type { QuestionName } from '../../dialogs/decision/questions.ts';
import { faultsOf } from './card-parser.ts';
import type { Fields, Step } from './decision-ways.ts';
import { buttonOf, dataOf, type PersonSays } from './house.ts';

/** A sharing decision as a person goes through it: what is pressed and what is written, page after page. */

export * from './decision-ways.ts';

const teamsActions = 6;

/** Whatever is shown fits on both channels, and Teams shows no more than six of a card's own buttons. */
export const expectSound = (reply: Reply): void => {
  const teams = renderReply(reply);
  expect(faultsOf(teams.card)).toEqual([]);
  expect(fits(teams)).toBe(true);
  expect(teams.card.actions?.length ?? 0).toBeLessThanOrEqual(teamsActions);
  for (const { blocks } of renderMessages(reply)) expect(validateBlocks(blocks, 'message')).toEqual([]);
  const view = renderModal(reply, { close: 'Close', next: 'Next' });
  if (view) expect(validateBlocks(view.blocks, 'modal')).toEqual([]);
};

/** What stands in the fields: a client hands it in with every press. */
const heldBy = (replies: readonly Reply[]): Fields => {
  const page = replies.find((reply) => reply.card === 'page');
  const inputs = page?.card === 'page' ? (page.data.inputs ?? []) : [];
  return Object.fromEntries(inputs.map(({ id, value }) => [id, value ?? '']));
};

/** One person at one channel, with what is in front of them. */
export const sitting = (says: PersonSays) => {
  let shown: readonly Reply[] = [];
  const seen: Reply[] = [];
  const take = async (made: Promise<Reply[]>): Promise<readonly Reply[]> => {
    const replies = await made;
    for (const reply of replies) expectSound(reply);
    seen.push(...replies);
    if (replies.length > 0) shown = replies;
    return replies;
  };
  const press = (title: string, fields: Fields = {}) =>
    take(says.press(buttonOf(shown, title), { ...heldBy(shown), ...fields }));
  const follow = async (steps: readonly Step[]) => {
    for (const { title, fields } of steps) await press(title, fields);
  };
  const page = (): CardData<'page'> => dataOf(shown, 'page');
  return {
    says,
    press,
    follow,
    page,
    shown: () => shown,
    /** Everything that was ever shown. */
    seen: () => seen,
    record: () => dataOf(shown, 'record'),
    message: () => dataOf(shown, 'message'),
    list: () => dataOf(shown, 'list'),
    button: (title: string): Press => buttonOf(shown, title),
    type: (text: string) => take(says.type(text)),
    send: (what: Press, fields: Fields = {}, id?: string) =>
      take(says.press(what, { ...heldBy(shown), ...fields }, id)),
    decide: async (steps: readonly Step[]) => {
      await take(says.type('decide'));
      await follow(steps);
    },
    /** From the recommendation: gives another answer to what was taken as read. */
    change: async (question: QuestionName, value: string) => {
      const label = words(`decision.questions.${question}.label`);
      const row = page().rows?.find((each) => each.label === label);
      if (!row) throw new Error(`nothing was taken as read about ${question}`);
      await take(says.press(row.change.press as Press));
      await press(words('engine.next'), { [question]: value });
    },
    outcome: (): string => {
      const { verdict } = page();
      if (!verdict) throw new Error(`no recommendation on "${page().title}"`);
      return verdict.title;
    },
  };
};

export type Sitting = ReturnType<typeof sitting>;
