import type { Actor, Context } from '../../../dialogs/engine/types.ts';
import type { PolicyPack } from '../../../dialogs/policy/pack.ts';
import { may } from '../access.ts';
import { books } from '../books.ts';
import { type Book, type Filter, mostEntries, packFilter, readFilter, unpackFilter } from '../figures.ts';
import { type BookName, fileOf, forms } from '../file-names.ts';
import { digest } from '../ids.ts';
import { type Links, linkMinutes } from '../links.ts';
import { chooseReply, entriesReply, figuresReply, filesReply } from '../present/figures.ts';
import { astrayReply } from '../present/list.ts';
import { messageReply } from '../present/message.ts';
import type { KeptRecord } from '../records.ts';
import { trail } from '../records.ts';
import type { Reply } from '../reply.ts';
import { type Decision, type Handler, type Scene, tell } from '../scene.ts';
import { pageSize } from '../search-listing.ts';
import { hubMeant, whichHub } from './hub.ts';

/** A register in counts, for who may see it. Every look at it is in the trail. */

const policyOf = ({ context }: Pick<Scene, 'context'>) => context('').policy;

const looked = ({ name }: Book, scene: Scene, what: string, reply: Reply): Decision => ({
  changes: [trail('searched', `${name}/${what}`, scene.actor.id, scene.now.toISOString(), scene.turn.id)],
  replies: [reply],
});

type Chosen = { filterOf(scene: Pick<Scene, 'context'>): Filter; limit: number; cursor?: string | undefined };

/** Where its records are: in the hub that is chosen, or in the only one; otherwise in the agency. */
const placeOf = (book: Book, filterOf: (policy: PolicyPack) => Filter): Pick<Handler, 'hub'> => {
  if (!book.ofHub) return {};
  return { hub: (known, policy) => hubMeant(filterOf(policy).hub)(known, policy) };
};

/** A hub's figures are for whoever leads it now. */
export const maySee = (book: Book, actor: Actor, registered: boolean): boolean =>
  may(actor, registered, book.right) && (!book.ofHub || actor.seat?.role === 'lead');

/** What is chosen says which hub it is, so that its files and buttons lead to the same one. */
const withHub = (book: Book, filter: Filter, { hub }: Pick<Context, 'hub'>): Filter =>
  book.ofHub && hub ? { ...filter, hub: hub.code } : filter;

const refused = (scene: Scene): Decision =>
  scene.context('').hub
    ? tell(messageReply(scene.words, 'hub.leads-only', { audience: 'person' }))
    : tell(whichHub(scene, { word: 'hub-figures' }));

/** Nobody else makes the store look. */
const listed =
  (book: Book, { filterOf, limit, cursor }: Chosen): NonNullable<Handler['needs']> =>
  () => ({
    list: ({ actor, registered, context }) => {
      if (!maySee(book, actor, registered)) return undefined;
      const { now, policy } = context('');
      const asking = { now, policy, actor, registered };
      return { ...book.listing(filterOf({ context }), asking, limit), ...(cursor ? { cursor } : {}) };
    },
  });

type FilterOf = (policy: PolicyPack) => Filter;

const figuresFor = (book: Book, filterBy: FilterOf, cursor?: string): Handler => ({
  right: book.right,
  ...placeOf(book, filterBy),
  needs: listed(book, { filterOf: (scene) => filterBy(policyOf(scene)), limit: mostEntries, cursor }),
  decide: (scene) => {
    if (!maySee(book, scene.actor, scene.registered)) return refused(scene);
    const policy = policyOf(scene);
    const records = scene.listed.map(({ body }) => body as KeptRecord);
    if (scene.astray) return tell(astrayReply(book.name, scene.words));
    const { words, now, actor, registered } = scene;
    const shown = { words, policy, book, now, actor, registered };
    const reply = figuresReply(
      records,
      withHub(book, filterBy(policy), scene.context('')),
      scene.next,
      shown,
    );
    return looked(book, scene, 'trends', reply);
  },
});

export const figures = (name: BookName, page = ''): Handler =>
  figuresFor(books[name], (policy) => unpackFilter(books[name], page, policy));

/** As it was chosen on the card. */
export const figuresChosen = (name: BookName, answers: Readonly<Record<string, unknown>>): Handler =>
  figuresFor(books[name], (policy) => readFilter(books[name], answers, policy));

const entries = (book: Book, page = '', cursor?: string): Handler => {
  const filterOf: Chosen['filterOf'] = (scene) => unpackFilter(book, page, policyOf(scene));
  return {
    right: book.right,
    ...placeOf(book, (policy) => unpackFilter(book, page, policy)),
    needs: listed(book, { filterOf, limit: pageSize, cursor }),
    decide: (scene) => {
      if (!maySee(book, scene.actor, scene.registered)) return refused(scene);
      return scene.astray
        ? tell(astrayReply(book.name, scene.words))
        : looked(book, scene, 'list', entriesReply(scene, filterOf(scene), book));
    },
  };
};

const choose = (book: Book, page = ''): Handler => ({
  right: book.right,
  ...placeOf(book, (policy) => unpackFilter(book, page, policy)),
  decide: (scene) => {
    if (!maySee(book, scene.actor, scene.registered)) return refused(scene);
    const policy = policyOf(scene);
    const shown = { words: scene.words, policy, book };
    return tell(chooseReply(unpackFilter(book, page, policy), shown));
  },
});

/** The entries, or the card to choose them. Undefined for a button that is none of ours. */
export const figuresFurther = (word: string, page?: string, cursor?: string): Handler | undefined => {
  for (const book of Object.values(books)) {
    if (word === `${book.name}-list` && book.row) return entries(book, page, cursor);
    if (word === `${book.name}-further`)
      return figuresFor(book, (policy) => unpackFilter(book, page ?? '', policy), cursor);
    if (word === `${book.name}-choose`) return choose(book, page);
    if (word === book.name) return figures(book.name, page && book.ofHub ? packFilter({ hub: page }) : page);
  }
  return undefined;
};

/** A table, a chart and a document, each behind a link of its own. */
export const figuresSaved = (name: BookName, page = '', make: Links['make'] = () => undefined): Handler => ({
  right: books[name].right,
  ...placeOf(books[name], (policy) => unpackFilter(books[name], page, policy)),
  decide: (scene) => {
    const { actor, registered, now, turn, words } = scene;
    const book = books[name];
    if (!maySee(book, actor, registered)) return refused(scene);
    const policy = policyOf(scene);
    const filter = withHub(book, unpackFilter(book, page, policy), scene.context(''));
    const ref = book.ofHub ? packFilter(filter) : page || 'all';
    const grant = { agency: actor.agency, ref, person: actor.id, registered };
    const until = now.getTime() + linkMinutes * 60_000;
    const urls = forms.map((form) => {
      const what = fileOf(name, form);
      return make({ ...grant, until, nonce: digest(turn.id, ref, actor.id, what), what });
    });
    return tell(filesReply(urls, filter, { words, policy, book }));
  },
});
