import { may } from '../access.ts';
import { books } from '../books.ts';
import { type Book, type Filter, mostEntries, readFilter, unpackFilter } from '../figures.ts';
import { type BookName, fileOf, forms } from '../file-names.ts';
import { digest } from '../ids.ts';
import { type Links, linkMinutes } from '../links.ts';
import { chooseReply, entriesReply, figuresReply, filesReply } from '../present/figures.ts';
import { astrayReply } from '../present/list.ts';
import type { KeptRecord } from '../records.ts';
import { trail } from '../records.ts';
import type { Reply } from '../reply.ts';
import { type Decision, type Handler, type Scene, tell } from '../scene.ts';
import { pageSize } from '../search-listing.ts';

/** A register in counts, for who may see it. Every look at it is in the trail. */

const policyOf = ({ context }: Pick<Scene, 'context'>) => context('').policy;

const looked = ({ name }: Book, scene: Scene, what: string, reply: Reply): Decision => ({
  changes: [trail('searched', `${name}/${what}`, scene.actor.id, scene.now.toISOString(), scene.turn.id)],
  replies: [reply],
});

type Chosen = { filterOf(scene: Pick<Scene, 'context'>): Filter; limit: number; cursor?: string | undefined };

/** Nobody else makes the store look. */
const listed =
  (book: Book, { filterOf, limit, cursor }: Chosen): NonNullable<Handler['needs']> =>
  () => ({
    list: ({ actor, registered, context }) =>
      may(actor, registered, book.right)
        ? {
            ...book.listing(filterOf({ context }), context('').now, limit),
            ...(cursor ? { cursor } : {}),
          }
        : undefined,
  });

const figuresFor = (book: Book, filterOf: Chosen['filterOf']): Handler => ({
  right: book.right,
  needs: listed(book, { filterOf, limit: mostEntries }),
  decide: (scene) => {
    const policy = policyOf(scene);
    const records = scene.listed.map(({ body }) => body as KeptRecord);
    const shown = { words: scene.words, policy, book, now: scene.now };
    const reply = figuresReply(records, filterOf(scene), scene.next !== undefined, shown);
    return looked(book, scene, 'trends', reply);
  },
});

export const figures = (name: BookName, page = ''): Handler =>
  figuresFor(books[name], (scene) => unpackFilter(books[name], page, policyOf(scene)));

/** As it was chosen on the card. */
export const figuresChosen = (name: BookName, answers: Readonly<Record<string, unknown>>): Handler =>
  figuresFor(books[name], (scene) => readFilter(books[name], answers, policyOf(scene)));

const entries = (book: Book, page = '', cursor?: string): Handler => {
  const filterOf: Chosen['filterOf'] = (scene) => unpackFilter(book, page, policyOf(scene));
  return {
    right: book.right,
    needs: listed(book, { filterOf, limit: pageSize, cursor }),
    decide: (scene) =>
      scene.astray
        ? tell(astrayReply(book.name, scene.words))
        : looked(book, scene, 'list', entriesReply(scene, filterOf(scene), book)),
  };
};

const choose = (book: Book, page = ''): Handler => ({
  right: book.right,
  decide: (scene) => {
    const policy = policyOf(scene);
    const shown = { words: scene.words, policy, book };
    return tell(chooseReply(unpackFilter(book, page, policy), shown));
  },
});

/** The entries, or the card to choose them. Undefined for a button that is none of ours. */
export const figuresFurther = (word: string, page?: string, cursor?: string): Handler | undefined => {
  for (const book of Object.values(books)) {
    if (word === `${book.name}-list`) return entries(book, page, cursor);
    if (word === `${book.name}-choose`) return choose(book, page);
  }
  return undefined;
};

/** A table, a chart and a document, each behind a link of its own. */
export const figuresSaved = (name: BookName, page = '', make: Links['make'] = () => undefined): Handler => ({
  right: books[name].right,
  decide: (scene) => {
    const { actor, registered, now, turn, words } = scene;
    const book = books[name];
    const policy = policyOf(scene);
    const ref = page || 'all';
    const grant = { agency: actor.agency, ref, person: actor.id, registered };
    const until = now.getTime() + linkMinutes * 60_000;
    const urls = forms.map((form) => {
      const what = fileOf(name, form);
      return make({ ...grant, until, nonce: digest(turn.id, ref, actor.id, what), what });
    });
    return tell(filesReply(urls, unpackFilter(book, page, policy), { words, policy, book }));
  },
});
