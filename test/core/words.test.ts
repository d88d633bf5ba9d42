import { describe, expect, it } from 'vitest';
import { command } from '../../bot/core/present/buttons.ts';
import { commandNames } from '../../bot/core/present/greet.ts';
import coreWords from '../../bot/core/words.en-GB.json' with { type: 'json' };
import { words } from '../../bot/core/words.ts';
import { dialogWords, words as wordsOfDialogs } from '../../dialogs/registry.ts';
import { gradeOf, sentencesOf, textsOf, wordsOf } from '../support/reading-ease.ts';

describe('the words of the product', () => {
  it('are those of the dialogs and of the core, and neither hides the other', () => {
    const shared = Object.keys(coreWords).filter((name) => Object.hasOwn(dialogWords, name));
    expect(shared).toEqual([]);
    for (const [key] of textsOf(dialogWords).filter(([name]) => !/\.\d+$/.test(name)))
      expect(words.has(key), key).toBe(true);
    expect(words('urgent.name')).toBe(wordsOfDialogs('urgent.name'));
  });

  it('throw for a key without words, and for a value that is missing', () => {
    expect(() => words('no.such.key')).toThrow('no words for no.such.key');
    expect(() => words.list('no.such.key')).toThrow('no list of words for no.such.key');
    expect(() => words('record.title')).toThrow('words need a value for {ref}');
    expect(() => words('record.title', { reference: 'D-7K3M-Q2' })).toThrow('{ref}');
    expect(words('record.title', { ref: 'D-7K3M-Q2' })).toContain('D-7K3M-Q2');
  });

  it('name and explain every command', () => {
    for (const name of commandNames) {
      expect(command(words, name).title).not.toBe('');
      const about = words.has(`${name}.command.about`) ? `${name}.command.about` : `commands.${name}.about`;
      expect(words(about)).not.toBe('');
    }
  });

  it('start no two commands with the same word', () => {
    const all = commandNames.flatMap((name) => {
      const key = words.has(`${name}.command.words`) ? `${name}.command.words` : `commands.${name}.words`;
      return [...words.list(key)];
    });
    expect(new Set(all).size).toBe(all.length);
  });

  it('read like those of a twelve-year-old, or easier, in sentences of at most 25 words', () => {
    const texts = textsOf(coreWords).filter(
      ([key]) => !key.startsWith('commands.') || key.endsWith('.about'),
    );
    const prose = texts.map(([, text]) => text).filter((text) => wordsOf(text).length >= 8);
    expect(gradeOf(prose)).toBeLessThanOrEqual(7);
    for (const [key, text] of texts)
      for (const sentence of sentencesOf(text)) expect(wordsOf(sentence).length, key).toBeLessThanOrEqual(25);
  });
});
