import { recordDocument } from '../document.ts';
import { isBookName, isPaper } from '../file-names.ts';
import { digest, referencePattern } from '../ids.ts';
import { type Links, linkMinutes } from '../links.ts';
import { mayHavePapers } from '../papers.ts';
import { copyReplies, receiptReplies } from '../present/copy.ts';
import { messageReply } from '../present/message.ts';
import { receiptDocument } from '../receipt.ts';
import type { Route } from '../routing.ts';
import { type Handler, type Scene, tell } from '../scene.ts';
import type { Press } from '../turn.ts';
import { figuresSaved } from './figures.ts';
import { paper, papersList } from './papers.ts';
import { oldButton, withRecord } from './show.ts';

/**
 * A record as text and as a file: the copy for the case file, and the receipt that the person it is about may keep.
 * Whoever may read it may have both; every one is in the trail.
 */

type MakeLink = Links['make'];
type What = 'copy' | 'receipt';

/** The same turn always makes the same link, so that a repeat of it brings no second one. */
const linkTo = (
  ref: string,
  what: What,
  { actor, registered, now, turn }: Scene,
  make: MakeLink,
): string | undefined =>
  make({
    agency: actor.agency,
    ref,
    person: actor.id,
    registered,
    until: now.getTime() + linkMinutes * 60_000,
    nonce: digest(turn.id, ref, actor.id, what === 'copy' ? 'export' : what),
    what,
  });

const shownTo = (ref: string, what: What, scene: Scene, make: MakeLink) => {
  const url = linkTo(ref, what, scene, make);
  return { words: scene.words, ctx: scene.context(ref), ...(url ? { url } : {}) };
};

const copy = (ref: string, make: MakeLink): Handler =>
  withRecord(
    ref,
    'exported',
    (record, dialog, scene) => {
      const shown = shownTo(ref, 'copy', scene, make);
      const papers = mayHavePapers(shown.ctx, scene.registered, dialog, record);
      return copyReplies(recordDocument(record, dialog, shown), record, dialog, { ...shown, papers });
    },
    'copy',
  );

/** Where there is nothing to hand over, nothing was handed over: the trail has no entry of it. */
const receipt = (ref: string, make: MakeLink): Handler => {
  const handler = withRecord(
    ref,
    'exported',
    (record, dialog, scene) => {
      const shown = shownTo(ref, 'receipt', scene, make);
      const document = receiptDocument(record, dialog, shown);
      return document ? receiptReplies(document, shown) : [];
    },
    'receipt',
  );
  return {
    ...handler,
    decide: (scene) => {
      const decided = handler.decide(scene);
      if (decided.replies.length > 0) return decided;
      return tell(messageReply(scene.words, 'copy.receipt.none', { params: { ref } }));
    },
  };
};

const handlers: Readonly<Record<What, (ref: string, make: MakeLink) => Handler>> = { copy, receipt };

/** A press without a word is for the case file. */
export const copyPressed = (
  { ref = '', word = 'copy', page }: Pick<Press, 'ref' | 'word' | 'page'>,
  make: MakeLink = () => undefined,
): Handler => {
  if (isBookName(word)) return figuresSaved(word, page, make);
  if (!referencePattern.test(ref)) return oldButton;
  if (word === 'papers') return papersList(ref);
  if (isPaper(word)) return paper(ref, word, make);
  return Object.hasOwn(handlers, word) ? handlers[word as What](ref, make) : oldButton;
};

/** A router whose copies carry a link to the file. */
export const withLinks =
  (route: Route, make: MakeLink): Route =>
  (turn, seed) =>
    turn.act.kind === 'pressed' && turn.act.press.do === 'copy'
      ? copyPressed(turn.act.press, make)
      : route(turn, seed);
