import { type AnyDialog, startable } from '../../../dialogs/registry.ts';
import type { Words } from '../../../dialogs/words.ts';
import type { Press } from '../turn.ts';

export type ButtonData = { title: string; press: Press; style?: 'default' | 'positive' | 'destructive' };

/** A dialog is called by its own name; the commands of the house have theirs with the core. */
export const command = (words: Words, name: string): ButtonData => ({
  title: words(startable.includes(name) ? `${name}.name` : `titles.${name}`),
  press: { do: 'command', word: name },
});

/** On a record that says so when something was shared at once. */
export const urgentFrom = (words: Words, { lifecycle, hub }: AnyDialog, ref: string): ButtonData => {
  const button = urgentButton(words);
  return lifecycle.actions.urgentUsed || hub ? { ...button, press: { ...button.press, ref } } : button;
};

/** On every card, whatever else it says: the urgent lane is never more than one press away. */
export const urgentButton = (words: Words): ButtonData => ({
  ...command(words, 'urgent'),
  style: 'destructive',
});
