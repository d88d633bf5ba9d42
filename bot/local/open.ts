import { startPlayground } from './playground.ts';
import localWords from './words.en-GB.json' with { type: 'json' };

/** Opens the local client and says in a few lines how to begin. Answers with how to close it. */
export const openPlayground = async (options: {
  port: number;
  folder: string;
  env: Readonly<Record<string, string | undefined>>;
  write(line: string): void;
}): Promise<() => void> => {
  const { port, folder, env, write } = options;
  const botUrl = `http://127.0.0.1:${port}/api/messages`;
  const playground = await startPlayground({
    botUrl,
    folder,
    port: Number(env.PLAYGROUND_PORT ?? 56_150),
    env,
  });
  write(`\nSharewell is running. Open ${playground.url} in your browser.\n`);
  for (const line of localWords.guide) write(`${line}\n`);
  return playground.stop;
};
