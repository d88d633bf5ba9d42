import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Checked, checkEntries } from '../guidance/check.ts';
import sources from '../guidance/sources.json' with { type: 'json' };
import { readPolicy } from '../policy.ts';

/** The entries of a folder, and what is wrong with them. */
export const readGuidance = (folder = 'bot/guidance/entries'): Checked => {
  const names = readdirSync(folder).filter((name) => name.endsWith('.md'));
  const files = names.map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
  const laws = Object.keys(readPolicy(process.env.SHAREWELL_POLICY?.trim() || undefined).law);
  return checkEntries(files, { sources, laws });
};

export const guidanceSources = sources;
