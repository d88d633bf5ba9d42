import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { words } from '../../bot/core/words.ts';
import { urgentAnswers } from '../support/house.ts';
import { done } from '../support/peers-hands.ts';
import { registered } from '../support/peers-world.ts';
import { faultyPlace, filePlace } from '../support/process-places.ts';
import { eventually, type Service, startService } from '../support/process-service.ts';

/** Figures, news and documents by the built bot over real HTTP: asked for on one channel, known on the other. */

const today = new Date().toISOString().slice(0, 10);
const changes = [
  { version: '2', date: today, change: 'It says more.', reason: 'A new Act.', author: 'Legal services' },
];

describe.each([
  ['the encrypted file', filePlace, 'teams', 'slack'],
  ['Cosmos DB', faultyPlace, 'slack', 'teams'],
] as const)('on %s', (_, place, here, there) => {
  let service: Service;
  const folder = mkdtempSync(join(tmpdir(), 'sharewell-pack-'));
  beforeAll(async () => {
    const law = { 'L-07': { changes } };
    writeFileSync(join(folder, 'ours.json'), JSON.stringify({ law }));
    const kept = await place();
    service = await startService({ ...kept, env: { ...kept.env, SHAREWELL_POLICY: folder } }, [
      registered('SAM', ['practitioner'], 'MORGAN'),
      registered('MORGAN', ['manager']),
      registered('ADA', ['auditor']),
    ]);
  }, 60_000);
  afterAll(async () => {
    await service?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('news is told once, on whichever channel somebody comes first, also after a crash', async () => {
    const [sam, sameSam] = [service.world.hand(here, 'SAM'), service.world.hand(there, 'SAM')];
    await done(sam, sam.type('help'));
    expect(sam.screen().words).toContain('It says more.');
    await service.restart('crash');
    await done(sameSam, sameSam.type('help'));
    expect(sameSam.screen().words).not.toContain('It says more.');
    await done(sameSam, sameSam.type('what is new'));
    expect(sameSam.screen().words).toContain('It says more.');
  });

  test('figures count what was recorded, for the manager and the auditor, and tell no small number', async () => {
    const sam = service.world.hand(here, 'SAM');
    await done(sam, sam.type('urgent'));
    await done(sam, sam.press('Record and go', urgentAnswers));
    for (const [name, channel] of [
      ['MORGAN', there],
      ['ADA', here],
    ] as const) {
      const who = service.world.hand(channel, name);
      // The notice of the urgent record may come in between.
      await eventually(async () => {
        await done(who, who.type('figures'));
        return who.screen().words.includes(words('reports.groups.urgent')) || undefined;
      }, 'the figures');
      expect(who.screen().words).toContain(`${words('figures.few', { n: 10 })}  Still to complete`);
      expect(who.screen().words).not.toContain(urgentAnswers.caseRef);
    }
  });

  test('documents are listed with those of the guidance, and each says who keeps it', async () => {
    const ada = service.world.hand(there, 'ADA');
    await done(ada, ada.type('documents'));
    expect(ada.screen().words).toMatch(/There are \d{3} of them/);
    expect(ada.screen().words).toContain('Kept by');
    await done(ada, ada.type('about L-07'));
    expect(ada.screen().words).toContain('A new Act.');
  });
});
