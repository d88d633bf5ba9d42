import type { PolicyPack } from '../policy/pack.ts';
import type { Citation } from './types.ts';

/** Dates and sources in the words a reader expects. */

export const sayWhen = (at: string | Date, pack: Pick<PolicyPack, 'workingDay'>): string => {
  const zone = pack.workingDay.zone;
  const moment = new Date(at);
  const time = moment.toLocaleTimeString('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' });
  const day = moment.toLocaleDateString('en-GB', {
    timeZone: zone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
  });
  return `${time} on ${day}`;
};

/** Current law first, the historical source after it. */
export const sayCitations = (citations: readonly Citation[], pack: PolicyPack): string[] => {
  const isLaw = (citation: Citation) => citation.id.startsWith('law:');
  const title = ({ id }: Citation) =>
    (id.startsWith('law:') ? pack.law[id.slice(4)]?.title : pack.sources[id]) ?? id;
  const say = (citation: Citation) => [title(citation), citation.section].filter(Boolean).join(', ');
  return [...citations].sort((a, b) => Number(isLaw(b)) - Number(isLaw(a))).map(say);
};
