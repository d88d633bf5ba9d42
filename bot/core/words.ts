import { dialogWords } from '../../dialogs/registry.ts';
import { createWords, type Words } from '../../dialogs/words.ts';
import coreWords from './words.en-GB.json' with { type: 'json' };

export const words: Words = createWords({ ...dialogWords, ...coreWords });
