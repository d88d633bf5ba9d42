import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type PolicyPack, packFaults, policyPackSchema } from '../dialogs/policy/pack.ts';
import sample from '../dialogs/policy/sample.json' with { type: 'json' };
import { SharewellError } from './core/errors.ts';

/** The sample pack, with whatever a deployment's own files say instead: top-level parts, file by file in name order. */

const readPart = (file: string): object => {
  try {
    const part: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof part === 'object' && part !== null && !Array.isArray(part)) return part;
  } catch (cause) {
    throw new SharewellError('config', `${file} is not readable JSON. Check it with a JSON editor.`, {
      cause,
    });
  }
  throw new SharewellError('config', `${file} must hold one JSON object with parts of the policy pack.`);
};

const filesIn = (folder: string): string[] => {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => join(folder, name));
  } catch (cause) {
    throw new SharewellError('config', `SHAREWELL_POLICY: the folder ${folder} cannot be read.`, { cause });
  }
};

export const readPolicy = (folder?: string): PolicyPack => {
  const parts = folder ? filesIn(folder).map(readPart) : [];
  const parsed = policyPackSchema.safeParse(Object.assign({}, sample, ...parts));
  const faults = parsed.success
    ? packFaults(parsed.data)
    : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  if (!parsed.success || faults.length > 0)
    throw new SharewellError(
      'config',
      ['The policy pack has faults:', ...faults.map((fault) => `- ${fault}`)].join('\n'),
    );
  return parsed.data;
};
