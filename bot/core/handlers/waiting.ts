import { waitingReply } from '../present/waiting.ts';
import { type Handler, type Needs, tell } from '../scene.ts';
import { waitingListing } from '../waiting.ts';

/** What waits for somebody, as a list and on the Slack home tab. */

const needs = (): Needs => ({ list: ({ actor }) => waitingListing(actor) });

/** `from`: how many came before, as the button for more brought it back. */
export const waiting = (from = '0'): Handler => ({
  right: 'own',
  greets: true,
  needs,
  decide: (scene) => tell(waitingReply(scene, Number(from) || 0, 'new')),
});

export const home: Handler = {
  right: 'own',
  greets: true,
  needs,
  decide: (scene) => tell(waitingReply(scene, 0, 'home')),
};
