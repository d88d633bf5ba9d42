import { z } from 'zod';

/**
 * Dated facts that an authority sets and signs off: contacts, timers, sources, law, agencies. Nothing of this is in
 * code; a deployment overrides the sample pack with a file of its own.
 */
const date = z.iso.date();
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write a time as 09:30');

const isZone = (zone: string): boolean => {
  try {
    return Boolean(new Intl.DateTimeFormat('en-GB', { timeZone: zone }));
  } catch {
    return false;
  }
};

const contact = z.object({ title: z.string().min(1), text: z.string().min(1) });

const lawEntry = z.object({
  title: z.string().min(1),
  current: z.string().min(1),
  from: date,
  to: date.optional(),
  status: z.enum(['verified', 'toConfirm']),
  owner: z.string().min(1),
  reviewOn: date,
});

const agency = z.object({
  id: z.string().regex(/^[a-z][a-z0-9-]{1,40}$/, 'an agency id is lower case letters, digits and hyphens'),
  name: z.string().min(1),
  sector: z.string().min(1),
  /** Who is told when the person has no manager on the register: a person's id. */
  dutyLead: z.string().optional(),
});

export const policyPackSchema = z.object({
  id: z.string().min(1),
  owner: z.string().min(1),
  reviewOn: date,
  guidanceVersion: z.string().min(1),
  lawVersion: z.string().min(1),
  workingDay: z.object({
    zone: z.string().refine(isZone, 'name a time zone such as Europe/London'),
    days: z.array(z.number().int().min(0).max(6)).min(1),
    holidays: z.array(date),
  }),
  timers: z.object({
    urgent: z.object({
      completeWithinWorkingDays: z.number().int().min(0).max(10),
      completeAt: time,
      remindAt: time,
      mostReminders: z.number().int().min(1).max(50),
    }),
    draft: z.object({
      remindAfterMinutes: z.number().int().min(1),
      closeAfterDays: z.number().int().min(1).max(365),
    }),
  }),
  retention: z.object({ rule: z.string().min(1), years: z.number().int().min(1).max(100) }),
  urgentContacts: z.array(contact).min(1),
  procedure: z.object({ title: z.string().min(1), url: z.url({ protocol: /^https$/ }) }),
  secureRoute: z.string().min(1),
  sources: z.record(z.string(), z.string()),
  law: z.record(z.string(), lawEntry),
  agencies: z.array(agency).min(1),
  /** Which agency people of a tenant or workspace belong to before anybody put them on the register. */
  tenants: z.array(
    z.object({ channel: z.enum(['teams', 'slack']), tenant: z.string().min(1), agency: z.string().min(1) }),
  ),
  /** Where everyone else belongs. */
  hostAgency: z.string().min(1),
});

export type PolicyPack = z.infer<typeof policyPackSchema>;

/** Cross-checks that a schema cannot say; each fault tells the owner what to change. */
export const packFaults = (pack: PolicyPack): string[] => {
  const known = new Set(pack.agencies.map((a) => a.id));
  const unknown = [pack.hostAgency, ...pack.tenants.map((t) => t.agency)].filter((id) => !known.has(id));
  return unknown.map((id) => `agency "${id}" is named but not listed under agencies`);
};
