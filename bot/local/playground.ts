import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { SharewellError } from '../core/errors.ts';
import type { Identity } from '../core/turn.ts';

/** The Microsoft 365 Agents Playground: a Teams-like client in the browser, for local mode only. */

const tenant = '00000000-0000-0000-0000-0000000000aa';
const person = (n: number, name: string) => ({
  id: `user-id-${n}`,
  name,
  userPrincipleName: `user${n}@partnership.example`,
  aadObjectId: `00000000-0000-0000-0000-00000000000${n}`,
  givenName: name.split(' ')[0] as string,
  surname: name.split(' ')[1] as string,
  email: `user${n}@partnership.example`,
});

const me = person(0, 'You Here');

export const localUser: Identity = { channel: 'teams', tenant, user: me.aadObjectId };

const settings = {
  version: '0.1.1',
  tenantId: tenant,
  bot: { id: 'sharewell', name: 'Sharewell' },
  currentUser: me,
  users: ['Alex North', 'Billie South', 'Charlie East', 'Drew West', 'Elliot Field'].map((name, i) =>
    person(i + 1, name),
  ),
  personalChat: { id: 'personal-chat' },
  groupChat: { id: 'group-chat', name: 'Duty group' },
  team: {
    id: 'team-id',
    name: 'Northborough hub',
    aadGroupId: '00000000-0000-0000-0000-0000000000bb',
    channels: [{ id: 'channel-enquiries', name: 'Enquiries' }],
  },
};

export type Playground = { url: string; stop(): void };

const program = (): string => {
  try {
    const manifest = createRequire(join(resolve('.'), 'package.json')).resolve(
      '@microsoft/m365agentsplayground/package.json',
    );
    return join(dirname(manifest), 'cli.js');
  } catch (cause) {
    throw new SharewellError(
      'config',
      'Local mode needs the Agents Playground, a development dependency: run npm install without --omit=dev.',
      { cause },
    );
  }
};

/** Its port may be taken: then it chooses another, and says which. */
const portOf = (child: ChildProcess, limitMs: number): Promise<number> =>
  new Promise((done, fail) => {
    const timer = setTimeout(
      () => fail(new SharewellError('config', 'The Agents Playground did not start.')),
      limitMs,
    );
    let seen = '';
    const read = (chunk: Buffer) => {
      seen += chunk.toString();
      const port = /Listening on (\d+)/i.exec(seen)?.[1];
      if (!port) return;
      clearTimeout(timer);
      done(Number(port));
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', () =>
      fail(new SharewellError('config', `The Agents Playground stopped: ${seen.slice(-500)}`)),
    );
  });

export const startPlayground = async (options: {
  botUrl: string;
  folder: string;
  port: number;
  env: Readonly<Record<string, string | undefined>>;
}): Promise<Playground> => {
  const file = join(options.folder, 'playground.yml');
  // JSON is YAML.
  writeFileSync(file, JSON.stringify(settings, null, 2));
  const child = spawn(
    process.execPath,
    [
      program(),
      'start',
      '-e',
      options.botUrl,
      '-c',
      'msteams',
      '-p',
      String(options.port),
      '--disable-telemetry',
    ],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...options.env,
        TEAMSAPPTESTER_BROWSER: 'none',
        APPLICATION_INSIGHTS_NO_STATSBEAT: '1',
        M365_AGENTS_PLAYGROUND_CONFIG_PATH: file,
        M365_AGENTS_PLAYGROUND_LOGFILE: join(options.folder, 'playground.log'),
      },
    },
  );
  const stop = () => {
    child.kill();
  };
  const port = await portOf(child, 20_000).catch((error: unknown) => {
    stop();
    throw error;
  });
  return { url: `http://127.0.0.1:${port}`, stop };
};
