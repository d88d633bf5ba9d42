/**
 * Roles that are given in the chat. Those that see every case of the agency, or look after the register itself, are not
 * among them: they come from the file of the people who run the service, so that nobody can open cases by pressing a
 * button for a friend.
 */
export const chatRoles = ['practitioner', 'manager', 'head-of-service'] as const;
export type ChatRole = (typeof chatRoles)[number];

export const allRoles = [
  ...chatRoles,
  'safeguarding-lead',
  'dpo',
  'caldicott',
  'siro',
  'legal',
  'auditor',
  'administrator',
  'executive',
  'guidance-owner',
] as const;
export type Role = (typeof allRoles)[number];

/** An old register may name roles that there are no more: they give no right, and have no words. */
export const knownRoles = (roles: readonly string[]): Role[] =>
  allRoles.filter((role) => roles.includes(role));

export const isChatRole = (role: string): role is ChatRole => (chatRoles as readonly string[]).includes(role);
