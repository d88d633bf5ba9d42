import { isRegistered, type Person } from '../people.ts';
import type { Stored } from '../ports.ts';
import { settingsReply } from '../present/settings.ts';
import { type Handler, type Scene, tell } from '../scene.ts';
import { digestChanges, settingsFrom } from '../settings.ts';
import type { Answers } from '../turn.ts';

/** What the register says of somebody, and when they want to be written to: theirs to set. */

const own = ({ item, actor }: Scene): Stored<Person> | undefined => {
  const stored = item('person', actor.id) as Stored<Person> | undefined;
  return isRegistered(stored?.body) ? stored : undefined;
};

export const settings: Handler = {
  right: 'work',
  decide: (scene) => tell(settingsReply(scene, own(scene)?.body, false)),
};

export const settingsWritten = (written: Answers): Handler => ({
  right: 'work',
  decide: (scene) => {
    const stored = own(scene);
    if (!stored || scene.repeat) return tell(settingsReply(scene, stored?.body, scene.repeat));
    const { rev, ...item } = stored;
    const set = settingsFrom(written, item.body.settings);
    const body: Person = { ...item.body, settings: set };
    return {
      changes: [
        { op: 'replace', item: { ...item, body }, rev },
        ...digestChanges(body.id, set, scene.now, scene.context('').policy),
      ],
      replies: [settingsReply(scene, body, true)],
    };
  },
});
