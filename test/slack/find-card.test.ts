import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Reply } from '../../bot/core/reply.ts';
import { words } from '../../bot/core/words.ts';
import { readAnswers } from '../../bot/slack/inputs.ts';
import { hasInputs, renderMessages, renderModal } from '../../bot/slack/render.ts';
import { validateBlocks } from '../../bot/slack/validate.ts';
import { buttonOf, dataOf, type House, openHouse } from '../support/house.ts';
import { plant, referenceOf } from '../support/kept.ts';

/** The search card as Slack shows it, filled in and handed in as Slack does. */

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.close());

type Block = {
  type: string;
  block_id?: string;
  element?: { type: string; action_id: string; options?: Option[] };
};
type Option = { text: { text: string }; value: string };

const blocksOf = (reply: Reply | undefined): Block[] => {
  if (!reply) throw new Error('there is no reply');
  const [message, ...rest] = renderMessages(reply);
  expect(rest).toEqual([]);
  expect(validateBlocks(message.blocks, 'message')).toEqual([]);
  return message.blocks as unknown as Block[];
};

const held = (element: NonNullable<Block['element']>, answer: string): object => {
  const option = element.options?.find(({ text }) => text.text === answer);
  const controls: Record<string, object> = {
    plain_text_input: { value: answer || null },
    datepicker: { selected_date: answer || null },
    static_select: { selected_option: option ?? null },
  };
  const control = controls[element.type];
  if (!control) throw new Error(`no way to fill in ${element.type}`);
  return { type: element.type, ...control };
};

/** What Slack sends back: each control by its block, with what a person chose or wrote. */
const stateOf = (blocks: readonly Block[], answers: Readonly<Record<string, string>>) => ({
  values: Object.fromEntries(
    blocks.flatMap(({ block_id: id, element }) =>
      id && element ? [[id, { [element.action_id]: held(element, answers[id] ?? '') }]] : [],
    ),
  ),
});

describe('the search card on Slack', () => {
  it('has all its fields, in a message and in a modal', async () => {
    const [reply] = await house.as('slack', 'USAM').type('find');
    const ids = blocksOf(reply).flatMap(({ element, block_id: id }) => (element ? [id] : []));
    expect(ids).toEqual(['reference', 'subject', 'recipient', 'outcome', 'ground', 'from', 'to']);
    expect(reply && hasInputs(reply)).toBe(true);
    const view = reply && renderModal(reply, { close: 'Close', next: 'Next' });
    expect(validateBlocks((view as { blocks: object[] }).blocks, 'modal')).toEqual([]);
    expect(view).toMatchObject({ submit: { text: words('find.submit') }, private_metadata: '{"do":"find"}' });
  });

  it('brings back what was chosen and written, and finds it', async () => {
    const facets = { subject: 'C-9', outcome: 'SHARE_LIMITED', recipients: ['mash'], grounds: ['NARROWED'] };
    await plant(
      house.store,
      { ref: referenceOf(1), at: '2026-11-18T10:00:00.000Z', facets },
      { ref: referenceOf(2), at: '2026-11-19T10:00:00.000Z', facets: { ...facets, outcome: 'SHARE' } },
    );
    const sam = house.as('slack', 'USAM');
    const [reply] = await sam.type('find');
    const partner = house.policy.partners.mash?.title ?? '';
    const state = stateOf(blocksOf(reply), {
      subject: 'c-9',
      recipient: partner,
      outcome: words('find.outcomes.SHARE_LIMITED'),
      ground: words('find.grounds.NARROWED'),
      from: '2026-11-18',
    });
    const replies = await sam.press(buttonOf(reply ? [reply] : [], words('find.submit')), readAnswers(state));
    expect(dataOf(replies, 'list').items?.map(({ button }) => button.press.ref)).toEqual([referenceOf(1)]);
    blocksOf(replies[0]);
  });

  it('can be handed in untouched or unclear, and keeps what can be kept', async () => {
    const sam = house.as('slack', 'USAM');
    const [empty] = await sam.type('find');
    const state = stateOf(blocksOf(empty), { outcome: words('find.any') });
    const [again] = await sam.press({ do: 'find' }, readAnswers(state));
    expect(again?.data).toMatchObject({ alert: words('find.faults.nothing') });
    const [unclear] = await sam.press({ do: 'find' }, { from: '31/02/2026', subject: '*C-9* <@U1>' });
    const blocks = blocksOf(unclear);
    const elementOf = (id: string) => blocks.find(({ block_id }) => block_id === id)?.element;
    expect(elementOf('from')).toMatchObject({ type: 'plain_text_input', initial_value: '31/02/2026' });
    expect(elementOf('subject')).toMatchObject({ initial_value: '*C-9* <@U1>' });
  });
});
