import { readMarkdown } from './markdown.ts';
import { type Thing, thingsIn } from './peers-screen.ts';

/** What somebody typed must never come alive on a card: no link, mention, emphasis, button or template. */

/** The one link that our own cards have. */
const ours = /^https:\/\/procedures\.example\//;

const strings = (thing: Thing, keys: readonly string[]): string[] =>
  keys.map((key) => thing[key]).filter((value) => typeof value === 'string');

const markdownIn = (thing: Thing): string[] =>
  thing.type === 'TextBlock' || !('type' in thing) ? strings(thing, ['text', 'title', 'value']) : [];

/** Links and pictures that a Teams client would make of a card's words. */
export const aliveInTeams = (card: unknown): string[] =>
  thingsIn(card).flatMap((thing) => {
    const read = markdownIn(thing).flatMap((text) => readMarkdown(text).more);
    const alive = read.filter((kind) => /link|image|html/.test(kind));
    const opens = thing.type === 'Action.OpenUrl' && !ours.test(String(thing.url)) ? [String(thing.url)] : [];
    const mentions = 'msteams' in thing || thing.type === 'mention' ? ['a mention'] : [];
    return [...alive, ...opens, ...mentions];
  });

/** What stands against a label on a Teams card, as a person reads it, and all that is more than words in it. */
export const factOf = (card: unknown, label: string): ReturnType<typeof readMarkdown> | undefined => {
  const fact = thingsIn(card).find(
    ({ title, value, type }) => title === label && value !== undefined && !type,
  );
  return fact && readMarkdown(String(fact.value));
};

const living = new Set(['user', 'usergroup', 'channel', 'broadcast', 'team', 'emoji', 'date', 'color']);

/** Mentions, links and marks that Slack would act on. Its own marks begin with `<`. */
export const aliveInSlack = (blocks: unknown): string[] =>
  thingsIn(blocks).flatMap((thing) => {
    const { type, text, url } = thing;
    const marked = type === 'mrkdwn' && typeof text === 'string' ? (text.match(/<[^>]*>?/g) ?? []) : [];
    const opens = typeof url === 'string' && !ours.test(url) ? [url] : [];
    return [...marked, ...opens, ...(living.has(String(type)) ? [String(type)] : [])];
  });
