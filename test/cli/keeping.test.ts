import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { keep } from '../../bot/core/records.ts';
import { enrol } from '../../bot/core/register.ts';
import { openSqliteStore } from '../../bot/store/sqlite/store.ts';
import { type AnyDialog, dialogs } from '../../dialogs/registry.ts';
import { contextAt } from '../support/context.ts';
import { temporaryFolder, testKey } from '../support/house.ts';
import { referenceOf } from '../support/kept.ts';
import { recordUrgent } from '../support/urgent.ts';

/** The built commands, as `npm run purge` and `npm run export` run them, while another process has the store open. */

// Each starts a process or several.
vi.setConfig({ testTimeout: 60_000 });

const agency = 'northborough-council';
const temporary = temporaryFolder();
const settings = {
  MICROSOFT_APP_ID: 'app',
  MICROSOFT_APP_TENANT_ID: 'tenant',
  SHAREWELL_DATA: temporary.folder,
  SHAREWELL_STORE_KEY: testKey,
};
const run = (command: string, ...args: string[]) =>
  spawnSync(process.execPath, [`.build/${command}.mjs`, ...args], { env: settings, encoding: 'utf8' });

const at = '2026-02-02T10:00:00.000Z';
const step = { at, by: { id: 'p-vera', role: 'caldicott', agency }, why: 'over' };
const [going, held, open] = [0, 1, 2].map(referenceOf) as [string, string, string];

let store: Awaited<ReturnType<typeof openSqliteStore>>;
beforeAll(async () => {
  store = await openSqliteStore({
    ...{ file: join(temporary.folder, 'sharewell.db'), key: testKey, clock: () => new Date() },
  });
  const ada = { id: 'p-ada', name: 'Ada Brook', agency, roles: ['auditor'], identities: [] };
  const kit = { id: 'p-kit', name: 'Kit Lowe', agency, roles: ['practitioner'], identities: [] };
  for (const person of [ada, kit]) await enrol(store, person, at);
  for (const [ref, status, hold] of [
    [going, 'completed', false],
    [held, 'completed', true],
    [open, 'to-complete', false],
  ] as const) {
    const effect = recordUrgent(contextAt(at, { reference: ref }));
    const retention = { rule: 'r', reviewOn: '2026-02-01', hold, asked: step, agreed: step };
    const record = { ...effect.record, status, retention };
    const dialog = dialogs.urgent as AnyDialog;
    const kept = { ...effect, record, notices: [], due: [] };
    const by = { now: new Date(at), by: 'p-priya', who: 'Priya', cause: ref };
    const { changes } = keep({ ...dialog, schema: { parse: (value: unknown) => value } as never }, kept, by);
    // Held records are found by that alone: this one is held in spite of what it is found by.
    const found = changes.map((change) =>
      change.op === 'create' && change.item.kind === 'record'
        ? { ...change, item: { ...change.item, terms: [...change.item.terms, 'destroy:agreed'] } }
        : change,
    );
    await store.commit(agency, found);
  }
});
afterAll(async () => {
  await store.close();
  temporary.remove();
});

const kinds = async (ref: string): Promise<string[]> =>
  (
    await store.read(
      agency,
      (['record', 'stub'] as const).map((kind) => ({ kind, id: ref })),
    )
  ).flatMap((one) => (one ? [one.kind] : []));

describe('export', () => {
  const out = (name: string) => join(temporary.folder, name);
  const asAda = ['--agency', agency, '--as', 'p-ada'];

  test('says how it is used, and refuses whoever may not', () => {
    expect(run('export', '--help').stdout).toContain('npm run export -- --agency');
    const kit = run('export', '--agency', agency, '--as', 'p-kit', '--out', out('kit'));
    expect([kit.status, existsSync(out('kit'))]).toEqual([1, false]);
    expect(kit.stderr).toContain('p-kit may not export');
    expect(run('export', ...asAda).stderr).toContain('--out');
    expect(run('export', ...asAda, '--out', out('x'), '--from', '2026-13-01').stderr).toContain('--from');
  });

  test('writes a folder that only its owner reads, once', () => {
    const done = run('export', ...asAda, '--out', out('all'));
    expect(done.stdout).toContain('3 records, 3 versions');
    expect(statSync(out('all')).mode & 0o777).toBe(0o700);
    expect(JSON.parse(readFileSync(join(out('all'), 'manifest.json'), 'utf8'))).toMatchObject({
      ...{ agency, by: 'p-ada', withoutIdentifiers: false },
      counts: { records: 3, broken: [] },
    });
    expect(run('export', ...asAda, '--out', out('all')).stderr).toContain('is there already');
    const march = run(
      'export',
      ...asAda,
      '--out',
      out('march'),
      '--from',
      '2026-03-01',
      '--to',
      '2026-03-31',
    );
    expect(march.stdout).toContain('0 records');
  });
});

describe('purge', () => {
  test('says how it is used', () => {
    expect(run('purge', '--help').stdout).toContain('npm run purge -- --yes');
    expect(run('purge', '--agency', 'nowhere').stderr).toContain('has no agency nowhere');
  });

  test('lists first, with why the rest stays, and changes nothing', async () => {
    const listed = run('purge', '--list', '--agency', agency);
    expect(listed.stdout).toContain(`${going}  decision  r  goes`);
    expect(listed.stdout).toContain(`${held}  decision  r  stays: it is on hold`);
    expect(listed.stdout).toContain(`${open}  decision  r  stays: it is not finished`);
    expect(listed.stdout).toContain('Nothing was changed.');
    expect(await kinds(going)).toEqual(['record']);
    expect(run('purge', '--yes', '--dry-run').stdout).toContain('Nothing was changed.');
  });

  test('removes what goes, and nothing the second time', async () => {
    expect(run('purge', '--yes').status).toBe(0);
    expect(await kinds(going)).toEqual(['stub']);
    for (const ref of [held, open]) expect(await kinds(ref)).toEqual(['record']);
    expect(run('purge', '--yes').stdout).not.toContain('goes');
  });
});
