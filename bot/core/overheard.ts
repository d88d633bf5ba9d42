import { type IdentifierKind, spotIdentifiers } from '../../dialogs/engine/identifiers.ts';
import type { PolicyPack } from '../../dialogs/policy/pack.ts';
import type { Words } from '../../dialogs/words.ts';
import { codeOf } from './again.ts';
import type { Places } from './places.ts';
import type { Log } from './ports.ts';
import { command } from './present/buttons.ts';
import { messageReply } from './present/message.ts';
import type { Reply } from './reply.ts';
import type { Turn } from './turn.ts';

/**
 * What people write to each other where a hub meets is not for us. Channels look whether it may tell who somebody is, and
 * hand on no more than what kinds of detail they found: nothing of the message is kept, or goes any further.
 */

/** A name alone may be a colleague's: it takes more than that. */
export const tellingKinds = (text: string, year: number): IdentifierKind[] => {
  const kinds = spotIdentifiers(text, year);
  return kinds.length === 1 && kinds[0] === 'name' ? [] : kinds;
};

type Says = { words: Words; policy: PolicyPack };

/** For its author alone: what it may be, how to take it back here, and where it belongs. */
export const carefulReply = (
  kinds: readonly IdentifierKind[],
  { place }: Pick<Turn, 'place'>,
  { words, policy }: Says,
): Reply => {
  const said = kinds.map((kind) => words(`identifiers.kinds.${kind}`)).join(', ');
  return messageReply(words, 'overheard', {
    lead: [
      words('overheard.found', { kinds: said }),
      words(`overheard.delete.${place.address.channel}`),
      words('overheard.route', { route: policy.secureRoute }),
      words('overheard.kept'),
    ],
    tone: 'warning',
    buttons: [command(words, 'breach')],
    audience: 'person',
  });
};

type Deps = Says & { places: Places; log: Log };

/** Only where a hub meets. What cannot be looked up now is let go: nobody waits for it. */
export const hear = async (turn: Turn, { places, log, ...says }: Deps): Promise<Reply[]> => {
  if (turn.act.kind !== 'overheard') return [];
  try {
    const hub = await places.hubAt(turn.place.address);
    return hub ? [carefulReply(turn.act.kinds, turn, says)] : [];
  } catch (error) {
    log('overheard.failed', { code: codeOf(error) });
    return [];
  }
};
