import { type IdentifierKind, spotIdentifiers } from '../../../dialogs/engine/identifiers.ts';
import { type AnyDialog, dialogOf } from '../../../dialogs/registry.ts';
import { isOwn, mayRead } from '../access.ts';
import { standsOf } from '../copies.ts';
import { partitionOf } from '../hubs.ts';
import type { Key, Kind, Stored } from '../ports.ts';
import { unknownReply } from '../present/answer.ts';
import { helpReply, welcomeReply } from '../present/greet.ts';
import { astrayReply, listReply } from '../present/list.ts';
import { messageReply } from '../present/message.ts';
import { noticeReply } from '../present/notice.ts';
import { actsReply, recordReply } from '../present/record.ts';
import { stubReply } from '../present/retention.ts';
import { toldReply } from '../present/tellings.ts';
import { type KeptNotice, type KeptRecord, noticeTerms, trail } from '../records.ts';
import type { Reply } from '../reply.ts';
import { type Handler, type Needs, type Scene, tell } from '../scene.ts';
import { type Stub, stubKey } from '../stubs.ts';
import { aboutTerm } from '../tellings.ts';
import { ownTerms } from '../terms.ts';
import { advisedIn, everyTelling, foundIn, tellingsIn, withTellings, withTellingsOrAdvice } from './finds.ts';

/** What only shows something: help, lists, a record, the home tab. */

export const help = (how: Reply['how'] = 'new'): Handler => ({
  right: 'help',
  greets: true,
  decide: ({ words }) => tell(helpReply(words, how)),
});

export const welcome: Handler = { right: 'help', decide: ({ words }) => tell(welcomeReply(words)) };

type Listed = {
  term: 'owner' | 'asked';
  kinds: readonly Kind[];
  limit: number;
  and?: readonly string[];
};

const lists = {
  drafts: { term: 'owner', kinds: ['draft'], limit: 20 },
  stop: { term: 'owner', kinds: ['draft'], limit: 20 },
  'my-records': { term: 'owner', kinds: ['record'], limit: 10 },
  approvals: { term: 'asked', kinds: ['record'], limit: 20, and: ['type:approval'] },
} as const satisfies Record<string, Listed>;

export type ListName = keyof typeof lists;
export const isListName = (name: string): name is ListName => Object.hasOwn(lists, name);

const listNeeds = (name: ListName, cursor?: string) => (): Needs => {
  const { term, kinds, limit, and }: Listed = lists[name];
  const more = { ...(and ? { and } : {}), ...(cursor ? { cursor } : {}) };
  return { list: ({ actor }) => ({ term: ownTerms(term, actor), kinds, limit, ...more }) };
};

export const list = (name: ListName, cursor?: string): Handler => ({
  right: 'own',
  greets: true,
  needs: listNeeds(name, cursor),
  decide: (scene) => tell(listReply(name, scene, { further: cursor !== undefined })),
});

/** The record, or what is left of it. */
export const recordKeys = (ref: string): Key[] => [{ kind: 'record', id: ref }, stubKey(ref)];

/** A record, for those with the right to it. Every look is in the trail. */
export const withRecord = (
  ref: string,
  what: 'read' | 'exported',
  show: (record: KeptRecord, dialog: AnyDialog, scene: Scene) => readonly Reply[],
  paper?: string,
): Handler => ({
  right: 'own',
  hub: partitionOf(ref),
  needs: () => ({ keys: recordKeys(ref), ...withTellings(ref) }),
  decide: (scene) => {
    const stored = scene.item('record', ref) as Stored<KeptRecord> | undefined;
    const dialog = stored && dialogOf(stored.body);
    const notFound = messageReply(scene.words, 'outcomes.not-found', { params: { ref } });
    const stub = scene.item('stub', ref) as Stored<Stub> | undefined;
    if (!stored && stub && scene.registered) return tell(stubReply(stub.body, scene));
    if (!stored || !dialog) return tell(notFound);
    // Who is in a hub is shown as far as each may see it, and belongs in no file.
    const isFiled = what === 'exported' && dialog.hub && dialog.open;
    if (isFiled || !mayRead(scene.actor, scene.registered, dialog, stored.body))
      return tell(dialog.sealed ? notFound : messageReply(scene.words, 'outcomes.forbidden'));
    return {
      changes: [trail(what, ref, scene.actor.id, scene.now.toISOString(), scene.turn.id, paper)],
      replies: show(stored.body, dialog, scene),
    };
  },
});

export const openRecord = (ref: string, how: Reply['how']): Handler => ({
  ...withRecord(ref, 'read', (record, dialog, scene) => [
    recordReply(record, dialog, {
      words: scene.words,
      ctx: { ...scene.context(ref), advised: advisedIn(foundIn(scene)) },
      how,
      tellings: tellingsIn(scene),
    }),
  ]),
  needs: () => ({ keys: recordKeys(ref), list: withTellingsOrAdvice(ref) }),
});

