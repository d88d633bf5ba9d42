import type { Words } from '../dialogs/words.ts';
import { messageReply } from './core/present/message.ts';
import type { Reply } from './core/reply.ts';

/** What channels say on their own account, in the same words on both. */
export const channelPhrases = (words: Words) => {
  const message = (key: string, how: Reply['how'] = 'new') => messageReply(words, key, { how, buttons: [] });
  return {
    pointer: message('private.pointer'),
    unreachable: message('private.unreachable'),
    saving: message('faults.slow', 'replace'),
    tooLarge: message('faults.too-large'),
    visitor: message('private.visitor'),
    close: words('engine.close'),
    next: words('engine.next'),
  };
};
