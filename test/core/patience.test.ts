import { describe, expect, it } from 'vitest';
import { systemTimer, withPatience } from '../../bot/core/patience.ts';
import { createManualTimer } from '../support/teams-timer.ts';

const deferred = <T>() => {
  let settle: { resolve: (value: T) => void; reject: (fault: Error) => void } | undefined;
  const promise = new Promise<T>((resolve, reject) => {
    settle = { resolve, reject };
  });
  return {
    promise,
    resolve: (value: T) => settle?.resolve(value),
    reject: (fault: Error) => settle?.reject(fault),
  };
};

describe('waiting with patience', () => {
  it('gives what came in time and forgets the time', async () => {
    const { timer, waiting } = createManualTimer();
    const work = deferred<string>();
    const awaited = withPatience(work.promise, 100, timer);
    work.resolve('done');
    expect(await awaited).toEqual({ inTime: true, value: 'done' });
    expect(waiting()).toBe(0);
  });

  it('gives up waiting but not the result', async () => {
    const { timer, advance } = createManualTimer();
    const work = deferred<string>();
    const awaited = withPatience(work.promise, 100, timer);
    advance(99);
    advance(1);
    const outcome = await awaited;
    expect(outcome.inTime).toBe(false);
    work.resolve('late');
    expect(outcome.inTime ? undefined : await outcome.later).toBe('late');
  });

  it('passes on a failure, in time or late', async () => {
    const { timer, advance } = createManualTimer();
    const early = deferred<string>();
    const failed = withPatience(early.promise, 100, timer);
    early.reject(new Error('early'));
    await expect(failed).rejects.toThrow('early');

    const late = deferred<string>();
    const awaited = withPatience(late.promise, 100, timer);
    advance(100);
    const outcome = await awaited;
    late.reject(new Error('late'));
    await expect(outcome.inTime ? undefined : outcome.later).rejects.toThrow('late');
  });

  it('has a timer of the system that can be called off', async () => {
    const rung: string[] = [];
    systemTimer(1, () => rung.push('kept'));
    systemTimer(1, () => rung.push('called off'))();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(rung).toEqual(['kept']);
  });
});
