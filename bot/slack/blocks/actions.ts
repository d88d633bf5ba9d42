import type { Button } from '@slack/types';
import type { Action, ActionExecute, ActionSubmit } from '../../../cards/types.ts';
import { SharewellError } from '../../core/errors.ts';
import { limits } from '../limits.ts';
import { type Draft, lose } from './draft.ts';
import { nothing, plain, richWords, shorten } from './text.ts';

/** What a button sends back. It is a reference, never case detail, so one that is too long is a fault of ours. */
export const pressValue = ({ data }: ActionExecute | ActionSubmit): string => {
  const value = JSON.stringify(data.press ?? {});
  if (value.length > limits.button.value)
    throw new SharewellError('too-large', 'A button carries more than Slack takes.');
  return value;
};

const takesLink = (url: string): boolean =>
  url.length <= limits.button.url && /^https?:\/\/[^\s]+$/.test(url);

/**
 * The words on a control. Too long for it, they stand in full just before it, and the control shows their beginning.
 */
export const controlLabel = (draft: Draft, words: string, max: number, at: string): string => {
  const text = words.trim() === '' ? nothing : words;
  if (text.length <= max) return text;
  lose(draft, 'menu-label', at);
  draft.blocks.push(...richWords(text));
  return shorten(text, max);
};

/** Undefined for a link that Slack would refuse, whose words and address stand there as text, and for a toggle. */
export const button = (draft: Draft, action: Action, at: string): Button | undefined => {
  if (action.mode === 'secondary') lose(draft, 'secondary', at);
  if (action.type === 'Action.ToggleVisibility') {
    lose(draft, 'toggle', at);
    return undefined;
  }
  if (action.type === 'Action.OpenUrl' && !takesLink(action.url)) {
    lose(draft, 'link', at);
    draft.blocks.push(...richWords(`${action.title}: ${action.url}`));
    return undefined;
  }
  const style =
    action.style === 'positive' ? 'primary' : action.style === 'destructive' ? 'danger' : undefined;
  const face: Button = {
    type: 'button',
    text: plain(controlLabel(draft, action.title, limits.button.text, at)),
    ...(style ? { style } : {}),
  };
  return action.type === 'Action.OpenUrl'
    ? { ...face, action_id: `link:${draft.links++}`, url: action.url }
    : { ...face, action_id: `press:${draft.presses++}`, value: pressValue(action) };
};

/** Buttons in rows of five. */
export const actions = (draft: Draft, list: readonly Action[], at: string): void => {
  const buttons = list
    .map((action, index) => button(draft, action, `${at}/${index}`))
    .filter((made) => made !== undefined);
  for (let from = 0; from < buttons.length; from += limits.actions.inARow)
    draft.blocks.push({ type: 'actions', elements: buttons.slice(from, from + limits.actions.inARow) });
};
