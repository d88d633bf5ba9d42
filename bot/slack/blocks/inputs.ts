import type { InputBlock, InputBlockElement } from '@slack/types';
import type { Input } from '../../../cards/types.ts';
import { SharewellError } from '../../core/errors.ts';
import { limits } from '../limits.ts';
import { controlLabel } from './actions.ts';
import { choiceElement, toggleElement } from './choices.ts';
import { blockIdOf, moreAction } from './codec.ts';
import { dateElement, numberElement, textElements, timeElement } from './controls.ts';
import { type Draft, lose } from './draft.ts';
import { plain, shorten } from './text.ts';

const labelOf = (draft: Draft, input: Input, at: string): string => {
  if (input.label?.trim()) return input.label;
  lose(draft, 'no-label', at);
  const instead = [
    'title' in input ? input.title : undefined,
    'placeholder' in input ? input.placeholder : undefined,
  ];
  return instead.find((words) => words?.trim()) ?? input.id;
};

const elementsOf = (draft: Draft, input: Input, at: string): InputBlockElement[] => {
  switch (input.type) {
    case 'Input.Text':
      return textElements(draft, input, at);
    case 'Input.Number':
      return [numberElement(draft, input, at)];
    case 'Input.Date':
      return [dateElement(draft, input, at)];
    case 'Input.Time':
      return [timeElement(draft, input, at)];
    case 'Input.Toggle':
      return [toggleElement(draft, input, at)];
    case 'Input.ChoiceSet':
      return [choiceElement(draft, input, at)];
    default:
      return input satisfies never;
  }
};

const ownId = (draft: Draft, id: string): string => {
  if (draft.blockIds.has(id)) throw new SharewellError('bad-request', 'Two inputs of a card have one name.');
  draft.blockIds.add(id);
  return blockIdOf(id);
};

/**
 * Nothing is compulsory to Slack: the server says what is missing, in words and with everything typed still there.
 * Slack's own check would also stop a person who only wants to go back or to park. A message is never handed in, so
 * nothing is checked there, and saying so would only write "(optional)" beside what is needed.
 */
export const inputBlocks = (draft: Draft, input: Input, at: string, hint: string | undefined): void => {
  const label = controlLabel(draft, labelOf(draft, input, at), limits.input.label, at);
  const elements = elementsOf(draft, input, at);
  elements.forEach((element, index) => {
    const first = index === 0;
    const more = first ? '' : moreAction(index + 1, input.id);
    const block: InputBlock = {
      type: 'input',
      block_id: ownId(draft, first ? input.id : more),
      label: plain(first ? label : `${shorten(label, limits.input.label - 10)} (${index + 1})`),
      optional: draft.surface === 'modal',
      element: first ? element : { ...element, action_id: more },
    };
    if (hint !== undefined && index === elements.length - 1) block.hint = plain(hint);
    draft.blocks.push(block);
  });
};
