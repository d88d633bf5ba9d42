import { once } from 'node:events';
import { StringDecoder } from 'node:string_decoder';

/** Lines in and lines out, for commands that take many things at once. */

/** Lines as they come. Only a line feed ends one: other separators may stand inside a text. */
async function* split(input: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for await (const chunk of input) {
    const parts = (rest + decoder.write(chunk)).split('\n');
    rest = parts.pop() ?? '';
    yield* parts;
  }
  yield rest + decoder.end();
}

/** A file may begin with a mark of its byte order. */
export async function* linesOf(input: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let first = true;
  for await (const line of split(input)) {
    yield first ? line.replace(/^\ufeff/, '') : line;
    first = false;
  }
}

export const print = async (text: string): Promise<void> => {
  if (!process.stdout.write(`${text}\n`)) await once(process.stdout, 'drain');
};

/** Whoever reads the results may stop reading. */
export const stopWhenUnread = (): void => void process.stdout.on('error', () => process.exit());
