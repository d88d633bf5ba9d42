import { escapeText } from '../../../cards/text.ts';
import type { PersonRecord } from '../../../dialogs/person/record.ts';
import { knownRoles } from '../../../dialogs/person/roles.ts';
import type { Words } from '../../../dialogs/words.ts';
import type { Reply } from '../reply.ts';
import type { Scene } from '../scene.ts';
import { urgentButton } from './buttons.ts';
import { astrayReply, moreButton } from './list.ts';

/** The people of an agency, for who looks after its register. */

const short = (text: string): string => escapeText(text).replace(/\s+/g, ' ').slice(0, 150);

const row = ({ name, post, roles, status, reference }: PersonRecord, words: Words) => ({
  title: short(name),
  detail: [
    ...(post ? [short(post)] : []),
    ...(status === 'left'
      ? [words('person.status.left')]
      : knownRoles(roles).map((role) => words(`person.roles.${role}`))),
  ].join('. '),
  button: { title: words('lists.open'), press: { do: 'open' as const, ref: reference } },
});

type Shown = Pick<Scene, 'listed' | 'next' | 'astray' | 'words'>;

const leadOf = (rows: number, { name, further }: { name: string; further: boolean }, words: Words) => {
  if (rows > 0) return words('people.list.lead');
  if (further) return words('lists.no-more');
  return words(name ? 'people.list.nobody' : 'people.list.none');
};

export const peopleReply = (
  { listed, next, astray, words }: Shown,
  asked: { name: string; further: boolean },
): Reply => {
  if (astray) return astrayReply('people', words);
  const rows = listed.map(({ body }) => row(body as PersonRecord, words));
  const more = { word: 'people', ...(asked.name ? { ask: asked.name.slice(0, 200) } : {}) };
  return {
    card: 'list',
    data: {
      title: words('people.list.title'),
      lead: [leadOf(rows.length, asked, words), words('people.list.how')],
      items: rows,
      buttons: [
        ...(next ? [moreButton(words, 'lists.more', { ...more, value: next })] : []),
        urgentButton(words),
      ],
    },
    summary: words('engine.summary.list'),
    how: 'new',
    audience: 'person',
  };
};
