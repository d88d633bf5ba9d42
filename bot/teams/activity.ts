import { z } from 'zod';

/** The part of an activity that we read. Teams leaves fields out or sends null, so almost all may be missing. */
const id = z.string().min(1).max(1000);
const word = z.string().max(1000).nullish();

const tenant = z.object({ id: word }).nullish();
const account = z.object({ id, aadObjectId: word, name: word, role: word, tenantId: word });

const entity = z.object({
  type: word,
  text: word,
  mentioned: z.object({ id: word }).nullish(),
});

export const inbound = z.object({
  type: z.string().max(100),
  id: word,
  name: word,
  timestamp: word,
  channelId: word,
  serviceUrl: id,
  action: word,
  replyToId: word,
  text: z.string().nullish(),
  value: z.unknown().optional(),
  from: account,
  recipient: account,
  conversation: z.object({
    id,
    conversationType: word,
    tenantId: word,
    isGroup: z.boolean().nullish(),
  }),
  channelData: z.object({ tenant }).nullish(),
  attachments: z.array(z.object({ contentType: word })).nullish(),
  entities: z.array(entity).nullish(),
  membersAdded: z.array(z.object({ id: word })).nullish(),
});

export type Inbound = z.output<typeof inbound>;

/** The value of a message extension's invokes, and of a pressed Action.Execute. */
export const extensionValue = z.object({
  commandId: word,
  data: z.unknown().optional(),
  messagePayload: z
    .object({
      id: word,
      createdDateTime: word,
      linkToMessage: z.string().nullish(),
      body: z.object({ content: z.string().nullish() }).nullish(),
    })
    .nullish(),
});

export const executeValue = z.object({ action: z.object({ data: z.unknown() }) });