/** All that can be done with a record, where its card has no room for it. */
export const actsList = (ref: string): Handler =>
  withRecord(ref, 'read', (record, dialog, scene) => [
    actsReply(record, dialog, { words: scene.words, ctx: scene.context(ref) }),
  ]);

const toldPage = 20;

/** Everybody who was told of a record, for those who may read it. */
export const toldList = (ref: string, cursor?: string): Handler => {
  const record = withRecord(ref, 'read', (_record, _dialog, scene) => [
    scene.astray
      ? astrayReply('register', scene.words)
      : toldReply(ref, everyTelling(scene), scene.next, { words: scene.words, ctx: scene.context(ref) }),
  ]);
  const list = { term: aboutTerm(ref), kinds: ['telling'] as const, limit: toldPage };
  return {
    ...record,
    needs: () => ({ keys: [{ kind: 'record', id: ref }], list: { ...list, ...(cursor ? { cursor } : {}) } }),
  };
};

const mine = (scene: Scene, id: string): Stored<KeptNotice> | Reply => {
  const stored = scene.item('notice', id) as Stored<KeptNotice> | undefined;
  if (!stored) return messageReply(scene.words, 'outcomes.gone', { how: 'replace' });
  return isOwn(scene.actor, stored.body.to) ? stored : messageReply(scene.words, 'outcomes.forbidden');
};

/** A notice from the list of what waits, as it was sent. */
export const openNotice = (id: string): Handler => ({
  right: 'own',
  hub: partitionOf(id),
  needs: () => ({
    keys: [
      { kind: 'notice', id },
      { kind: 'record', id: id.split('/')[0] ?? '' },
    ],
  }),
  decide: (scene) => {
    const found = mine(scene, id);
    if ('card' in found) return tell(found);
    const ctx = scene.context(found.body.ref);
    const record = scene.item('record', found.body.ref)?.body as KeptRecord | undefined;
    const stands = standsOf(found.body, record, ctx, scene.registered);
    const shown = { words: scene.words, policy: ctx.policy, how: 'new' as const, label: '' };
    return tell(noticeReply(found.body, { ...shown, ...(stands ? { stands } : {}) }));
  },
});

/** The reader of a notice says that they have it. */
export const noticeSeen = (id: string): Handler => ({
  right: 'own',
  hub: partitionOf(id),
  needs: () => ({ keys: [{ kind: 'notice', id }] }),
  decide: (scene) => {
    const stored = mine(scene, id);
    if ('card' in stored) return tell(stored);
    const reply = messageReply(scene.words, 'outcomes.noted', { how: 'replace', tone: 'good' });
    if (stored.body.acknowledgedAt) return tell(reply);
    const body: KeptNotice = { ...stored.body, acknowledgedAt: scene.now.toISOString() };
    const { rev, ...item } = stored;
    return {
      changes: [{ op: 'replace', item: { ...item, terms: noticeTerms(body), body }, rev }],
      replies: [reply],
    };
  },
});

export const sayKinds = (kinds: readonly IdentifierKind[], scene: Pick<Scene, 'words'>): string =>
  kinds.map((kind) => scene.words(`identifiers.kinds.${kind}`)).join(', ');

/** The message action "Check before sharing": looks for what identifies someone, keeps nothing of it. */
export const checkText = (text: string): Handler => ({
  right: 'help',
  decide: (scene) => {
    const kinds = spotIdentifiers(text, scene.now.getUTCFullYear());
    const { secureRoute } = scene.context('').policy;
    const said =
      kinds.length === 0
        ? scene.words('checked.clean')
        : scene.words('checked.found', { kinds: sayKinds(kinds, scene), route: secureRoute });
    const lead = [said, scene.words('checked.lead')];
    return tell(messageReply(scene.words, 'checked', { lead, audience: 'person' }));
  },
});

/** Anything else that was typed: say what can be done, and never leave danger waiting. */
export const unknown: Handler = {
  right: 'help',
  decide: (scene) =>
    tell(unknownReply({ words: scene.words, ctx: scene.context(''), plainly: '', noted: false })),
};

export const oldButton: Handler = {
  right: 'help',
  decide: (scene) => tell(messageReply(scene.words, 'outcomes.old-button')),
};

/** Files and pasted papers are refused: references only. */
export const tooMuch: Handler = {
  right: 'help',
  decide: (scene) =>
    tell(
      messageReply(scene.words, 'attachment', {
        params: { route: scene.context('').policy.secureRoute },
        tone: 'warning',
        audience: 'person',
      }),
    ),
};
