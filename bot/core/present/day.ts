import type { PolicyPack } from '../../../dialogs/policy/pack.ts';

/** A day with its year: lists go back a long way. */

const formats = new Map<string, Intl.DateTimeFormat>();

export const sayDay = (at: string, { workingDay: { zone } }: Pick<PolicyPack, 'workingDay'>): string => {
  // Making one costs more than the rest of a list.
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-GB', { timeZone: zone, day: 'numeric', month: 'long', year: 'numeric' });
  formats.set(zone, format);
  return format.format(new Date(at));
};
