import type { Activity, ConversationReference, TurnContext } from 'botbuilder';
import type { TeamsAdapter } from './adapter.ts';

/** Somewhere that messages can be put and rewritten: the conversation of a turn, during it or afterwards. */
export type Outlet = {
  post(activity: Partial<Activity>): Promise<string | undefined>;
  rewrite(id: string, activity: Partial<Activity>): Promise<void>;
};

/** Good only while the turn runs. */
export const outletOf = (context: TurnContext): Outlet => ({
  post: async (activity) => (await context.sendActivity(activity))?.id || undefined,
  rewrite: async (id, activity) => {
    await context.updateActivity({ ...activity, id });
  },
});

/** Good at any time. */
export const lastingOutlet = (adapter: TeamsAdapter, reference: Partial<ConversationReference>): Outlet => ({
  post: async (activity) => {
    let id: string | undefined;
    await adapter.continueConversation(reference, async (context) => {
      id = await outletOf(context).post(activity);
    });
    return id;
  },
  rewrite: (id, activity) =>
    adapter.continueConversation(reference, (context) => outletOf(context).rewrite(id, activity)),
});
