import { expect, test } from 'vitest';
import { startWorker } from '../../bot/core/worker.ts';

const never = 3_600_000;
const turns = async (count: number) => {
  for (let i = 0; i < count; i += 1) await new Promise((resolve) => setImmediate(resolve));
};

test('goes on at once while there is work, then waits to be kicked', async () => {
  const left = [2, 1, 0, 0];
  let rounds = 0;
  const worker = startWorker(
    'test',
    async () => left[rounds++] ?? 0,
    () => undefined,
    never,
  );
  await turns(20);
  expect(rounds).toBe(3);
  worker.kick();
  await turns(20);
  expect(rounds).toBe(4);
  await worker.stop();
});

test('a kick during a round is not lost', async () => {
  let rounds = 0;
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const round = async () => {
    rounds += 1;
    if (rounds === 1) await held;
    return 0;
  };
  const worker = startWorker('test', round, () => undefined, never);
  worker.kick();
  release();
  await turns(20);
  expect(rounds).toBe(2);
  await worker.stop();
});

test('a round that fails is logged by its code, and the next one comes', async () => {
  const logged: object[] = [];
  let rounds = 0;
  const round = async () => {
    rounds += 1;
    if (rounds === 1) throw new Error('with personal words');
    return 0;
  };
  const worker = startWorker('test', round, (event, fields) => void logged.push({ event, ...fields }), never);
  await turns(20);
  worker.kick();
  await turns(20);
  expect(rounds).toBe(2);
  expect(logged).toEqual([{ event: 'worker.failed', worker: 'test', code: 'fault' }]);
  await worker.stop();
});

test('stopping waits for the round that runs', async () => {
  let ended = false;
  const round = async () => {
    await turns(5);
    ended = true;
    return 0;
  };
  await startWorker('test', round, () => undefined, never).stop();
  expect(ended).toBe(true);
});
