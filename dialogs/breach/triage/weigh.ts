import { type Facts, isUnknown, type Value } from './questions.ts';
import {
  accuracyOf,
  broughtBack,
  codedHelps,
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

/** Passwords that were hashed and salted are as good as kept. */
export const kindsLeft = ({ kinds, protected: how }: Facts): readonly Value<'kinds'>[] =>
  (some(kinds) ?? (['not-known'] as const)).filter((kind) => !(how === 'hashed' && kind === 'passwords'));

export const isVulnerable = ({ whose }: Facts): boolean =>
  (some(whose) ?? (['not-known'] as const)).some((group) => vulnerable.includes(group));

const severity = (facts: Facts): number =>
  Math.min(mostSevere, most(kindsLeft(facts).map((kind) => severityOf[kind])) + Number(isVulnerable(facts)));

const nearness = (facts: Facts): number => {
  const { exposedTo = 'not-known', back = 'not-known', purpose = 'mistake' } = facts;
  if (!gotOut(facts) || facts.protected === 'encrypted' || kindsLeft(facts).length === 0) return 0;
  const taken = purpose !== 'mistake';
  const near = Math.max(nearnessOf[exposedTo], taken ? (onPurpose[exposedTo] ?? 0) : 0);
  const illMeant = taken || exposedTo === 'attacker' || exposedTo === 'hostile';
  const less =
    broughtBack[back][illMeant ? 'illMeant' : 'trusted'] + (facts.personal === 'coded' ? codedHelps : 0);
  return Math.max(0, near - less);
};

const staffOnly = ({ whose }: Facts): boolean => some(whose)?.every((group) => group === 'staff') ?? false;

const scaled = (facts: Facts, exposure: Risk, level: { severity: number; nearness: number }): Risk => {
  const scale = scaleOf[facts.count ?? 'not-known'];
  const isMany = scale === 2 || (scale === 1 && !staffOnly(facts));
  if (exposure === 'unlikely' && isMany && level.severity >= 1 && level.nearness >= 2) return 'risk';
  const canHurt = level.severity >= usable || level.nearness >= wide;
  return exposure === 'risk' && scale === 2 && canHurt ? 'high' : exposure;
};

const has = ({ happened }: Facts, ...ways: Value<'happened'>[]): boolean =>
  ways.some((way) => happened?.includes(way));

/** Whether it could be reached is open only where something may be gone. */
export const reachIn = (facts: Facts): Value<'reach'> => {
  const { reach = has(facts, 'unavailable') ? 'not-known' : 'never' } = facts;
  return isUnknown(reach) && !has(facts, 'unavailable', 'lost', 'attack') ? 'never' : reach;
};

export const accuracyIn = (facts: Facts): Value<'accuracy'> => {
  const { accuracy = has(facts, 'wrong') ? 'not-known' : 'no' } = facts;
  return isUnknown(accuracy) && !has(facts, 'wrong') ? 'no' : accuracy;
};

/** Where somebody lives who must not be found is in the hands of whoever may harm them. */
const foundOut = (facts: Facts, near: number): boolean =>
  near >= 2 && facts.exposedTo === 'hostile' && kindsLeft(facts).includes('hidden-home');

const impersonal: readonly (string | undefined)[] = ['organisations', 'figures', 'dead'];

export const weigh = (facts: Facts): Weighed => {
  const level = { severity: severity(facts), nearness: nearness(facts) };
  const danger = (facts.danger ?? 'not-sure') !== 'no' || foundOut(facts, level.nearness);
  const exposure = table[level.severity]?.[level.nearness] as Risk;
  const part = level.severity >= sensitive ? 'sensitive' : 'low';
  const parts = {
    exposure,
    scaled: scaled(facts, exposure, level),
    reach: reachOf[reachIn(facts)][part === 'low' && level.severity >= 2 ? 'middle' : part],
    accuracy: accuracyOf[accuracyIn(facts)][part],
  };
  const notSharedOnly = some(facts.happened)?.every((way) => way === 'not-shared') ?? false;
  const noData = notSharedOnly || (!danger && impersonal.includes(facts.personal));
  const weighed = worst([...Object.values(parts), ...(danger ? (['high'] as const) : [])]);
  return {
    facts,
    ...level,
    danger,
    notSharedOnly,
    impersonal: impersonal.includes(facts.personal),
    ...parts,
    risk: noData ? 'none' : weighed,
  };
};
