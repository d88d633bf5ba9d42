import { dialogs } from '../../../dialogs/registry.ts';
import { clockActor } from '../by-clock.ts';
import { referenceFor } from '../keep-all.ts';
import { answerReply, type Much, sorryReply, unknownReply } from '../present/answer.ts';
import { keep } from '../records.ts';
import { type Decision, type Handler, type Needs, type Scene, tell } from '../scene.ts';
import type { Press } from '../turn.ts';

/** What is no command is a question: the guidance answers it, or says that it does not know. */

type Missed = { text: string; matched?: string; why: 'unknown' | 'none-of-these' | 'not-helpful' };

/** Left for who keeps the guidance, with nobody's name: neither of whom it was about nor of who asked. */
const noted = (scene: Scene, missed: Missed): Omit<Decision, 'replies'> => {
  const { question } = dialogs;
  const reference = referenceFor('question', scene.seed);
  const ctx = scene.context(reference);
  const { hostAgency } = ctx.policy;
  const person = clockActor('guidance', hostAgency);
  const effect = missed.text ? question?.takes?.(missed, { ...ctx, person }) : undefined;
  if (!question || !effect) return { changes: [] };
  const keeper = { now: scene.now, by: person.id, who: person.name, cause: scene.turn.id };
  return { changes: keep(question, effect, keeper).changes, partition: hostAgency };
};

const shownFrom = (scene: Scene) => ({
  words: scene.words,
  ctx: scene.context(''),
  plainly: scene.answered?.plainly ?? '',
});

export const ask = (question: string): Handler => ({
  right: 'help',
  needs: () => ({ guidance: { question } }),
  decide: (scene) => {
    const { answered } = scene;
    const shown = shownFrom(scene);
    if (answered?.entry) return tell(answerReply(answered, { ...shown, much: 'short', how: 'new' }));
    const { changes, ...where } = noted(scene, { text: shown.plainly, why: 'unknown' });
    return { changes, ...where, replies: [unknownReply({ ...shown, noted: changes.length > 0 })] };
  },
});

const opened = (guidance: NonNullable<Needs['guidance']>, press: Press, much: Much): Handler => ({
  right: 'help',
  needs: () => ({ guidance }),
  decide: (scene) => {
    const { answered } = scene;
    const shown = { ...shownFrom(scene), plainly: press.ask ?? '', noted: false };
    return tell(
      answered?.entry
        ? answerReply(answered, { ...shown, much, how: press.value ? 'replace' : 'new' })
        : unknownReply(shown),
    );
  },
});

/** It did not help. What the button brought back is read again: it was in somebody else's hands. */
const sorry = ({ word, ask: text = '' }: Press): Handler => ({
  right: 'help',
  needs: () => ({ guidance: { question: text } }),
  decide: (scene) => {
    const shown = shownFrom(scene);
    const missed: Missed = {
      text: shown.plainly,
      ...(word ? { matched: word } : {}),
      why: word ? 'not-helpful' : 'none-of-these',
    };
    const others = (scene.answered?.choices ?? []).filter(({ id }) => id !== word);
    return { ...noted(scene, missed), replies: [sorryReply(word ? others : [], shown)] };
  },
});

/** The rest of an answer takes the place of its beginning; another answer comes below. */
export const askPressed = (press: Press): Handler => {
  const entry = { entry: press.word ?? '' };
  switch (press.value) {
    case 'no':
      return sorry(press);
    case 'yes':
      return opened(entry, press, 'thanks');
    case 'whole':
      return opened(entry, press, 'whole');
    default:
      return opened(entry, press, 'short');
  }
};
