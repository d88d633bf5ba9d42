import { answerReply, type Much } from '../present/answer.ts';
import { type Handler, type Needs, tell } from '../scene.ts';
import type { Press } from '../turn.ts';
import { unknown } from './show.ts';

/** What is no command is a question: the guidance answers it, or says that it does not know. */

const from = (guidance: NonNullable<Needs['guidance']>, much: Much, how: 'new' | 'replace'): Handler => ({
  right: 'help',
  needs: () => ({ guidance }),
  decide: (scene) => {
    const { answered } = scene;
    return answered?.entry
      ? tell(answerReply(answered, { words: scene.words, ctx: scene.context(''), much, how }))
      : unknown.decide(scene);
  },
});

export const ask = (question: string): Handler => from({ question }, 'short', 'new');

/** The rest of an answer takes the place of its beginning; another answer comes below. */
export const askPressed = ({ word = '', value }: Press): Handler =>
  value === 'whole' ? from({ entry: word }, 'whole', 'replace') : from({ entry: word }, 'short', 'new');
