import { z } from 'zod';

/** The parts of Slack's requests that we read. Everything else in them is left alone. */

// An id goes into addresses, keys and patterns: anything but letters and digits is not Slack's.
const id = z.string().regex(/^[A-Z0-9]{1,40}$/);
const ts = z.string().regex(/^\d{1,20}\.\d{1,10}$/);
const token = z.string().min(1).max(300);

const authorization = z.object({
  team_id: id.nullish(),
  user_id: id.nullish(),
  is_bot: z.boolean().nullish(),
});

const edited = z.object({
  user: z.unknown().optional(),
  bot_id: z.string().nullish(),
  text: z.string().nullish(),
  ts: z.string().nullish(),
  team: id.nullish(),
  user_team: id.nullish(),
  edited: z.object({ ts: z.string().nullish() }).nullish(),
});

export const event = z.object({
  event_id: token,
  team_id: id,
  enterprise_id: id.nullish(),
  authorizations: z.array(authorization).nullish(),
  event: z.object({
    type: z.string(),
    subtype: z.string().nullish(),
    user: z.unknown().optional(),
    bot_id: z.string().nullish(),
    text: z.string().nullish(),
    files: z.array(z.unknown()).nullish(),
    channel: z.unknown().optional(),
    channel_type: z.string().nullish(),
    ts: z.string().nullish(),
    tab: z.string().nullish(),
    team: id.nullish(),
    user_team: id.nullish(),
    /** Of an edit: how it reads now, and how it read before. */
    message: edited.nullish(),
    previous_message: z.object({ text: z.string().nullish() }).nullish(),
    tokens: z.object({ bot: z.array(z.string()).nullish() }).nullish(),
  }),
});

/** A message or a mention that is worth reading. */
export const said = z.object({ user: id, channel: id, ts });
export const byUser = z.object({ user: id });

export const command = z.object({
  command: z.string(),
  text: z.string().default(''),
  team_id: id,
  user_id: id,
  user_name: z.string().optional(),
  channel_id: id,
  trigger_id: token,
  response_url: z.url().optional(),
});

const person = z.object({
  id,
  team_id: id.nullish(),
  username: z.string().nullish(),
  name: z.string().nullish(),
});
const domain = z.string().regex(/^[a-z0-9][a-z0-9-]{0,60}$/);
const team = z.object({ id, domain: domain.nullish().catch(undefined) }).nullish();
const enterprise = z.object({ id }).nullish();
const state = z.object({ values: z.record(z.string(), z.unknown()).default({}) }).nullish();

const view = z.object({
  id: token,
  type: z.enum(['modal', 'home']),
  hash: z.string().nullish(),
  private_metadata: z.string().nullish(),
  app_installed_team_id: id.nullish(),
  state,
  blocks: z.unknown().optional(),
});

const interaction = { user: person, team, enterprise, trigger_id: token.optional() };

export const blockActions = z.object({
  ...interaction,
  type: z.literal('block_actions'),
  channel: z.object({ id }).nullish(),
  container: z
    .object({ type: z.string(), message_ts: ts.nullish(), is_ephemeral: z.boolean().nullish() })
    .nullish(),
  response_url: z.url().optional(),
  state,
  message: z.object({ blocks: z.unknown().optional() }).nullish(),
  view: view.nullish(),
  actions: z
    .array(
      z.object({
        action_id: z.string(),
        action_ts: z.string().nullish(),
        value: z.string().nullish(),
        selected_option: z.object({ value: z.string() }).nullish(),
      }),
    )
    .min(1),
});

export const viewSubmission = z.object({ ...interaction, type: z.literal('view_submission'), view });

export const messageAction = z.object({
  ...interaction,
  type: z.literal('message_action'),
  callback_id: z.string(),
  trigger_id: token,
  channel: z.object({ id }),
  response_url: z.url().optional(),
  message: z.object({ text: z.string().default(''), ts: ts.nullish(), thread_ts: ts.nullish() }),
});

export type EventBody = z.infer<typeof event>;
export type BlockActions = z.infer<typeof blockActions>;
export type Interaction = { user: z.infer<typeof person>; team?: z.infer<typeof team> } & {
  enterprise?: z.infer<typeof enterprise>;
};
