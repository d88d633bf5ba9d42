import {
  type Activity,
  ActivityEx,
  BotAdapter,
  type ConversationReference,
  DeliveryModes,
  INVOKE_RESPONSE_KEY,
  type InvokeResponse,
  type ResourceResponse,
  TurnContext,
} from 'botbuilder';
import type { Connector, Spot } from './connector.ts';

const spotOf = ({ serviceUrl, conversation }: Partial<ConversationReference>): Spot => ({
  serviceUrl: serviceUrl ?? '',
  conversation: conversation?.id ?? '',
});

/**
 * The framework's adapter over our own connector. Its stock adapter builds two clients for every turn, neither of
 * which is needed here, and that costs more than the turn itself.
 */
export class TeamsAdapter extends BotAdapter {
  readonly #connector: Connector;

  constructor(connector: Connector) {
    super();
    this.#connector = connector;
  }

  /** Runs one activity, and gives the answer that belongs into the HTTP response, where there is one. */
  async run(
    activity: Activity,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<InvokeResponse | undefined> {
    const context = new TurnContext(this, activity);
    await this.runMiddleware(context, logic);
    if (activity.deliveryMode === DeliveryModes.ExpectReplies) {
      return { status: 200, body: { activities: context.bufferedReplyActivities } };
    }
    return context.turnState.get<Activity | undefined>(INVOKE_RESPONSE_KEY)?.value;
  }

  override async sendActivities(
    context: TurnContext,
    activities: Partial<Activity>[],
  ): Promise<ResourceResponse[]> {
    const sent: ResourceResponse[] = [];
    for (const activity of activities) {
      if (activity.type === 'invokeResponse') context.turnState.set(INVOKE_RESPONSE_KEY, activity);
      else sent.push({ id: (await this.#connector.send(spotOf(activity), activity)) ?? '' });
    }
    return sent;
  }

  override async updateActivity(_context: TurnContext, activity: Partial<Activity>): Promise<void> {
    await this.#connector.update(spotOf(activity), activity.id ?? '', activity);
  }

  override async deleteActivity(
    _context: TurnContext,
    reference: Partial<ConversationReference>,
  ): Promise<void> {
    await this.#connector.remove(spotOf(reference), reference.activityId ?? '');
  }

  override async continueConversation(
    reference: Partial<ConversationReference>,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<void> {
    // The framework makes up an id where there is none, and replies would name it as what they reply to.
    const activity = { ...ActivityEx.getContinuationActivity(reference), id: reference.activityId };
    await this.run(activity as Activity, logic);
  }
}
