import { describe, expect, it } from 'vitest';
import { type EventName, events, type Log } from '../bot/core/events.ts';
import { createLog } from '../bot/log.ts';
import { sourcesUnder } from './support/sources.ts';

const at = '2026-06-01T09:00:00.000Z';

const logTo = (lines: string[], more: Partial<Parameters<typeof createLog>[0]> = {}): Log =>
  createLog({ write: (line) => lines.push(line), clock: () => new Date(at), instance: 'i-1', ...more });

describe('a line of the log', () => {
  it('says when, how grave, what, by which process, and in which trace', () => {
    const lines: string[] = [];
    logTo(lines, { trace: () => 'abc' })('turn.failed', { code: 'conflict', act: 'typed' });
    expect(lines).toHaveLength(1);
    expect(lines[0]?.endsWith('}\n')).toBe(true);
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      ...{ at, level: 'error', event: 'turn.failed', code: 'conflict', act: 'typed' },
      ...{ instance: 'i-1', trace: 'abc' },
    });
  });

  it('holds no field that the table does not name, even where the compiler was talked out of it', () => {
    const lines: string[] = [];
    const careless = { code: 'x', person: 'Anna Smith' } as { code: string };
    logTo(lines)('turn.failed', careless);
    expect(lines.join()).not.toContain('Anna');
    // @ts-expect-error a stray field does not compile
    logTo(lines)('turn.failed', { who: 'Anna Smith' });
    // @ts-expect-error an event without fields takes none
    logTo(lines)('slack.ready', { who: 'Anna Smith' });
    // @ts-expect-error nor does an event that nobody listed
    expect(() => logTo(lines)('turn.went-wrong')).toThrow();
    expect(lines.join()).not.toContain('Anna');
  });

  it('keeps a value short, and itself on one line', () => {
    const lines: string[] = [];
    logTo(lines)('http.failed', { route: `/x\n${'y'.repeat(5_000)}` });
    expect(lines[0]?.length).toBeLessThan(400);
    expect(lines[0]?.slice(0, -1)).not.toContain('\n');
  });

  it('is not written when it is less grave than what was asked for', () => {
    const lines: string[] = [];
    const log = logTo(lines, { least: 'warn' });
    log('service.ready');
    log('store.charge', { op: 'read', ru: 1 });
    log('notice.failed', { code: 'channel-refused', attempts: 1 });
    expect(lines).toHaveLength(1);
    logTo(lines)('store.charge', { op: 'read', ru: 1 });
    expect(lines).toHaveLength(1);
    logTo(lines, { least: 'debug' })('store.charge', { op: 'read', ru: 1 });
    expect(lines).toHaveLength(2);
  });
});

describe('the table of events', () => {
  const names = Object.keys(events) as EventName[];

  it('has one way of naming', () => {
    expect(names.filter((name) => !/^[a-z]+\.[a-z]+(-[a-z]+)*$/.test(name))).toEqual([]);
    const fields = names.flatMap((name) => [...events[name].fields]);
    expect(fields.filter((field) => !/^[a-z]+$/.test(field))).toEqual([]);
    expect(fields.filter((field) => ['at', 'level', 'event', 'instance', 'trace'].includes(field))).toEqual(
      [],
    );
  });

  it('lists nothing that is never said', () => {
    const said = sourcesUnder('bot')
      .filter(({ path }) => path !== 'bot/core/events.ts')
      .map(({ text }) => text)
      .join('\n');
    expect(names.filter((name) => !said.includes(`'${name}'`))).toEqual([]);
  });
});
