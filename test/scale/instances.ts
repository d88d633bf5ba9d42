import { playRound } from '../chaos/round.ts';
import type { Built } from '../chaos/setting.ts';

/** One, two and four instances on one store: how much more they do, and that nothing is done twice. */

const seconds = 15;
const workers = 24;

export const measureInstances = async (built: Built, say: (line: string) => void): Promise<string[]> => {
  const faults: string[] = [];
  let alone = 0;
  for (const instances of [1, 2, 4]) {
    const plan = { seed: 40 + instances, instances, workers, chaosMs: seconds * 1000, calm: true };
    const { counts, lived, faults: found, sends } = await playRound(built, plan);
    const stories = Object.values(lived).reduce((sum, each) => sum + each, 0);
    const rate = stories / seconds;
    if (instances === 1) alone = rate;
    say(
      `${instances} instances: ${rate.toFixed(1)} whole cases a second (${(rate / alone).toFixed(2)} of one), ` +
        `${counts.requests} requests, ${sends.notices} notices in ${sends.sent} messages, ` +
        `${found.length === 0 ? 'nothing lost or twice' : `${found.length} faults`}`,
    );
    faults.push(...found);
  }
  return faults;
};
