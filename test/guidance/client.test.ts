import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { createGuidance } from '../../bot/guidance/client.ts';

/** The worker as it is built, in a thread of its own. */

const script = pathToFileURL(resolve('.build/guidance-worker.mjs'));
const saved = resolve('.build/guidance.bin');

describe('the worker', () => {
  let guidance: ReturnType<typeof createGuidance>;
  afterEach(() => guidance.close());

  it('answers each question with its own answer, however many are asked at once', async () => {
    guidance = createGuidance({ script, saved });
    const asked = [
      'how do I reset my password',
      'what is an information sharing protocol',
      'what is the weather',
    ];
    const many = await Promise.all(
      Array.from({ length: 60 }, (_, at) => guidance.ask(asked[at % 3] as string)),
    );
    const ids = many.map(({ entry }) => entry?.id);
    expect(new Set(ids).size).toBe(3);
    expect(ids.every((id, at) => id === ids[at % 3])).toBe(true);
    const first = many[0]?.entry?.id as string;
    expect((await guidance.open(first)).entry?.id).toBe(first);
    expect((await guidance.open('no-such-entry')).entry).toBeUndefined();
  });

  it('that ended is replaced by the next question', async () => {
    guidance = createGuidance({ script, saved });
    await guidance.ask('what is the weather');
    const lost = guidance.ask('what is the weather');
    await Promise.all([guidance.close(), expect(lost).rejects.toThrow('ended')]);
    expect((await guidance.ask('what is the weather')).entry).toBeDefined();
  });

  it('that cannot start says so, each time', async () => {
    guidance = createGuidance({ script, saved: `${saved}.none` });
    await expect(guidance.ask('anything')).rejects.toThrow('no such file');
    await expect(guidance.ask('anything')).rejects.toThrow('no such file');
  });

  it('leaves the thread of the turns free', async () => {
    guidance = createGuidance({ script, saved });
    await guidance.ask('warm up');
    let turns = 0;
    const busy = setInterval(() => {
      turns += 1;
    }, 1);
    await Promise.all(
      Array.from({ length: 100 }, () => guidance.ask('what is an information sharing protocol')),
    );
    clearInterval(busy);
    expect(turns).toBeGreaterThan(5);
  });
});
