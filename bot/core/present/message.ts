import type { Words } from '../../../dialogs/words.ts';
import type { Reply } from '../reply.ts';
import { type ButtonData, command, urgentButton } from './buttons.ts';

type Tone = 'plain' | 'good' | 'warning' | 'attention';

/** Something to tell. `key` names a title and a lead in the word file. */
export const messageReply = (
  words: Words,
  key: string,
  options: {
    params?: Readonly<Record<string, string>>;
    tone?: Tone;
    how?: Reply['how'];
    lead?: readonly string[];
    buttons?: readonly ButtonData[];
    audience?: Reply['audience'];
  } = {},
): Reply => {
  const {
    params = {},
    tone = 'plain',
    how = 'new',
    buttons = [command(words, 'help')],
    audience = 'place',
  } = options;
  const lead = options.lead ?? (words.has(`${key}.lead`) ? words.list(`${key}.lead`, params) : []);
  return {
    card: 'message',
    data: {
      title: words(`${key}.title`, params),
      tone,
      lead: [...lead],
      buttons: [...buttons, urgentButton(words)],
    },
    summary: words('engine.summary.message'),
    how,
    audience,
  };
};
