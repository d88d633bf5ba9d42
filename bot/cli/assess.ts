import { parseArgs } from 'node:util';
import type { Context } from '../../dialogs/engine/types.ts';
import { type Assessed, createAssess } from '../core/assess.ts';
import type { Desk } from '../core/assess-case.ts';
import { schemaOf } from '../core/assess-schema.ts';
import { type Assessable, assessableNames, assessableOf } from '../core/assessable.ts';
import { SharewellError } from '../core/errors.ts';
import { words } from '../core/words.ts';
import { readPolicy } from '../policy.ts';
import { linesOf, print, stopWhenUnread } from './lines.ts';

/** Takes cases through a dialog, many at once, one line of JSON each: for tests, audits and whoever checks the rules. */

const help = `npm run --silent assess -- decision --jsonl < cases.jsonl
npm run --silent assess -- decision --case '{"answers": {"actToday": "no"}}'
npm run --silent assess -- decision --schema
npm run --silent assess -- breach --jsonl < incidents.jsonl

Takes cases through a dialog and prints what each comes to, one line of JSON a case. Nothing is kept.

--jsonl     read cases from the standard input, one a line
--case      take this one case
--schema    print the questions and their options as a JSON Schema
--explain   add the rows of the table that each case passed, and why
--summary   at the end, write to the standard error how often each outcome came

A case: {"id": "a-1", "answers": {"actToday": "no", "wants": "own"}}
It may also have "date" (the law of that day, such as "2026-11-21"), "agency" (an id from the policy pack), "roles"
(a list) and "policy" (parts of the policy pack that count for this case instead).

breach: the weighing of a breach by whoever leads, not the report of it. Its result also has "report" (to the
regulator), "tell" (the people), "urgent", "risk" (none, unlikely, risk, high) and "reportBy", where the answers have
"awareAt". Answers that matter and are left out are named in "warnings" and count as not known.

A result has "outcome", "reasons", "citations" and "basis". Where the outcome is null, "next" is the question to answer
first, or "warnings" say what cannot be read. SHAREWELL_POLICY names a folder with your policy pack, as for the bot.

Dialogs: ${assessableNames.join(', ')}
`;

type Options = { schema: boolean; one: string | undefined; explain: boolean; summary: boolean };

type Wish = { dialog: Assessable; options: Options };

const flag = { type: 'boolean', default: false } as const;

/** Undefined where it is not clear what is wanted. */
const wishOf = (args: string[]): Wish | undefined => {
  try {
    const { positionals, values } = parseArgs({
      args,
      allowPositionals: true,
      options: { jsonl: flag, schema: flag, explain: flag, summary: flag, case: { type: 'string' } },
    });
    const { jsonl, schema, explain, summary, case: one } = values;
    const dialog = assessableOf(positionals[0]);
    const ways = Number(jsonl) + Number(schema) + Number(one !== undefined);
    if (!dialog || positionals.length !== 1 || ways !== 1) return undefined;
    return { dialog, options: { schema, one, explain, summary } };
  } catch {
    return undefined;
  }
};

const summaryOf = (counts: ReadonlyMap<string, number>): string =>
  [...counts]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([outcome, count]) => `${outcome}: ${count}\n`)
    .join('');

const countAs = ({ outcome, next }: Assessed): string => outcome ?? (next ? '(not finished)' : '(not read)');

const assess = async (desk: Desk, { one, summary }: Options): Promise<void> => {
  const take = createAssess(desk);
  const counts = new Map<string, number>();
  const tell = async (result: Assessed) => {
    counts.set(countAs(result), (counts.get(countAs(result)) ?? 0) + 1);
    await print(JSON.stringify(result));
  };
  let n = 0;
  if (one !== undefined) await tell(take(one, 1, 'case'));
  else
    for await (const line of linesOf(process.stdin)) {
      n += 1;
      if (line.trim() !== '') await tell(take(line, n));
    }
  if (summary) process.stderr.write(summaryOf(counts));
};

const here = (desk: Desk): Context => ({
  person: { id: 'assess', name: 'assess', agency: desk.policy.hostAgency, roles: ['practitioner'] },
  now: desk.now,
  policy: desk.policy,
  via: { platform: 'teams', channelKind: 'personal' },
  reference: '',
});

const run = async ({ dialog, options }: Wish): Promise<void> => {
  const policy = readPolicy(process.env.SHAREWELL_POLICY?.trim() || undefined);
  const desk: Desk = { dialog, words, policy, now: new Date(), explain: options.explain };
  if (!options.schema) return assess(desk, options);
  await print(JSON.stringify(schemaOf({ dialog, words, ctx: here(desk) }), null, 2));
};

stopWhenUnread();

const args = process.argv.slice(2);
const wish = wishOf(args);
if (args.includes('--help')) {
  console.log(help);
} else if (!wish) {
  console.error(help);
  process.exitCode = 2;
} else {
  await run(wish).catch((error: unknown) => {
    console.error(error instanceof SharewellError ? error.message : error);
    process.exitCode = 1;
  });
}
