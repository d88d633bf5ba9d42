import type { Words } from '../../../dialogs/words.ts';
import { command, urgentButton } from '../present/buttons.ts';
import { type Handler, type Scene, tell } from '../scene.ts';

/** How a decision goes: the stages in words, and the picture for whoever can see it where they are. */

const stageNames = ['first', 'about', 'lets', 'weigh', 'close'] as const;

const outline = (words: Words): string[] =>
  stageNames.map((name, index) =>
    words('map.outline', {
      n: index + 1,
      title: words(`map.stages.${name}.title`),
      lead: words(`map.stages.${name}.lead`),
    }),
  );

/** Slack fetches pictures itself, so the address of one machine alone is of no use to it. */
const addressOf = ({ publicUrl, turn }: Scene): string | undefined =>
  turn.place.address.channel === 'slack' && !publicUrl?.startsWith('https://') ? undefined : publicUrl;

const picture = (address: string, words: Words) => ({
  links: [{ title: words('map.open'), url: `${address}/map/decision.svg` }],
  image: { url: `${address}/map/decision.png`, alt: words('map.overview') },
});

export const map: Handler = {
  right: 'help',
  decide: (scene) => {
    const { words } = scene;
    const address = addressOf(scene);
    return tell({
      card: 'message',
      data: {
        title: words('map.title'),
        lead: [...words.list('map.lead'), ...outline(words), ...(address ? [] : [words('map.no-picture')])],
        ...(address ? picture(address, words) : {}),
        buttons: [command(words, 'decision'), command(words, 'help'), urgentButton(words)],
      },
      summary: words('engine.summary.message'),
      how: 'new',
      audience: 'place',
    });
  },
};
