import { z } from 'zod';
import { baseFields } from '../engine/base.ts';

/** Somebody on the register: what they are there, and all that it was before, in its versions. Never a case. */
export const personSchema = z.object({
  ...baseFields,
  type: z.literal('person'),
  schemaVersion: z.literal(1),
  status: z.enum(['here', 'left']),
  person: z.string().min(1),
  name: z.string().min(1),
  post: z.string().optional(),
  roles: z.array(z.string()),
  line: z.object({ id: z.string(), name: z.string() }).optional(),
  channels: z.array(z.enum(['teams', 'slack'])),
  /** Why it was last changed, as somebody wrote it. */
  why: z.string().optional(),
});

export type PersonRecord = z.infer<typeof personSchema>;
