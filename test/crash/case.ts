import type { UrgentAnswers } from '../../dialogs/urgent/dialog.ts';
import type { Deed, Hand } from '../support/peers-hands.ts';
import type { Screen } from '../support/peers-screen.ts';

/** One person's urgent case, and what that person does next with what is on the screen. */

export type Completion = {
  reached: 'yes' | 'not-yet';
  advice: 'none' | 'manager' | 'police';
  told: 'yes' | 'not-yet' | 'no';
  adviceOutcome?: string;
  toldReason?: string;
};

export type Case = { urgent: UrgentAnswers; completion: Completion };

const oneOf = <T>(list: readonly T[], random: () => number): T =>
  list[Math.floor(random() * list.length)] as T;

export const makeCase = (name: string, random: () => number): Case => {
  const advice = oneOf(['none', 'manager', 'police'] as const, random);
  const told = oneOf(['yes', 'not-yet', 'no'] as const, random);
  const mark = Math.floor(random() * 1e9).toString(36);
  return {
    urgent: {
      caseRef: `C-${name}`,
      risk: `Risk of ${name} ${mark}`,
      shared: `Shared for ${name} ${mark}`,
      with: `Team of ${name}`,
      whyNow: `Because ${name} ${mark}`,
    },
    completion: {
      reached: oneOf(['yes', 'not-yet'] as const, random),
      advice,
      told,
      ...(advice === 'none' ? {} : { adviceOutcome: `Advised on ${name} ${mark}` }),
      ...(told === 'yes' ? {} : { toldReason: `Not told in ${name} ${mark}` }),
    },
  };
};

/**
 * How far the person has been told that things are. A card that is shown is a promise that what led to it is kept:
 * 1 the draft is open, 2 it is recorded, 3 the completion is open, 4 its first page is kept, 5 its second too, 6 done.
 */
export const levelOf = ({ words, buttons, inputs }: Screen): number => {
  if (words.includes('Kept and complete')) return 6;
  if (buttons.includes('This is right: record it')) return 5;
  if (inputs.includes('adviceOutcome') || inputs.includes('toldReason')) return 4;
  if (inputs.includes('reached')) return 3;
  if (buttons.includes('Complete the record')) return 2;
  return inputs.includes('caseRef') ? 1 : 0;
};

/** `again`: what to do when nobody answered. Typed text is delivered again by the platform; a button is pressed anew. */
export type Move = { make(hand: Hand): Deed; again: 'redeliver' | 'anew' };

const press = (title: string, answers: Readonly<Record<string, string>> = {}): Move => ({
  make: (hand) => hand.press(title, answers),
  again: 'anew',
});

const only = (answers: Completion, inputs: readonly string[]): Record<string, string> =>
  Object.fromEntries(Object.entries(answers).filter(([name]) => inputs.includes(name)));

/** Undefined where nothing on the screen leads on. */
export const nextMove = (screen: Screen, { urgent, completion }: Case): Move | undefined => {
  switch (levelOf(screen)) {
    case 0:
      return screen.words === '' ? { make: (hand) => hand.type('urgent'), again: 'redeliver' } : undefined;
    case 1:
      return press('Record and go', urgent);
    case 2:
      return press('Complete the record');
    case 3:
    case 4:
      return press('Next', only(completion, screen.inputs));
    default:
      return press('This is right: record it');
  }
};
