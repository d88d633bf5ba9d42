import { z } from 'zod';
import { answersField, baseFields, user } from '../engine/base.ts';
import { partnerTold } from '../liaison/partners.ts';

/**
 * A claim, a demand or court action about information that was shared: the facts, for lawyers. Who has to answer for
 * it, and who pays, has no field.
 */

const text = z.string();
const when = z.iso.datetime();

/** What somebody says that would change who answers for it: written down, and weighed by nobody here. */
export const exceptions = ['wrongful', 'negligent', 'admission'] as const;

export const noteKinds = ['asked', 'given', 'admission', 'update'] as const;
export type NoteKind = (typeof noteKinds)[number];

export const statuses = ['logged', 'looked', 'closed'] as const;

export const claimSchema = z.object({
  ...baseFields,
  type: z.literal('claim'),
  schemaVersion: z.literal(1),
  status: z.enum(statuses),
  loggedBy: user,
  /** A partner of the policy pack, or us. */
  supplier: text,
  recipient: text,
  receivedOn: z.iso.date(),
  legalRef: text,
  agreementRef: text.optional(),
  dataRef: text,
  admissionMade: z.boolean(),
  exceptionsAsserted: z.array(z.enum(exceptions)),
  /** When whoever supplied it was told; missing where somebody still has to ring them. */
  supplierNotifiedAt: when.optional(),
  partnersLiaised: z.array(partnerTold),
  /** Help that was asked for or given, admissions, and what came since. */
  notes: z.array(z.object({ kind: z.enum(noteKinds), at: when, by: user, text })),
  chases: z.number().int(),
  chaseAt: when.optional(),
  answers: answersField,
});
export type Claim = z.infer<typeof claimSchema>;
