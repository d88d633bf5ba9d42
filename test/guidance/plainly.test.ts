import { describe, expect, it } from 'vitest';
import { readGuidance } from '../../bot/cli/guidance-files.ts';
import { inPlainWords, vocabularyOf } from '../../bot/guidance/plainly.ts';

/** What is told on of a question: words of the guidance, and nothing that says whom it is about. */

const vocabulary = new Set(vocabularyOf(readGuidance().entries));
const said = (question: string) => inPlainWords(question, vocabulary);

describe('a question in plain words', () => {
  it.each([
    ['Can I tell the school about the bruise?', 'can i tell the school about the …'],
    ['can i share with the GP, NHS or MASH', 'can i share with the gp nhs or mash'],
    ['Does Jordan Okafor, born 3 May 2014, live at M13 9PL?', 'does … born … live at …'],
  ])('%s', (question, plain) => {
    expect(said(question).replace('bruise', '…')).toBe(plain);
  });

  const planted = [
    'Jordan Okafor',
    'jordan okafor',
    'Siobhan',
    'Mohammed Al-Rashid',
    '07700 900123',
    '943 476 5919',
    'QQ123456C',
    'M13 9PL',
    '14 Acacia Avenue',
    'j.okafor@example.org',
    '3/5/2014',
    'Hillcrest Primary',
  ];
  it.each(planted)('holds no %s', (name) => {
    for (const question of [
      `Can I share ${name} with the police`,
      `${name} is at risk, do I need consent?`,
      `what about ${name}`,
    ]) {
      const plain = said(question);
      for (const part of name
        .split(/[\s@./-]+/)
        .filter((one) => one.length > 2 && !vocabulary.has(one.toLowerCase())))
        expect(plain.toLowerCase(), question).not.toContain(part.toLowerCase());
      expect(plain).not.toMatch(/\d/);
    }
  });

  it('takes no capital in the middle of a sentence, even of a word it knows', () => {
    expect(said('is Will or Grace at risk')).toBe('is … or … at risk');
  });

  it('is empty where nothing can be told on', () => {
    expect(said('???')).toBe('');
    expect(said('Okafor 943 476 5919')).toBe('');
  });

  it('fits on a button, however long the question was', () => {
    expect(said('can I share this with the police '.repeat(500)).length).toBeLessThanOrEqual(185);
  });
});
