import { readFileSync } from 'node:fs';
import { sayCitations } from '../../dialogs/engine/say.ts';
import type { Answered } from '../core/ports.ts';
import { words } from '../core/words.ts';
import { answerTo, sourcesOf } from '../guidance/answer.ts';
import { needLocal } from '../guidance/files.ts';
import { entriesIn, load, shelfOf, withMore } from '../guidance/saved.ts';
import { readPolicy } from '../policy.ts';
import { lawsKnown } from './guidance-files.ts';
import { linesOf, print, stopWhenUnread } from './lines.ts';

/** Questions from a terminal: the answer with its sources, or that it is not known. */

const help = `Usage: npm run --silent ask -- [--json] "QUESTION"
       npm run --silent ask -- --jsonl

  --json    prints the answer as a line of JSON
  --jsonl   reads lines {"id": ..., "question": "..."} and prints a line of JSON for each`;

const lineOf = (id: unknown, { band, entry, choices, confidence }: Answered) => ({
  id,
  band,
  entry: entry?.id ?? null,
  answer: entry?.short ?? null,
  citations: band === 'answer' && entry ? sourcesOf(entry) : [],
  choices:
    band === 'answer' || band === 'choose'
      ? choices.map((one) => ({ entry: one.id, citations: sourcesOf(one) }))
      : [],
  confidence,
});

const plainly = ({ band, entry, choices }: Answered): string => {
  if (band === 'choose')
    return [words('answer.choose.title'), ...choices.map(({ title }) => `- ${title}`)].join('\n');
  if (!entry) return words('unknown.title');
  const policy = readPolicy(process.env.SHAREWELL_POLICY?.trim() || undefined);
  const said = [...new Set(sayCitations(entry.citations, policy))];
  return [entry.short, ...(said.length > 0 ? [`Sources: ${said.join('; ')}`] : [])].join('\n');
};

const fault = (id: unknown, n: number, say: string) =>
  JSON.stringify({
    ...lineOf(id, { band: 'unknown', choices: [], related: [], confidence: 0 }),
    fault: `line ${n}: ${say}`,
  });

type Asked = { id?: unknown; question?: unknown };

/** What ships, and what the deployment says besides. */
const openLibrary = () => {
  const saved = readFileSync(new URL('guidance.bin', import.meta.url));
  const folder = process.env.SHAREWELL_GUIDANCE?.trim();
  if (!folder) return load(saved).library;
  const ships = entriesIn(saved);
  return shelfOf(withMore(ships, needLocal(folder, ships, lawsKnown()))).library;
};

const run = async (args: readonly string[]): Promise<void> => {
  const library = openLibrary();
  if (!args.includes('--jsonl')) {
    const answer = answerTo(library, args.filter((arg) => arg !== '--json').join(' '));
    return print(args.includes('--json') ? JSON.stringify(lineOf(null, answer)) : plainly(answer));
  }
  let n = 0;
  for await (const line of linesOf(process.stdin)) {
    n += 1;
    if (line.trim() === '') continue;
    let asked: Asked;
    try {
      asked = JSON.parse(line) as Asked;
    } catch {
      await print(fault(null, n, 'this is not JSON'));
      continue;
    }
    if (typeof asked?.question !== 'string')
      await print(fault(asked?.id ?? null, n, 'write {"id": ..., "question": "..."}'));
    else await print(JSON.stringify(lineOf(asked.id ?? null, answerTo(library, asked.question))));
  }
};

stopWhenUnread();

const args = process.argv.slice(2);
if (args.includes('--help') || args.length === 0) console.log(help);
else
  await run(args).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
  });
