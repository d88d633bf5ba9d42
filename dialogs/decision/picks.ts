import type { Context, Option } from '../engine/types.ts';
import { gatewayTitle } from '../policy/catalogue.ts';
import { gatewaysOn, purposesOn } from '../policy/dated.ts';
import { linesOf } from './items.ts';

/** Options that the policy pack or the person's own words bring. */

type Answers = Readonly<Record<string, unknown>>;

export const purposePicks = (_: Answers, { policy, now, person }: Context): Option[] =>
  purposesOn(policy, now, person.agency).map(([value, { label }]) => ({ value, title: label }));

/** Duties, orders and requests with conditions: only what is in force, so nothing repealed can be chosen. */
export const dutyPicks = (_: Answers, { policy, now }: Context): Option[] =>
  gatewaysOn(policy, now, ['duty', 'order', 'request'])
    // Children Act 2004 section 16LA has questions of its own, which weigh what is better for the child.
    .filter(([value]) => value !== 'children-act-2004-s16la')
    .map(([value, gateway]) => ({ value, title: gatewayTitle(gateway) }));

export const restrictionPicks = (_: Answers, { policy, now }: Context): Option[] =>
  gatewaysOn(policy, now, ['restriction']).map(([value, gateway]) => ({
    value,
    title: gatewayTitle(gateway),
  }));

export const partnerPicks = (_: Answers, { policy }: Context): Option[] =>
  Object.entries(policy.partners).map(([value, { title }]) => ({ value, title }));

/** Services whose part in a case says nothing of itself; the others are named only once it is settled that they may be. */
export const openPartnerPicks = (_: Answers, { policy }: Context): Option[] =>
  Object.entries(policy.partners)
    .filter(([, { sensitive }]) => !sensitive)
    .map(([value, { title }]) => ({ value, title }));

export const routePicks = (answers: Answers, { policy }: Context): Option[] => {
  const partner = policy.partners[String(answers.recipient ?? '')];
  const ids = partner?.routes ?? Object.keys(policy.secureRoutes);
  return ids.flatMap((value) => {
    const route = policy.secureRoutes[value];
    return route ? [{ value, title: route.title }] : [];
  });
};

export const linePicks = (answers: Answers): Option[] =>
  linesOf(answers.items).map((typed, index) => ({ value: String(index + 1), typed }));
