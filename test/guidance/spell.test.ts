import { describe, expect, it } from 'vitest';
import { readGuidance } from '../../bot/cli/guidance-files.ts';
import { respell, spellingOf } from '../../bot/guidance/spell.ts';

/** What people type, and how it is read. */

const spelling = spellingOf(readGuidance().entries);

describe('a question', () => {
  it.each([
    ['infromation shairing protocal', 'information sharing protocol'],
    ['waht if teh cops ask', 'what if teh police ask'],
    ['can i see teh agreemnet', 'can i see teh agreement'],
    ["the kid's dad is kicking off", 'the child dad is angry'],
  ])('%j is read as %j', (typed, read) => {
    expect(respell(spelling, typed)).toBe(read);
  });

  it.each(['sharks and crocodiles', 'lasagne recipe', 'D-7K3M-Q2', 'section 16la', ''])(
    '%j is left as it is',
    (typed) => {
      expect(respell(spelling, typed).replaceAll(' ', '')).toBe(typed.toLowerCase().replaceAll(/[ -]/g, ''));
    },
  );
});
