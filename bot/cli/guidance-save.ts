import { save } from '../guidance/saved.ts';
import { readGuidance } from './guidance-files.ts';

/** For the build: the entries that ship, weighed and written down. */
export const savedGuidance = (): Buffer => {
  const { entries, faults } = readGuidance();
  if (faults.length > 0) throw new Error(faults.map(({ file, say }) => `${file}: ${say}`).join('\n'));
  return save(entries);
};
