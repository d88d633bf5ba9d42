import { z } from 'zod';
import { baseFields } from '../engine/base.ts';
import { chatRoles } from '../person/roles.ts';

export const askedRoles = [...chatRoles, 'oversees'] as const;

/** What somebody says of themselves. `manager` is on the register; a name alone was typed. */
export const selfSchema = z.object({
  name: z.string().min(1),
  post: z.string().min(1),
  role: z.enum(askedRoles),
  manager: z.string().optional(),
  managerName: z.string().optional(),
});

/** Somebody asks to be on the register of an agency. Where that is another one, only where it was sent is kept here. */
export const enrolmentSchema = z.object({
  ...baseFields,
  type: z.literal('enrolment'),
  schemaVersion: z.literal(1),
  status: z.enum(['asked', 'joined', 'refused', 'sentOn']),
  person: z.string().min(1),
  self: selfSchema.optional(),
  /** The agency that it was sent on to. */
  to: z.string().optional(),
  chases: z.number().int(),
  given: z.object({ roles: z.array(z.string()), at: z.iso.datetime() }).optional(),
  refusal: z.object({ reason: z.string(), at: z.iso.datetime() }).optional(),
});

export type EnrolmentRecord = z.infer<typeof enrolmentSchema>;
export type Self = z.infer<typeof selfSchema>;
