import { hasCode } from '../core/errors.ts';
import type { Log } from '../core/ports.ts';
import type { Background } from './background.ts';
import type { Outlet } from './outlet.ts';
import type { Person, PrivateChat } from './private-chat.ts';
import type { Rendered } from './render.ts';

/** Where replies go: the place of the turn, the person's own chat, and the message that may be rewritten. */
export type Scene = {
  shared: boolean;
  /** Good now. */
  outlet: Outlet;
  /** Good at any time: for what has to be tried again. */
  lasting: Outlet;
  person: Person;
  /** `anyReply`: a message of ours that only held the place, so whatever comes first takes it. */
  slot?: { id: string; anyReply: boolean };
};

/** What the shared place has to be told about replies that it may not see. */
export type Told = 'pointer' | 'unreachable' | undefined;

export type Deliver = (replies: readonly Rendered[], scene: Scene) => Promise<Told>;

export const hidden = (reply: Rendered, shared: boolean): boolean => shared && reply.audience === 'person';

type Options = { privateChat: PrivateChat; background: Background; log: Log };

const failed = 'teams.reply-failed';

export const createDeliver = ({ privateChat, background, log }: Options): Deliver => {
  /** The turn is kept already, so a reply that Teams did not take is tried again without anybody waiting. */
  const steadily = async (send: (outlet: Outlet) => Promise<unknown>, { outlet, lasting }: Scene) => {
    try {
      await send(outlet);
    } catch (fault) {
      if (!hasCode(fault, 'channel-unavailable')) return log(failed, { code: 'refused' });
      background.retry(failed, async () => void (await send(lasting)), fault.retryAfterMs);
    }
  };

  const show = ({ activity }: Rendered, scene: Scene, slotId: string | undefined): Promise<void> => {
    if (slotId === undefined) return steadily((outlet) => outlet.post(activity), scene);
    // A message that can no longer be rewritten is no reason to say nothing.
    const rewriteOrPost = (outlet: Outlet): Promise<unknown> =>
      outlet
        .rewrite(slotId, activity)
        .catch((fault: unknown) =>
          hasCode(fault, 'channel-refused') ? outlet.post(activity) : Promise.reject(fault),
        );
    return steadily(rewriteOrPost, scene);
  };

  const whisper = ({ activity }: Rendered, { person }: Scene): Promise<Told> =>
    privateChat.send(person, activity).then(
      () => 'pointer' as const,
      (fault: unknown) => {
        log('teams.private-failed', { code: hasCode(fault, 'channel-refused') ? 'refused' : 'failed' });
        return 'unreachable' as const;
      },
    );

  return async (replies, scene) => {
    let slot = scene.slot;
    let told: Told;
    for (const reply of replies) {
      if (hidden(reply, scene.shared)) {
        const outcome = await whisper(reply, scene);
        told = told === 'unreachable' ? told : outcome;
        continue;
      }
      const takes = slot !== undefined && (slot.anyReply || reply.how === 'replace');
      await show(reply, scene, takes ? slot?.id : undefined);
      if (takes) slot = undefined;
    }
    return told;
  };
};
