import { atLocal } from '../../dialogs/engine/working-time.ts';
import type { PolicyPack } from '../../dialogs/policy/pack.ts';
import { type Reach, reachOf } from './access.ts';
import type { AnyOf, Stored } from './ports.ts';
import type { Listing, Who } from './scene.ts';
import type { Search } from './search.ts';
import { type Facet, facetTerm, openTerm, ownTerms, typedKey } from './terms.ts';

/** A search as the store is asked: only what the person may see, and never more than a bounded look a page. */

const dayMs = 86_400_000;

const dayAfter = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + dayMs).toISOString().slice(0, 10);

/** From the first moment of one day to the last of the other, as the clock on the wall has it. */
const timesOf = ({ from, to }: Search, pack: PolicyPack): Pick<Listing, 'from' | 'to'> => ({
  ...(from ? { from: atLocal(from, '00:00', pack).toISOString() } : {}),
  ...(to ? { to: atLocal(dayAfter(to), '00:00', pack).toISOString() } : {}),
});

const facetTerms = (search: Search, ...facets: (Facet & keyof Search)[]): string[] =>
  facets.flatMap((facet) => (search[facet] ? [facetTerm(facet, search[facet])] : []));

/** Records name the post it went to; which agency that is the policy pack knows. */
const agencyTerms = ({ agency }: Search, { partners }: PolicyPack): string[][] =>
  agency
    ? [
        [agency, ...Object.keys(partners).filter((id) => partners[id]?.agency === agency)].map((id) =>
          facetTerm('recipient', typedKey(id)),
        ),
      ]
    : [];

/** Of one case, also what every colleague may read. */
const seenBy: Readonly<Record<Reach, (actor: Who['actor'], search: Search) => AnyOf[]>> = {
  own: (actor, { subject }) => [
    subject ? [ownTerms('owner', actor), openTerm].flat() : ownTerms('owner', actor),
  ],
  chain: (actor, { subject }) => [
    [ownTerms('owner', actor), `chain:${actor.id}`, ...(subject ? [openTerm] : [])].flat(),
  ],
  agency: () => [],
};

/** What a record must have to be found, what the fewest records have first. */
const groupsOf = (search: Search, seen: readonly AnyOf[], pack: PolicyPack): AnyOf[] => [
  ...facetTerms(search, 'subject'),
  ...seen,
  ...facetTerms(search, 'recipient'),
  ...agencyTerms(search, pack),
  ...facetTerms(search, 'ground', 'outcome'),
];

export const pageSize = 10;

/** Only what the person may see. */
export const searchListing = (search: Search, { actor, registered, context }: Who): Listing => {
  const { policy } = context('');
  const seen = seenBy[reachOf(actor, registered)](actor, search);
  const [term = `agency:${actor.agency}`, ...and] = groupsOf(search, seen, policy);
  return { term, and, kinds: ['record'], limit: pageSize, ...timesOf(search, policy) };
};

/** Whether a record that was found by its reference is what the rest asks for too. */
export const answersTo = (search: Search, found: Stored, pack: PolicyPack): boolean => {
  const { from = '', to = '~' } = timesOf(search, pack);
  const has = (anyOf: AnyOf) => [anyOf].flat().some((term) => found.terms.includes(term));
  return groupsOf(search, [], pack).every(has) && found.at >= from && found.at < to;
};
