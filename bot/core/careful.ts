import type { PolicyPack } from '../../dialogs/policy/pack.ts';
import type { Count, Figures } from './figures.ts';

/**
 * Counts that may be handed on. A small one could say who it is about, so it is not told; and since one could be worked
 * out from the others, or from another period, all others are told to the nearest five only.
 */

const nearest = 5;

const rounded = (count: number): number => Math.round(count / nearest) * nearest;

type Threshold = Pick<PolicyPack, 'thresholds'>;

/** At most so many: how many exactly is not told. */
export const carefulCount = (
  count: number,
  { thresholds: { smallNumber } }: Threshold,
): Omit<Count, 'code'> =>
  count > 0 && count <= smallNumber ? { count: smallNumber, few: true } : { count: rounded(count) };

/** The order of the small ones would tell which is more: they stand last, by their names. */
const carefulGroup = (counts: readonly Count[], pack: Threshold): Count[] => {
  const told = counts.map(({ code, count }) => ({ code, ...carefulCount(count, pack) }));
  const few = told.filter((one) => one.few).sort((a, b) => a.code.localeCompare(b.code));
  return [...told.filter((one) => !one.few), ...few];
};

export const careful = (figures: Figures, pack: Threshold): Figures => {
  const { count, few } = carefulCount(figures.all, pack);
  return {
    ...figures,
    all: count,
    ...(few ? { few } : {}),
    groups: Object.fromEntries(
      Object.entries(figures.groups).map(([name, counts]) => [name, carefulGroup(counts, pack)]),
    ),
  };
};

/** What was measured on so few that it could be told whose it is stays untold. */
export const enough = (numbers: readonly number[], { thresholds }: Threshold): readonly number[] =>
  numbers.length > thresholds.smallNumber ? numbers : [];
