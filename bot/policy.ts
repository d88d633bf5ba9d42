import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { type PackFault, packFaults } from '../dialogs/policy/faults.ts';
import { isValues, type Overridden, override, type PolicyFile } from '../dialogs/policy/override.ts';
import { type PolicyPack, policyPackSchema } from '../dialogs/policy/pack.ts';
import { samplePack } from '../dialogs/policy/sample.ts';
import { SharewellError } from './core/errors.ts';

/** The sample pack, with whatever a deployment's own files say instead, file by file in name order. */

const readFile = (folder: string, name: string): PolicyFile => {
  const file = join(folder, name);
  try {
    const parts: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (isValues(parts)) return { name, parts };
  } catch (cause) {
    throw new SharewellError('config', `${file} is not readable JSON. Check it with a JSON editor.`, {
      cause,
    });
  }
  throw new SharewellError('config', `${file} must hold one JSON object with parts of the policy pack.`);
};

const namesIn = (folder: string): string[] => {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .sort();
  } catch (cause) {
    throw new SharewellError('config', `SHAREWELL_POLICY: the folder ${folder} cannot be read.`, { cause });
  }
};

const shapeFaults = ({ issues }: z.ZodError): PackFault[] =>
  issues.flatMap((issue) => {
    const path = issue.path.map(String);
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({ path: [...path, key], say: 'means nothing here: check its name' }));
    if (issue.code === 'invalid_key') return issue.issues.map(({ message }) => ({ path, say: message }));
    return [{ path, say: issue.message }];
  });

const missing = ({ input }: { input?: unknown }) => (input === undefined ? 'is missing: add it' : undefined);

const sayFault = ({ path, say, names }: PackFault, { fileOf, removedIn }: Overridden): string => {
  const where = path.join('.');
  const remover = names && removedIn(names.part, names.id);
  return remover
    ? `${remover}: ${names.part}.${names.id} is removed, but ${where} still names it: keep it, or change ${where} too`
    : `${fileOf(path) ?? 'sample pack'}: ${where} ${say}`;
};

export const readPolicy = (folder?: string): PolicyPack => {
  const files = folder ? namesIn(folder).map((name) => readFile(folder, name)) : [];
  const overridden = override(samplePack, files);
  const parsed = policyPackSchema.safeParse(overridden.pack, { error: missing });
  const found = parsed.success ? packFaults(parsed.data) : shapeFaults(parsed.error);
  const faults = [
    ...overridden.faults.map(({ file, path, say }) => `${file}: ${path.join('.')} ${say}`),
    ...found.map((fault) => sayFault(fault, overridden)),
  ];
  if (!parsed.success || faults.length > 0)
    throw new SharewellError(
      'config',
      ['The policy pack has faults:', ...faults.map((fault) => `- ${fault}`)].join('\n'),
    );
  return parsed.data;
};
