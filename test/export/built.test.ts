import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportPath } from '../../bot/core/links.ts';
import type { TrailEntry } from '../../bot/core/records.ts';
import { urgentAnswers } from '../support/house.ts';
import { done } from '../support/peers-hands.ts';
import { registered } from '../support/peers-world.ts';
import { filePlace } from '../support/process-places.ts';
import { eventually, type Service, startService } from '../support/process-service.ts';

/** The built bot as a process: a copy is asked for in the chat, and the file comes through the link on its card. */

const address = 'https://sharewell.example';

describe('the built bot', () => {
  let service: Service;
  beforeAll(async () => {
    const place = await filePlace();
    place.env.SHAREWELL_URL = address;
    service = await startService(place, [registered('SAM', ['practitioner'])]);
  });
  afterAll(() => service?.close());

  it.each(['teams', 'slack'] as const)(
    'hands out the file through the link on the card, once: %s',
    async (channel) => {
      const hand = service.world.hand(channel, 'SAM');
      await done(hand, hand.type('urgent'));
      const kept = await done(hand, hand.press('Record and go', urgentAnswers));
      const ref = /D-[2-9A-Z]{4}-[2-9A-Z]{2}/.exec(kept.words)?.[0] ?? '';
      await hand.pressAny({ do: 'copy', ref }).send();
      const link = await eventually(() => {
        hand.look();
        return new RegExp(`${address}${exportPath}[\\w.-]+`).exec(JSON.stringify(hand.shown()))?.[0];
      }, 'the card of the copy');
      const here = link.replace(address, service.bot().url);
      expect((await fetch(here)).status).toBe(200);
      const answer = await fetch(here, { method: 'POST' });
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-disposition')).toContain(`${ref}.pdf`);
      const file = Buffer.from(await answer.arrayBuffer()).toString('latin1');
      expect(file.slice(0, 8)).toBe('%PDF-1.7');
      expect(file.trimEnd().slice(-5)).toBe('%%EOF');
      expect(file.includes('DejaVuSans')).toBe(true);
      expect((await fetch(here, { method: 'POST' })).status).toBe(410);
      const trail = await service.items<TrailEntry>(`ref:${ref}`, 'audit');
      const copies = trail.filter(({ what }) => what === 'exported').map(({ who }) => who);
      expect(copies).toEqual(['p-sam', 'p-sam']);
    },
  );

  it('shows the picture of the steps, once there is one to draw', async () => {
    const drawn = existsSync(new URL('../../bot/export/map.ts', import.meta.url));
    for (const [name, type] of [
      ['decision.svg', 'image/svg+xml'],
      ['decision.png', 'image/png'],
    ] as const) {
      const { status, headers } = await fetch(`${service.bot().url}/map/${name}`);
      expect([name, status]).toEqual([name, drawn ? 200 : 404]);
      expect(headers.get('content-type')).toContain(drawn ? type : 'text/plain');
    }
  });
});
