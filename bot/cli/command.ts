import { type ParseArgsConfig, parseArgs } from 'node:util';
import { SharewellError } from '../core/errors.ts';

/** One shape for every command: what it is for, what it takes, how it is stopped, and what it says when it fails. */

type Options = NonNullable<ParseArgsConfig['options']>;
type Parsed<O extends Options> = ReturnType<
  typeof parseArgs<{ options: O; strict: true; allowPositionals: true }>
>;

export type Command<O extends Options> = {
  /** Shown with `--help`: what to type, then what it does. */
  help: string;
  options: O;
  /** How many names may follow the command; with others it says how it is used. */
  names?: { least?: number; most: number };
  /** `stop` is raised by Ctrl-C: long work ends at the next safe place and says how to go on. */
  run(values: Parsed<O>['values'], names: string[], stop: AbortSignal): Promise<void>;
};

const fault = (error: unknown): string =>
  error instanceof SharewellError
    ? error.message
    : error instanceof Error
      ? (error.stack ?? error.message)
      : 'unknown fault';

const understood = <O extends Options>(
  { options, names }: Command<O>,
  args: string[],
): Parsed<O> | string => {
  try {
    const parsed = parseArgs({ args, options, strict: true, allowPositionals: true }) as Parsed<O>;
    const count = parsed.positionals.length;
    if (count > (names?.most ?? 0)) return `Too many names: ${parsed.positionals.join(' ')}`;
    if (count < (names?.least ?? 0)) return 'A name is missing.';
    return parsed;
  } catch (error) {
    return (error as Error).message;
  }
};

/** Exit codes: 0 done, 1 failed, 2 not understood, 130 stopped on the way. */
export const runCommand = async <O extends Options>(
  command: Command<O>,
  args = process.argv.slice(2),
): Promise<void> => {
  if (args.includes('--help') || args.includes('-h')) return void process.stdout.write(command.help);
  const parsed = understood(command, args);
  if (typeof parsed === 'string') {
    process.stderr.write(`${parsed}\n\n${command.help}`);
    process.exitCode = 2;
    return;
  }
  const stop = new AbortController();
  const stopped = () => stop.abort();
  process.once('SIGINT', stopped).once('SIGTERM', stopped);
  try {
    await command.run(parsed.values, parsed.positionals, stop.signal);
    if (stop.signal.aborted) process.exitCode = 130;
  } catch (error) {
    process.stderr.write(`${fault(error)}\n`);
    process.exitCode = 1;
  } finally {
    process.removeListener('SIGINT', stopped).removeListener('SIGTERM', stopped);
  }
};
