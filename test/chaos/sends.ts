import { noticeWords } from '../../bot/core/present/notice.ts';
import type { KeptNotice } from '../../bot/core/records.ts';
import { words } from '../../bot/core/words.ts';
import type { World } from '../support/peers-world.ts';
import type { Kept } from './kept.ts';
import type { Asked } from './proxy.ts';

/**
 * How often people were shown a notice, against how often the store says that it was delivered. More often only where
 * a fault hit that very message: its answer was lost, the power failed before it was noted, or the store was away when
 * it was to be noted. Each such fault excuses one message of one record to one person, and no other.
 */

type Sent = { conversation: string; summary: string; text: string };

export type Sends = {
  /** A line saw it arrive, and its answer go astray. */
  unanswered(asked: Asked): void;
  /** The power failed: what had arrived and was not yet noted may come again. */
  crashed(kept: Kept): void;
  /** What the bots logged by now. */
  faults(
    kept: Kept,
    lines: readonly string[],
  ): { faults: string[]; sent: number; notices: number; again: number };
};

const over = words('notices.over.summary');
const groupOf = ({ to, ref }: KeptNotice): string => `${to} ${ref}`;
const conversationsOf = (to: string): string[] => {
  const name = to.replace(/^p-/, '').toUpperCase();
  // Slack takes somebody's id for the conversation with them.
  return [`a:${name}`, `DU${name}`, `U${name}`];
};

const sentOf = (body: Record<string, unknown>, conversation: string): Sent => ({
  conversation,
  summary: String(body.summary ?? body.text ?? ''),
  text: JSON.stringify(body),
});

const sentBy = ({ path, body }: Asked): Sent | undefined => {
  const teams = /^\/v3\/conversations\/([^/]+)\/activities(?:\/[^/]+)?$/.exec(path)?.[1];
  const parsed = JSON.parse(body.toString() || '{}') as Record<string, unknown>;
  if (teams) return sentOf(parsed, decodeURIComponent(teams));
  return path.endsWith('/chat.postMessage') ? sentOf(parsed, String(parsed.channel)) : undefined;
};

const allSent = ({ teams, slack }: World): Sent[] => [
  ...teams.connector.done('send', 'reply').map(({ body, conversation }) => sentOf(body, conversation)),
  ...slack.api.called('chat.postMessage').map(({ args }) => sentOf(args, String(args.channel))),
];

type Group = { key: string; notices: KeptNotice[]; fits(sent: Sent): boolean };

const groupsOf = ({ notices }: Kept): Group[] => {
  const groups = new Map<string, KeptNotice[]>();
  for (const { body } of notices) groups.set(groupOf(body), [...(groups.get(groupOf(body)) ?? []), body]);
  return [...groups].map(([key, all]) => {
    const conversations = conversationsOf(all[0]?.to ?? '');
    const summaries = [over, ...all.map(({ kind }) => words(`${noticeWords(kind)}.summary`))];
    const ref = all[0]?.ref ?? '';
    return {
      key,
      notices: all,
      fits: ({ conversation, summary, text }) =>
        conversations.includes(conversation) &&
        summaries.some((one) => summary.startsWith(one)) &&
        text.includes(ref),
    };
  });
};

/**
 * By the record whose notice could not be noted, since the store was away. Whoever finds it changed meanwhile is no such
 * fault: two workers who send the same notice meet just so.
 */
const unsettledIn = (lines: readonly string[]): string[] =>
  lines.flatMap((line) => {
    const { event, ref, code } = JSON.parse(line) as { event?: string; ref?: string; code?: string };
    return event === 'notice.unsettled' && ref && code !== 'conflict' ? [ref] : [];
  });

const isDelivered = ({ deliveredAt }: KeptNotice): boolean => deliveredAt !== undefined;

export const watchSends = (world: World, lines: () => readonly string[]): Sends => {
  const lost: Sent[] = [];
  const crashes = new Map<string, number>();
  /** How many messages of a group nothing explains, where all that is delivered counts once. */
  const excess = (
    group: Group,
    sent: readonly Sent[],
    unsettled: readonly string[],
    whole: boolean,
  ): number => {
    const counted = group.notices.filter((notice) => whole || isDelivered(notice)).length;
    const owners = new Set(group.notices.map(({ id }) => id.split('/')[0]));
    return (
      sent.filter(group.fits).length -
      (counted + lost.filter(group.fits).length) -
      unsettled.filter((ref) => owners.has(ref)).length -
      (crashes.get(group.key) ?? 0)
    );
  };
  return {
    unanswered: (asked) => {
      const sent = sentBy(asked);
      if (sent) lost.push(sent);
    },
    crashed: (kept) => {
      const sent = allSent(world);
      const unsettled = unsettledIn(lines().filter((line) => line.includes('notice.unsettled')));
      for (const group of groupsOf(kept)) {
        // What is noted does not come again: a message too many of that has another cause.
        const open = group.notices.filter((notice) => !isDelivered(notice)).length;
        const more = Math.min(open, excess(group, sent, unsettled, false));
        if (more > 0) crashes.set(group.key, (crashes.get(group.key) ?? 0) + more);
      }
    },
    faults: (kept, all) => {
      const sent = allSent(world);
      const unsettled = unsettledIn(all.filter((line) => line.includes('notice.unsettled')));
      const groups = groupsOf(kept);
      const told = groups.map((group) => sent.filter(group.fits).length);
      const faults = groups.flatMap((group, at) => {
        const more = excess(group, sent, unsettled, true);
        const few = (told[at] ?? 0) < group.notices.length;
        return [
          ...(more > 0 ? [`${group.key}: ${more} messages too many, and no fault hit them`] : []),
          ...(few ? [`${group.key}: ${told[at]} messages of ${group.notices.length} notices`] : []),
        ];
      });
      const total = told.reduce((sum, each) => sum + each, 0);
      return { faults, sent: total, notices: kept.notices.length, again: total - kept.notices.length };
    },
  };
};
