import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Answered } from '../core/ports.ts';
import { answerTo, sourcesOf } from '../guidance/answer.ts';
import { load } from '../guidance/saved.ts';

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

const print = async (text: string): Promise<void> => {
  if (!process.stdout.write(`${text}\n`)) await once(process.stdout, 'drain');
};

const plainly = ({ band, entry, choices }: Answered): string => {
  if (band === 'choose') return ['Did you mean:', ...choices.map(({ title }) => `- ${title}`)].join('\n');
  if (!entry) return 'I do not know. Please ask your adviser.';
  const sources = sourcesOf(entry).map(({ source, section }) => [source, section].filter(Boolean).join(', '));
  return [entry.short, ...(sources.length > 0 ? [`Sources: ${sources.join('; ')}`] : [])].join('\n');
};

const fault = (id: unknown, n: number, say: string) =>
  JSON.stringify({
    ...lineOf(id, { band: 'unknown', choices: [], related: [], confidence: 0 }),
    fault: `line ${n}: ${say}`,
  });

type Asked = { id?: unknown; question?: unknown };

const run = async (args: readonly string[]): Promise<void> => {
  const library = load(readFileSync(new URL('guidance.bin', import.meta.url)));
  if (!args.includes('--jsonl')) {
    const answer = answerTo(library, args.filter((arg) => arg !== '--json').join(' '));
    return print(args.includes('--json') ? JSON.stringify(lineOf(null, answer)) : plainly(answer));
  }
  let n = 0;
  for await (const line of createInterface({ input: process.stdin })) {
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

process.stdout.on('error', () => process.exit());

const args = process.argv.slice(2);
if (args.includes('--help') || args.length === 0) console.log(help);
else await run(args);
