import { knownRoles } from '../../../dialogs/person/roles.ts';
import type { Words } from '../../../dialogs/words.ts';
import type { Person } from '../people.ts';
import type { Reply } from '../reply.ts';
import type { Scene } from '../scene.ts';
import { digestTimes, none, quietText, quietTimes } from '../settings.ts';
import { command, urgentButton } from './buttons.ts';

/** What I know of somebody, and when I write to them. */

const factsOf = ({ actor, words, context }: Scene, person: Person | undefined) => {
  const agency = context('').policy.agencies.find(({ id }) => id === actor.agency)?.name ?? actor.agency;
  const channels = [...new Set((person?.identities ?? []).map(({ channel }) => channel))];
  return [
    { title: words('person.facts.name'), typed: actor.name },
    { title: words('person.facts.agency'), words: agency },
    ...(person?.post ? [{ title: words('person.facts.post'), typed: person.post }] : []),
    ...knownRoles(actor.roles).map((role) => ({
      title: words('person.facts.role'),
      words: words(`person.roles.${role}`),
    })),
    ...channels.map((channel) => ({
      title: words('person.facts.channel'),
      words: words(`person.channels.${channel}`),
    })),
  ];
};

const choicesOf = (field: string, values: readonly string[], words: Words) => [
  { title: words(`settings.${field}.none`), value: none },
  ...values.map((value) => {
    const [from = '', to = ''] = value.split('-');
    return { title: words(`settings.${field}.at`, { from, to }), value };
  }),
];

const inputOf = (field: 'digest' | 'quiet', values: readonly string[], value: string, words: Words) => ({
  id: field,
  kind: 'choice' as const,
  label: words(`settings.${field}.label`),
  hint: words(`settings.${field}.hint`),
  value,
  compact: true,
  choices: choicesOf(field, values, words),
});

export const settingsReply = (scene: Scene, person: Person | undefined, kept: boolean): Reply => {
  const { words } = scene;
  const set = person?.settings;
  return {
    card: 'page',
    data: {
      title: words('settings.title'),
      alert: kept ? words('settings.kept') : '',
      lead: [...words.list('settings.lead')],
      facts: factsOf(scene, person),
      inputs: [
        inputOf('digest', digestTimes, set?.digest ?? none, words),
        inputOf('quiet', quietTimes, quietText(set), words),
      ],
      buttons: [
        { title: words('settings.submit'), press: { do: 'settings' }, style: 'positive' },
        command(words, 'waiting'),
        command(words, 'link'),
        urgentButton(words),
      ],
    },
    summary: words('engine.summary.message'),
    how: kept ? 'replace' : 'new',
    audience: 'person',
  };
};
