import { type Facts, isUnknown, type Value } from './questions.ts';
import {
  accuracyOf,
  broughtBack,
  codedHelps,
  hugeFrom,
  manyFrom,
  mostSevere,
  nearnessOf,
  onPurpose,
  type Risk,
  reachOf,
  risks,
  scaleOf,
  sensitive,
  severityOf,
  table,
  usable,
  vulnerable,
  wide,
} from './scales.ts';

/** Facts are held against the scales. More of anything bad, or less that is known, never comes to less. */

/** Each is what the facts come to in one respect; the worst of them counts. */
export type Weighed = {
  facts: Facts;
  severity: number;
  nearness: number;
  /** People may be hurt, or nobody can say that they will not. */
  danger: boolean;
  /** Nothing was lost or seen: it was not passed on where it should have been. */
  notSharedOnly: boolean;
  /** It is about nobody who lives and can be told apart. */
  impersonal: boolean;
  exposure: Risk;
  scaled: Risk;
  reach: Risk;
  accuracy: Risk;
  risk: Risk;
};

const most = (numbers: readonly number[]): number => Math.max(0, ...numbers);
export const worst = (all: readonly Risk[]): Risk =>
  risks[most(all.map((risk) => risks.indexOf(risk)))] as Risk;

const some = <T>(list: readonly T[] | undefined): readonly T[] | undefined =>
  list && list.length > 0 ? list : undefined;

/** It came, or may have come, to somebody. */
export const gotOut = ({ happened }: Facts): boolean =>
  !some(happened) || (['sent', 'lost', 'attack'] as const).some((way) => happened?.includes(way));

const kindsIn = ({ kinds }: Facts): readonly Value<'kinds'>[] => some(kinds) ?? ['not-known'];

/** What can be read of it: passwords that were hashed and salted cannot. */
export const kindsLeft = (facts: Facts): readonly Value<'kinds'>[] =>
  kindsIn(facts).filter((kind) => !(facts.protected === 'hashed' && kind === 'passwords'));

export const isVulnerable = ({ whose }: Facts): boolean =>
  (some(whose) ?? (['not-known'] as const)).some((group) => vulnerable.includes(group));

const severity = (facts: Facts, kinds: readonly Value<'kinds'>[]): number =>
  Math.min(mostSevere, most(kinds.map((kind) => severityOf[kind])) + Number(isVulnerable(facts)));

/** Whoever looked on purpose is nearer; where nobody knows whether they did, a step nearer. */
const reached = ({ exposedTo = 'not-known', purpose }: Facts): number => {
  const near = nearnessOf[exposedTo];
  const most = onPurpose[exposedTo] ?? near;
  if (purpose === 'deliberate') return most;
  return purpose === 'not-known' ? Math.min(near + 1, most) : near;
};

const meantHarm = ({ exposedTo, purpose }: Facts): boolean =>
  purpose === 'deliberate' || exposedTo === 'attacker' || exposedTo === 'hostile';

const nearness = (facts: Facts): number => {
  const { back = 'not-known', personal } = facts;
  if (!gotOut(facts) || facts.protected === 'encrypted' || kindsLeft(facts).length === 0) return 0;
  const helps = broughtBack[back][meantHarm(facts) ? 'illMeant' : 'trusted'];
  return Math.max(0, reached(facts) - helps - (personal === 'coded' ? codedHelps : 0));
};

const staffOnly = ({ whose }: Facts): boolean => some(whose)?.every((group) => group === 'staff') ?? false;

const scaled = (facts: Facts, exposure: Risk, level: { severity: number; nearness: number }): Risk => {
  const scale = scaleOf[facts.count ?? 'not-known'];
  if (level.nearness < 2) return exposure;
  // A list of our own staff says little, be it long.
  const isList = staffOnly(facts) && level.severity < 2 && scale < hugeFrom.other;
  if (exposure === 'unlikely') return scale >= (manyFrom[level.severity] ?? 0) && !isList ? 'risk' : exposure;
  const isSensitive = level.severity >= sensitive && scale >= hugeFrom.sensitive;
  const isWide = nearnessOf[facts.exposedTo ?? 'not-known'] >= wide;
  const isHuge = (level.severity >= usable || isWide) && scale >= hugeFrom.other;
  return isSensitive || isHuge ? 'high' : exposure;
};

const has = ({ happened = [] }: Facts, way: Value<'happened'>): boolean => happened.includes(way);

/** Whether it could be reached is open only where something may be gone. */
export const reachIn = (facts: Facts): Value<'reach'> => {
  const { reach = has(facts, 'unavailable') ? 'not-known' : 'never' } = facts;
  return isUnknown(reach) && !has(facts, 'unavailable') ? 'never' : reach;
};

export const accuracyIn = (facts: Facts): Value<'accuracy'> => {
  const { accuracy = has(facts, 'wrong') ? 'not-known' : 'no' } = facts;
  return isUnknown(accuracy) && !has(facts, 'wrong') ? 'no' : accuracy;
};

const isImpersonal = ({ personal }: Facts): boolean =>
  personal === 'organisations' || personal === 'figures' || personal === 'dead';

/** Where somebody lives who must not be found is in the hands of whoever may harm them. */
const foundOut = (facts: Facts, near: number): boolean =>
  !isImpersonal(facts) &&
  near >= 2 &&
  facts.exposedTo === 'hostile' &&
  kindsLeft(facts).includes('hidden-home');

export const weigh = (facts: Facts): Weighed => {
  const level = { severity: severity(facts, kindsLeft(facts)), nearness: nearness(facts) };
  const danger = (facts.danger ?? 'not-sure') !== 'no' || foundOut(facts, level.nearness);
  const exposure = table[level.severity]?.[level.nearness] as Risk;
  const worth = severity(facts, kindsIn(facts));
  const part = worth >= sensitive ? 'sensitive' : 'low';
  const parts = {
    exposure,
    scaled: scaled(facts, exposure, level),
    reach: reachOf[reachIn(facts)][part === 'low' && worth >= 2 ? 'middle' : part],
    accuracy: accuracyOf[accuracyIn(facts)][part],
  };
  const notSharedOnly = some(facts.happened)?.every((way) => way === 'not-shared') ?? false;
  const noData = notSharedOnly || (!danger && isImpersonal(facts));
  const weighed = worst([...Object.values(parts), ...(danger ? (['high'] as const) : [])]);
  return {
    facts,
    ...level,
    danger,
    notSharedOnly,
    impersonal: isImpersonal(facts),
    ...parts,
    risk: noData ? 'none' : weighed,
  };
};
