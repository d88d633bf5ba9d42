import { outcomes } from '../../../dialogs/policy/catalogue.ts';
import { dialogOf } from '../../../dialogs/registry.ts';
import type { Words } from '../../../dialogs/words.ts';
import { mayRead, reachOf } from '../access.ts';
import { referencePattern } from '../ids.ts';
import type { Stored } from '../ports.ts';
import { findReply, foundReply } from '../present/find.ts';
import { astrayReply } from '../present/list.ts';
import { type KeptRecord, trail } from '../records.ts';
import type { Reply } from '../reply.ts';
import { type Decision, type Handler, type Scene, tell } from '../scene.ts';
import { type Faults, isFaulty, readSearch, type Search, unpackSearch, type Written } from '../search.ts';
import { answersTo, searchListing } from '../search-listing.ts';
import type { Press } from '../turn.ts';

/**
 * Looking for records. Nobody finds what they may not read, and what is not theirs looks the same as what is not
 * there. Each list that is shown leaves a line in the trail: who looked, and by which fields, never for what.
 */

const isReadable = (scene: Scene, stored: Stored): boolean => {
  const record = stored.body as KeptRecord;
  const dialog = dialogOf(record);
  return dialog !== undefined && mayRead(scene.actor, scene.registered, dialog, record);
};

const shown = (scene: Scene, search: Search, first: readonly Stored[], further: boolean): Decision => {
  if (scene.astray) return tell(astrayReply('find', scene.words));
  const reach = reachOf(scene.actor, scene.registered);
  const rest = scene.listed.filter(({ id }) => first.every((one) => one.id !== id));
  const items = [...first, ...rest].filter((stored) => isReadable(scene, stored));
  const what = `find/${reach}:${Object.keys(search).sort().join('+')}`;
  return {
    changes: [trail('searched', what, scene.actor.id, scene.now.toISOString(), scene.turn.id)],
    replies: [foundReply({ search, reach, items, further }, scene)],
  };
};

const cardFor = (scene: Scene, written: Written, faults: Faults, how: Reply['how']): Decision =>
  tell(findReply({ words: scene.words, pack: scene.context('').policy, written, faults }, how));

/** The empty card; or with what was typed in it, where that was not clear. */
export const findCard = (written: Written = {}, faults: Faults = {}): Handler => ({
  right: 'own',
  decide: (scene) => cardFor(scene, written, faults, 'new'),
});

/** One record by its reference, a list by everything else. `or` is what the list is for, where that differs. */
const look = (written: Written, or: Written = written): Handler => ({
  right: 'own',
  needs: () => {
    const id = written.reference?.toUpperCase() ?? '';
    return {
      keys: referencePattern.test(id) ? [{ kind: 'record', id }] : [],
      list: (who) => {
        const { search, faults } = readSearch(or, who.context('').policy);
        return isFaulty(faults) || search.reference ? undefined : searchListing(search, who);
      },
    };
  },
  decide: (scene) => {
    const { policy } = scene.context('');
    const { search, faults } = readSearch(written, policy);
    if (isFaulty(faults)) return cardFor(scene, written, faults, 'replace');
    const stored = search.reference ? scene.item('record', search.reference) : undefined;
    const first = stored && answersTo(search, stored, policy) ? [stored] : [];
    return shown(scene, { ...search, ...readSearch(or, policy).search }, first, false);
  },
});

/** The card was handed in. */
export const findWritten = (written: Written): Handler => look(written);

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** `outcome share`: the word for an outcome, and the outcome as its words or its code have it. */
const outcomeTyped = (text: string, words: Words): string | undefined => {
  const word = words.list('find.outcome-words').find((each) => plain(text).startsWith(`${each} `));
  const said = word && plain(text).slice(word.length + 1);
  return outcomes.find((code) => said === plain(code) || said === plain(words(`find.outcomes.${code}`)));
};

/** Case references are short and hold a figure: anything else is put into the card, to be made clear there. */
const isCaseReference = (text: string): boolean =>
  text.length <= 40 && /^\S+( \S+){0,2}$/.test(text) && /\d/.test(text);

/** What was typed after the word for finding. A reference may be one of ours or one of the case system, so both. */
export const findTyped = (typed: string, words: Words): Handler => {
  const text = typed.replace(/[.,;:!?]+$/, '');
  const outcome = outcomeTyped(text, words);
  if (outcome) return look({ outcome });
  if (referencePattern.test(text.toUpperCase())) return look({ reference: text }, { subject: text });
  return isCaseReference(text) ? look({ subject: text }) : findCard({ subject: text }, { none: 'unclear' });
};

/** The next page of what was found. Undefined for a button that is none of ours. */
export const findFurther = ({ ask = '', value }: Press): Handler | undefined => {
  const search = unpackSearch(ask);
  if (!search || value === undefined) return undefined;
  return {
    right: 'own',
    needs: () => ({ list: (who) => ({ ...searchListing(search, who), cursor: value }) }),
    decide: (scene) => shown(scene, search, [], true),
  };
};
