import { type Codes, codeMinutes, isCode } from '../codes.ts';
import { type LinkErrand, linkPartition, type OpenLink } from '../linking.ts';
import { command } from '../present/buttons.ts';
import { messageReply } from '../present/message.ts';
import { type Handler, type Scene, tell } from '../scene.ts';

/** One person on two channels: a code on the one, typed on the other. */

/** For whoever the register knows. It stands in a private message, and the store keeps a digest of it. */
export const makeCode = (codes: Codes, seed: string): Handler => ({
  right: 'own',
  decide: ({ words, registered, actor, now, turn: { place } }) => {
    if (!registered)
      return tell(messageReply(words, 'link.visitor', { buttons: [command(words, 'enrolment')] }));
    const code = codes.make(`${seed}|${actor.id}`);
    const address = place.kind === 'personal' ? { address: place.address } : {};
    const body: OpenLink = { agency: actor.agency, person: actor.id, ...address };
    const expiresAt = new Date(now.getTime() + codeMinutes * 60_000).toISOString();
    const item = { kind: 'link' as const, id: 'self', at: now.toISOString(), terms: [], body, expiresAt };
    return {
      partition: linkPartition(codes.digest(code)),
      changes: [{ op: 'create', item }],
      replies: [
        messageReply(words, 'link.made', {
          params: { code, minutes: String(codeMinutes) },
          audience: 'person',
        }),
      ],
    };
  },
});

const errandOf = (code: string, codes: Codes, { turn, actor, registered }: Scene): LinkErrand => {
  const { channel, tenant, user } = turn.actor;
  return {
    do: 'link',
    digest: codes.digest(code),
    identity: { channel, tenant, user },
    address: turn.place.address,
    who: { agency: actor.agency, person: actor.id, registered },
  };
};

/** The code is tried afterwards, where its owner is registered; the answer follows by itself. */
export const useCode = (code: string, codes: Codes): Handler => ({
  right: 'own',
  decide: (scene) => {
    const { words, turn, now } = scene;
    const say = (key: string) => messageReply(words, key, { audience: 'person' });
    if (turn.place.kind === 'shared') return tell(say('link.private'));
    if (!isCode(code)) return tell(say('link.odd'));
    const body = errandOf(code, codes, scene);
    return {
      changes: [{ op: 'enqueue', queue: 'notices', id: `link/${turn.id}`, due: now.toISOString(), body }],
      replies: [say('link.trying')],
    };
  },
});
