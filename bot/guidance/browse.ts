import type { Topic } from '../core/ports.ts';
import collections from './collections.json' with { type: 'json' };
import { type Entry, topics } from './entry.ts';

/** The answers by topic, and lists that are read in their order, such as the seven rules. */

const pageSize = 10;

const isTopic = (id: string): id is Entry['topic'] => topics.some((topic) => topic === id);

const inTopic = (entries: readonly Entry[], id: string): Entry[] => {
  if (Object.hasOwn(collections, id)) {
    const listed = collections[id as keyof typeof collections];
    return listed.flatMap((one) => entries.find((entry) => entry.id === one) ?? []);
  }
  return entries.filter(({ kind, topic }) => kind === 'answer' && topic === id);
};

export const browse = (entries: readonly Entry[], topic: string, from: number): Topic => {
  if (!Object.hasOwn(collections, topic) && !isTopic(topic)) {
    const all = [...Object.keys(collections), ...topics];
    const counted = all.map((id) => ({ id, title: id, count: inTopic(entries, id).length }));
    return { topic: '', items: counted.filter(({ count }) => count > 0) };
  }
  const all = inTopic(entries, topic);
  const items = all.slice(from, from + pageSize).map(({ id, title }) => ({ id, title }));
  const next = from + pageSize;
  return { topic, items, ...(next < all.length ? { next } : {}) };
};
