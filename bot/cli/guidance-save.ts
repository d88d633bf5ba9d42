import { type News, newsIn } from '../../dialogs/policy/controlled.ts';
import { documentOf } from '../guidance/editions.ts';
import { save } from '../guidance/saved.ts';
import { readGuidance } from './guidance-files.ts';

/** For the build: what was changed in the entries that ship. */
export const shippedNews = (): News[] => newsIn(readGuidance().entries.map((entry) => documentOf(entry)));

/** For the build: the entries that ship, weighed and written down. */
export const savedGuidance = (): Buffer => {
  const { entries, faults } = readGuidance();
  if (faults.length > 0) throw new Error(faults.map(({ file, say }) => `${file}: ${say}`).join('\n'));
  return save(entries);
};
