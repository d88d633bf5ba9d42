import { localDate } from '../../../dialogs/engine/working-time.ts';
import { may } from '../access.ts';
import { astrayReply } from '../present/list.ts';
import { retentionReply } from '../present/retention.ts';
import { retentionListReply } from '../present/retention-list.ts';
import { trail } from '../records.ts';
import { linksTo, openAmong } from '../retention.ts';
import { type Handler, type Listing, tell, type Who } from '../scene.ts';
import { pageSize } from '../search-listing.ts';
import { askedTerm, dueTerms, heldTerm, ownTerms } from '../terms.ts';
import { recordKeys, withRecord } from './show.ts';

/** Records whose time is over, and those on hold: of the whole agency for who answers for records, else one's own. */

export const retentionLists = ['retention', 'holds'] as const;
export type RetentionList = (typeof retentionLists)[number];
export const isRetentionList = (name: string): name is RetentionList =>
  (retentionLists as readonly string[]).includes(name);

const keeps = ({ actor, registered }: Pick<Who, 'actor' | 'registered'>): boolean =>
  may(actor, registered, 'records.keep');

const listing = (name: RetentionList, who: Who): Pick<Listing, 'term' | 'and'> => {
  const { now, policy } = who.context('');
  const term = name === 'holds' ? heldTerm : [askedTerm, ...dueTerms(localDate(now, policy))];
  return keeps(who) ? { term } : { term, and: [ownTerms('owner', who.actor)] };
};

export const retentionList = (name: RetentionList, cursor?: string): Handler => ({
  right: 'work',
  needs: () => ({
    list: (who) => ({
      ...listing(name, who),
      kinds: ['record'],
      limit: pageSize,
      ...(cursor ? { cursor } : {}),
    }),
  }),
  decide: (scene) => {
    if (scene.astray) return tell(astrayReply(name, scene.words));
    const all = keeps(scene);
    const reply = retentionListReply(name, scene, { all, further: cursor !== undefined });
    if (!all) return tell(reply);
    const at = scene.now.toISOString();
    return {
      changes: [trail('searched', `${name}/agency`, scene.actor.id, at, scene.turn.id)],
      replies: [reply],
    };
  },
});

/** How long one record is kept, and what can be done about it. */
export const retentionOf = (ref: string, how: 'new' | 'replace' = 'replace'): Handler => ({
  ...withRecord(ref, 'read', (record, dialog, scene) => {
    const ctx = { ...scene.context(ref), openLinks: openAmong(record, scene.listed) };
    return [retentionReply(record, dialog, { words: scene.words, ctx, how })];
  }),
  needs: () => ({ keys: recordKeys(ref), list: linksTo(ref) }),
});
