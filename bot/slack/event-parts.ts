import type { EventBody } from './payloads.ts';

/** Whose event it is. */

/** The workspace whose installation received it: in a shared channel `team_id` may name the other one. */
export const homeOf = (body: EventBody): string => body.authorizations?.[0]?.team_id ?? body.team_id;

export const botOf = (body: EventBody): string | undefined =>
  body.authorizations?.find((each) => each.is_bot && each.user_id)?.user_id ?? undefined;

type Said = Pick<EventBody['event'], 'user_team' | 'team'>;

/** The workspace that whoever wrote belongs to. In an organisation of several it may be the organisation itself. */
export const teamOf = (body: EventBody, { user_team: own, team }: Said): string => {
  const from = own ?? team;
  return from && from !== body.enterprise_id ? from : homeOf(body);
};

/** People only: other bots, edits, deletions, joins and the like are no turns. */
export const isSpoken = ({ event }: EventBody): boolean =>
  !event.bot_id && (event.subtype === undefined || event.subtype === null || event.subtype === 'file_share');
