import type { RegisterEntry } from '../../../dialogs/register-entry/record.ts';
import { may } from '../access.ts';
import { centralListing, type Filter, mostEntries, readFilter, trendsOf, unpackFilter } from '../central.ts';
import { digest } from '../ids.ts';
import { centralFiles, type Links, linkMinutes } from '../links.ts';
import { centralListReply, chooseReply, filesReply, trendsReply } from '../present/central.ts';
import { astrayReply } from '../present/list.ts';
import { trail } from '../records.ts';
import type { Reply } from '../reply.ts';
import { type Decision, type Handler, type Scene, tell } from '../scene.ts';
import { pageSize } from '../search-listing.ts';

/** The central register, for who keeps it. Every look at it is in the trail. */

const policyOf = ({ context }: Pick<Scene, 'context'>) => context('').policy;

const looked = (scene: Scene, what: string, reply: Reply): Decision => ({
  changes: [trail('searched', `central/${what}`, scene.actor.id, scene.now.toISOString(), scene.turn.id)],
  replies: [reply],
});

type Chosen = { filterOf(scene: Pick<Scene, 'context'>): Filter; limit: number; cursor?: string | undefined };

/** Nobody else makes the store look. */
const listed =
  ({ filterOf, limit, cursor }: Chosen): Handler['needs'] =>
  () => ({
    list: ({ actor, registered, context }) =>
      may(actor, registered, 'central.keep')
        ? { ...centralListing(filterOf({ context }), context('').now, limit), ...(cursor ? { cursor } : {}) }
        : undefined,
  });

const trendsFor = (filterOf: Chosen['filterOf']): Handler => ({
  right: 'central.keep',
  needs: listed({ filterOf, limit: mostEntries }) as NonNullable<Handler['needs']>,
  decide: (scene) => {
    const policy = policyOf(scene);
    const trends = trendsOf(
      scene.listed.map(({ body }) => body as RegisterEntry),
      scene.now,
      policy,
    );
    const says = { words: scene.words, policy };
    return looked(scene, 'trends', trendsReply(trends, filterOf(scene), scene.next !== undefined, says));
  },
});

export const central = (page = ''): Handler => trendsFor((scene) => unpackFilter(page, policyOf(scene)));

/** As it was chosen on the card. */
export const centralChosen = (answers: Readonly<Record<string, unknown>>): Handler =>
  trendsFor((scene) => readFilter(answers, policyOf(scene)));

export const centralList = (page = '', cursor?: string): Handler => {
  const filterOf: Chosen['filterOf'] = (scene) => unpackFilter(page, policyOf(scene));
  return {
    right: 'central.keep',
    needs: listed({ filterOf, limit: pageSize, cursor }) as NonNullable<Handler['needs']>,
    decide: (scene) =>
      scene.astray
        ? tell(astrayReply('central', scene.words))
        : looked(scene, 'list', centralListReply(scene, filterOf(scene))),
  };
};

export const centralChoose = (page = ''): Handler => ({
  right: 'central.keep',
  decide: (scene) => {
    const policy = policyOf(scene);
    return tell(chooseReply(unpackFilter(page, policy), { words: scene.words, policy }));
  },
});

/** A table, a chart and a document, each behind a link of its own. */
export const centralSaved = (page = '', make: Links['make'] = () => undefined): Handler => ({
  right: 'central.keep',
  decide: (scene) => {
    const { actor, registered, now, turn, words } = scene;
    const policy = policyOf(scene);
    const ref = page || 'all';
    const grant = { agency: actor.agency, ref, person: actor.id, registered };
    const until = now.getTime() + linkMinutes * 60_000;
    const urls = centralFiles.map((what) =>
      make({ ...grant, until, nonce: digest(turn.id, ref, actor.id, what), what }),
    );
    return tell(filesReply(urls, unpackFilter(page, policy), linkMinutes, { words, policy }));
  },
});
