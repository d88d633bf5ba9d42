import { listReply } from '../present/list.ts';
import { topicReply } from '../present/topic.ts';
import { type Handler, tell } from '../scene.ts';
import { pageSize } from '../search-listing.ts';
import { unknown } from './show.ts';

/** What the guidance holds, by topic; and for who keeps it, what it lacks and what was written in the chat. */

/** A button says which topic, and where its page begins. */
export const topicAt = (value = ''): Handler => {
  const [topic = '', from = '0'] = value.split('|');
  return guidance(topic, Number(from));
};

export const guidance = (topic = '', from = 0): Handler => ({
  right: 'help',
  greets: true,
  needs: () => ({ guidance: { topic, from: Number.isSafeInteger(from) && from > 0 ? from : 0 } }),
  decide: (scene) =>
    scene.topic
      ? tell(topicReply(scene.topic, { words: scene.words, ctx: scene.context('') }))
      : unknown.decide(scene),
});

const kept = {
  questions: { term: 'waits:guidance' },
  written: { term: 'type:guidance-entry' },
} as const;

export type KeptName = keyof typeof kept;
export const isKeptName = (name: string): name is KeptName => Object.hasOwn(kept, name);

export const keptList = (name: KeptName, cursor?: string): Handler => ({
  right: 'guidance.keep',
  needs: () => ({
    list: { ...kept[name], kinds: ['record'], limit: pageSize, ...(cursor ? { cursor } : {}) },
  }),
  decide: (scene) => tell(listReply(name, scene, { further: cursor !== undefined })),
});
