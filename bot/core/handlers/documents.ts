import type { Controlled } from '../../../dialogs/policy/controlled.ts';
import { documentsOf } from '../documents.ts';
import { heardOf } from '../news.ts';
import { aboutReply, documentsReply } from '../present/documents.ts';
import { newsReply } from '../present/news.ts';
import { type Handler, type Scene, tell } from '../scene.ts';
import { unknown } from './show.ts';

/** What people rely on: what changed in it, who keeps it, and when it is looked at again. Nothing of a case is in it. */

const offset = (text: string | undefined): number => Math.max(0, Math.floor(Number(text) || 0));

/** Whoever looks at the list has seen what is new. */
export const whatIsNew = (from?: string): Handler => ({
  right: 'work',
  decide: (scene) => {
    const all = scene.news();
    return {
      changes: [],
      replies: [newsReply(all, offset(from), scene)],
      ...(scene.unseen().length > 0 ? { heard: heardOf(all, scene.now) } : {}),
    };
  },
});

const everything = ({ documents = [], context, words }: Scene): Controlled[] => [
  ...documentsOf(context('').policy, words),
  ...documents,
];

/** All of it: what is overdue for a review comes first. */
export const documents = (from?: string): Handler => ({
  right: 'work',
  needs: () => ({ guidance: { documents: true } }),
  decide: (scene) => tell(documentsReply(everything(scene), offset(from), scene)),
});

/** One of them, as a button or an answer names it: `law:L-02`. */
export const about = (value = ''): Handler => {
  const [kind, ...rest] = value.split(':');
  const id = rest.join(':');
  return {
    right: 'work',
    ...(kind === 'guidance' ? { needs: () => ({ guidance: { documents: true } }) } : {}),
    decide: (scene) => {
      const found = everything(scene).find((one) => one.kind === kind && one.id === id);
      return found ? tell(aboutReply(found, scene)) : unknown.decide(scene);
    },
  };
};
