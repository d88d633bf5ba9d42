import type { Cost } from './charge.ts';

/** How much of everything a council, a region and the country would need: counted work times assumed habits. */

export type Deed = Cost & {
  /** What the person typed and pressed, and what others answered. */
  turns: number;
  documents: number;
  bytesKept: number;
};

export type Measured = { deeds: Readonly<Record<string, Deed>>; idleRuASecond: number };

export type Assumptions = {
  prices: {
    currency: string;
    hundredRuAnHour: number;
    autoscaleTimes: number;
    gigabyteAMonth: number;
    instanceAMonth: number;
  };
  habits: {
    workingDaysAYear: number;
    aDay: Readonly<Record<string, number>>;
    busiestHourShare: number;
    burstTimes: number;
  };
  instances: { least: number; turnsASecondEach: number };
  store: { indexTimes: number; leastAutoscaleRu: number; idleShare: number };
  places: readonly { name: string; agencies: number; practitioners: number }[];
};

export type Row = {
  name: string;
  practitioners: number;
  turnsADay: number;
  peakTurns: number;
  peakRu: number;
  autoscaleRu: number;
  instances: number;
  gigabytesAYear: number;
  costAMonth: number;
};

const hoursAMonth = 730;
/** In a working month, the hours that are anything like the busiest one. */
const busyHoursAMonth = 210;

const sumOver = ({ deeds }: Measured, { habits }: Assumptions, pick: (deed: Deed) => number): number => {
  const known = Object.entries(habits.aDay).map(([name, times]) => {
    const deed = deeds[name];
    if (!deed) throw new Error(`nothing was measured of ${name}`);
    return times * pick(deed);
  });
  return known.reduce((sum, each) => sum + each, 0);
};

export const rowOf = (
  { name, practitioners }: Assumptions['places'][number],
  measured: Measured,
  given: Assumptions,
): Row => {
  const { habits, instances: each, store, prices } = given;
  const aDay = (pick: (deed: Deed) => number) => practitioners * sumOver(measured, given, pick);
  const turnsADay = aDay(({ turns }) => turns);
  const hourly = habits.busiestHourShare / 3600;
  const peakTurns = turnsADay * hourly * habits.burstTimes;
  const instances = Math.max(each.least, Math.ceil(peakTurns / each.turnsASecondEach) + 1);
  const idle = measured.idleRuASecond * instances;
  const busyRu = aDay(({ ru }) => ru) * hourly + idle;
  const peakRu = (busyRu - idle) * habits.burstTimes + idle;
  const autoscaleRu = Math.max(store.leastAutoscaleRu, Math.ceil(peakRu / 1000) * 1000);
  const gigabytesAYear =
    (aDay(({ bytesKept }) => bytesKept) * habits.workingDaysAYear * store.indexTimes) / 1e9;
  const least = autoscaleRu * store.idleShare;
  const billed =
    busyHoursAMonth * Math.max(least, peakRu) + (hoursAMonth - busyHoursAMonth) * Math.max(least, idle);
  const costAMonth =
    (billed / 100) * prices.hundredRuAnHour * prices.autoscaleTimes +
    gigabytesAYear * prices.gigabyteAMonth +
    instances * prices.instanceAMonth;
  return {
    ...{ name, practitioners, turnsADay, peakTurns, peakRu, autoscaleRu, instances },
    ...{ gigabytesAYear, costAMonth },
  };
};

const count = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
const fine = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 });

export const deedsTable = ({ deeds }: Measured): string[] => [
  '| what is done | turns | requests to the store | RU by the rules | documents kept | KB kept |',
  '|---|---|---|---|---|---|',
  ...Object.entries(deeds).map(
    ([name, { turns, requests, ru, documents, bytesKept }]) =>
      `| ${name} | ${fine.format(turns)} | ${fine.format(requests)} | ${fine.format(ru)} | ${fine.format(documents)} | ${fine.format(bytesKept / 1000)} |`,
  ),
];

export const placesTable = (measured: Measured, given: Assumptions): string[] => [
  `| | practitioners | turns a day | turns a second at the peak | RU/s at the peak | autoscale RU/s | instances | GB a year | ${given.prices.currency} a month, first year |`,
  '|---|---|---|---|---|---|---|---|---|',
  ...given.places
    .map((place) => rowOf(place, measured, given))
    .map(
      (row) =>
        `| ${row.name} | ${count.format(row.practitioners)} | ${count.format(row.turnsADay)} | ${fine.format(row.peakTurns)} | ${count.format(row.peakRu)} | ${count.format(row.autoscaleRu)} | ${row.instances} | ${fine.format(row.gigabytesAYear)} | ${count.format(row.costAMonth)} |`,
    ),
];
