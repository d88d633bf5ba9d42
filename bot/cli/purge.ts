import { hubPartition } from '../../dialogs/engine/hubs.ts';
import type { PolicyPack } from '../../dialogs/policy/pack.ts';
import { readConfig } from '../config.ts';
import { SharewellError } from '../core/errors.ts';
import { overIn, type PurgeDeps, purgeOne, tidy, type Verdict } from '../core/purge.ts';
import { openStore } from '../open-store.ts';
import { readPolicy } from '../policy.ts';
import { runCommand } from './command.ts';
import { progress } from './progress.ts';

/** Removes records whose time is over, and leaves a stub of each. It may run while the bot does. */

const help = `npm run purge
npm run purge -- --yes
npm run purge -- --yes --agency northborough-council

Lists the records whose time is over: those that two people agreed to destroy, and those whose rule needs nobody
(purge: auto). Nothing is changed without --yes. What is on hold, not finished, or still needed by something open stays,
and it is said why. A stub stays of each record: reference, type, date and rule. The trail of who saw it stays too.

  --yes             remove them
  --dry-run         only list them (this is so without --yes)
  --agency ID       one agency, or one hub as hub:CODE; all without it
  --list            a line for each record, not only counts

It may be stopped at any time, and goes on when it is started again.
`;

const partitionsIn = (policy: PolicyPack, only: string | undefined): string[] => {
  const hubs = policy.hubs.map(({ code }) => ({ name: `hub:${code}`, partition: hubPartition(code) }));
  const all = [...policy.agencies.map(({ id }) => ({ name: id, partition: id })), ...hubs];
  const wanted = only === undefined ? all : all.filter(({ name }) => name === only);
  if (wanted.length > 0) return wanted.map(({ partition }) => partition);
  throw new SharewellError(
    'config',
    `The policy pack has no agency ${only}. It has: ${all.map(({ name }) => name).join(', ')}.`,
  );
};

const whyOf = (verdict: Verdict): string => {
  if (verdict.result === 'goes') return 'goes';
  const { stays } = verdict;
  switch (stays.why) {
    case 'held':
      return 'stays: it is on hold';
    case 'wide':
      return `stays: ${stays.title}`;
    case 'open':
      return 'stays: it is not finished';
    case 'archived':
      return 'stays: it is archived';
    case 'linked':
      return `stays: still open is ${stays.refs.join(', ')}`;
  }
};

type Options = { yes: boolean; list: boolean };
type Counts = Map<string, number>;

const purgeIn = async (
  partition: string,
  { yes, list }: Options,
  deps: PurgeDeps,
  counts: Counts,
  stop: AbortSignal,
): Promise<void> => {
  const bar = progress(partition);
  let done = 0;
  for await (const found of overIn(partition, deps)) {
    if (stop.aborted) break;
    const verdict = yes && found.result === 'goes' ? await purgeOne(partition, found.ref, deps) : found;
    if (!verdict) continue;
    const why = whyOf(verdict);
    const key = `${partition}  ${verdict.type}  ${verdict.rule}  ${why}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
    if (list) console.log(`${verdict.ref}  ${verdict.type}  ${verdict.rule}  ${why}`);
    done += 1;
    bar.at(done);
  }
  bar.end();
  if (yes && !stop.aborted) await tidy(partition, deps);
};

const purge = async (agency: string | undefined, options: Options, stop: AbortSignal): Promise<void> => {
  const config = readConfig(process.env);
  const policy = readPolicy(config.policyFolder);
  const partitions = partitionsIn(policy, agency);
  const clock = () => new Date();
  const store = await openStore(config, clock);
  const counts: Counts = new Map();
  try {
    for (const partition of partitions) {
      if (stop.aborted) break;
      await purgeIn(partition, options, { store, policy, clock }, counts, stop);
    }
  } finally {
    await store.close();
  }
  for (const [key, n] of [...counts].sort()) console.log(`${n}  ${key}`);
  if (counts.size === 0) console.log('Nothing is over.');
  else if (!options.yes) console.log('Nothing was changed. With --yes, what goes is removed.');
  if (stop.aborted) console.log('Stopped. Start it again to go on.');
};

await runCommand({
  help,
  options: {
    yes: { type: 'boolean', default: false },
    'dry-run': { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
    agency: { type: 'string' },
  },
  run: ({ yes, 'dry-run': dry, list, agency }, _, stop) => purge(agency, { yes: yes && !dry, list }, stop),
});
