import { localDate } from '../engine/working-time.ts';
import { families, type Gateway, type GatewayKind, type LawEntry, type Purpose } from './catalogue.ts';
import type { PolicyPack } from './pack.ts';

/** What the pack says on a day. A day is that of the pack's time zone, and the first and last day both count. */

type Dated = { from: string; to?: string | undefined; confirmed?: boolean };

/** `day` is a local one such as 2026-09-30. What is announced and not confirmed is never in force. */
export const inForce = ({ from, to, confirmed = true }: Dated, day: string): boolean =>
  confirmed && from <= day && (to === undefined || day <= to);

/** An entry by its id. What every object has by birth, such as `constructor`, is no entry. */
const entryOf = <T>(entries: Readonly<Record<string, T>>, id: string): T | undefined =>
  Object.hasOwn(entries, id) ? entries[id] : undefined;

/** A pack does not change while it is in use, so what it says on a day is worked out once a day. */
const perDay = <T>(make: (pack: PolicyPack, day: string, key: string) => T) => {
  const known = new WeakMap<PolicyPack, Map<string, T>>();
  return (pack: PolicyPack, on: Date, key: string): T => {
    const day = localDate(on, pack);
    const days = known.get(pack) ?? new Map<string, T>();
    known.set(pack, days);
    const name = `${day} ${key}`;
    const found = days.get(name) ?? make(pack, day, key);
    if (!days.has(name) && days.size > 500) days.clear();
    days.set(name, found);
    return found;
  };
};

const gatewaysOfDay = perDay((pack, day, kinds): [id: string, gateway: Gateway][] =>
  Object.entries(pack.gateways).filter(
    ([, gateway]) => kinds.split(' ').includes(gateway.kind) && inForce(gateway, day),
  ),
);

/** The gateways that may be chosen, in the order of the pack. */
export const gatewaysOn = (
  pack: PolicyPack,
  on: Date,
  kinds: readonly GatewayKind[],
): readonly [id: string, gateway: Gateway][] => gatewaysOfDay(pack, on, kinds.join(' '));

/** What was in force once and is no more. */
export const endedOn = (
  pack: PolicyPack,
  on: Date,
  kinds: readonly GatewayKind[],
): [id: string, gateway: Gateway][] => {
  const day = localDate(on, pack);
  return Object.entries(pack.gateways).filter(
    ([, { kind, to }]) => kinds.includes(kind) && to !== undefined && to < day,
  );
};

/** Duties that are passed and not yet in force: shown as coming, without any effect. */
export const comingOn = (pack: PolicyPack, on: Date): [id: string, gateway: Gateway][] => {
  const day = localDate(on, pack);
  return Object.entries(pack.gateways).filter(
    ([, { kind, from, to, confirmed }]) =>
      kind === 'duty' && (!confirmed || day < from) && (to === undefined || day <= to),
  );
};

/** What follows a gateway, and is in force itself. */
export const replacementFor = (
  pack: PolicyPack,
  id: string,
  on: Date,
): [id: string, gateway: Gateway] | undefined => {
  const day = localDate(on, pack);
  const seen = new Set<string>();
  let next = entryOf(pack.gateways, id)?.replacedBy;
  while (next !== undefined && !seen.has(next)) {
    seen.add(next);
    const gateway = entryOf(pack.gateways, next);
    if (gateway && inForce(gateway, day)) return [next, gateway];
    next = gateway?.replacedBy;
  }
  return undefined;
};

/** The purposes that an agency may choose, its own among them: family by family, the most used first. */
export const purposesOn: (
  pack: PolicyPack,
  on: Date,
  agency: string,
) => readonly [id: string, purpose: Purpose][] = perDay((pack, day, agency) => {
  const open = Object.entries(pack.purposes).filter(
    ([, purpose]) =>
      inForce(purpose, day) && (purpose.local === undefined || purpose.local.agency === agency),
  );
  return families.flatMap((family) => open.filter(([, purpose]) => purpose.family === family));
});

/** Words alone, in lower case, between spaces: "the GUM-clinic’s" is " the gum clinic s ". */
const wordsOf = (text: string): string => ` ${text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ')} `;

const hintsOfDay = perDay((pack, day): { id: string; hints: string[] }[] =>
  Object.entries(pack.gateways)
    .filter(([, gateway]) => gateway.kind === 'restriction' && inForce(gateway, day))
    .map(([id, { spot }]) => ({ id, hints: spot.map(wordsOf) })),
);

/** The restrictions that words of a text hint at, as whole words. */
export const spotRestrictions = (pack: PolicyPack, on: Date, text: string): string[] => {
  const said = wordsOf(text);
  return hintsOfDay(pack, on, '')
    .filter(({ hints }) => hints.some((hint) => said.includes(hint)))
    .map(({ id }) => id);
};

/** Whether the child-welfare sharing duty binds a sector: announced until its date has come and it is confirmed. */
export const duty16LAOn = (
  { duty16LA, workingDay }: PolicyPack,
  on: Date,
  sector: string,
): 'none' | 'announced' | 'in-force' => {
  if (!duty16LA.sectors.includes(sector)) return 'none';
  return inForce(duty16LA, localDate(on, { workingDay })) ? 'in-force' : 'announced';
};

/** A law entry as it stands on a day; none where it says nothing about that day. */
export const lawOn = (pack: PolicyPack, id: string, on: Date): LawEntry | undefined => {
  const entry = entryOf(pack.law, id);
  return entry && inForce(entry, localDate(on, pack)) ? entry : undefined;
};
