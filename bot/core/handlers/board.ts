import type { Enquiry } from '../../../dialogs/enquiry/record.ts';
import { meetsAt } from '../../../dialogs/hub/places.ts';
import { inOrder, openEnquiries } from '../enquiries.ts';
import { command } from '../present/buttons.ts';
import { enquiriesReply } from '../present/enquiries.ts';
import { messageReply } from '../present/message.ts';
import type { KeptRecord } from '../records.ts';
import type { Reply } from '../reply.ts';
import { type Handler, type Scene, tell } from '../scene.ts';
import { hubMeant, rosterIn, whichHub } from './hub.ts';

/** Every enquiry of the hub that is open, what presses most first. */

export const boardPage = 10;

/** A guest sees what they were invited to. */
const seenBy = ({ actor: { seat } }: Scene, records: readonly Enquiry[]): readonly Enquiry[] =>
  seat?.role === 'guest' ? records.filter(({ reference }) => seat.enquiries?.includes(reference)) : records;

const offset = (value: string | undefined): number => {
  const from = Number(value ?? 0);
  return Number.isSafeInteger(from) && from > 0 ? from : 0;
};

export const board = (code?: string, value?: string, how: Reply['how'] = 'new'): Handler => ({
  right: 'work',
  hub: hubMeant(code),
  needs: () => ({ list: ({ actor }) => (actor.seat ? openEnquiries : undefined) }),
  decide: (scene) => {
    const { turn, actor, listed, next, now, words } = scene;
    const roster = rosterIn(scene);
    if (!roster) return tell(whichHub(scene, { word: 'board' }));
    if (!actor.seat)
      return tell(
        messageReply(words, 'hub.no-seat', { buttons: [command(words, 'hub')], audience: 'person' }),
      );
    const shared = turn.place.kind === 'shared' && meetsAt(roster.body, turn.place.address);
    const records = seenBy(
      scene,
      listed.map(({ body }) => body as KeptRecord & Enquiry),
    );
    const all = inOrder(records, now, shared ? undefined : actor.agency);
    const from = offset(value);
    return tell(
      enquiriesReply(all, {
        words,
        ctx: scene.context(''),
        from,
        size: boardPage,
        more: next !== undefined,
        agency: shared ? '' : actor.agency,
        how,
        audience: shared ? 'place' : 'person',
      }),
    );
  },
});
