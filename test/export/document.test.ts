import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainWords } from '../../bot/core/document.ts';
import { documentText, textBlocks } from '../../bot/core/document-text.ts';
import { type KeptRecord, keep } from '../../bot/core/records.ts';
import { columns, wrap } from '../../bot/core/wrap.ts';
import type { UrgentRecord } from '../../dialogs/urgent/record.ts';
import { contextAt } from '../support/context.ts';
import { actOn } from '../support/urgent.ts';
import { ctx, dialog, documentOf, documentWith, hostile, recordWith } from './made.ts';

const golden = `Urgent share: copy for the case file
====================================
Reference: D-7K3M-Q2
Status: Kept. To complete by 17:00 on Tuesday 24 November 2026.
Recorded: 23 November 2026, 14:30
Recorded by: practitioner (p-priya)

Why
---
First, a lead that is long enough to need a second line of its own, as leads
often do.

Second.

Danger: Mother threatened with a zebrafish knife.
Shared:
  One line.

  Another, after a blank one.
Told to: Duty social worker, axolotl team, and everybody else who has to know of
  it today
Is that all? Nothing written

Sources
-------
`;

describe('the document', () => {
  it('has the sections that its dialog has for it, in plain words', () => {
    const from = {
      ...dialog,
      copy: (record: UrgentRecord) => [
        {
          heading: { key: 'engine.next' },
          lead: [{ key: 'urgent.record.recommendation' }],
          facts: [
            { label: 'urgent.facts.risk', value: record.risk },
            { label: 'urgent.facts.told', said: { key: 'common.not-sure' } },
          ],
        },
      ],
    };
    const { sections } = documentOf(recordWith(), ctx, from);
    expect(sections[0]).toMatchObject({
      heading: 'Next',
      facts: [
        { label: 'Danger', value: 'Mother threatened with a zebrafish knife.' },
        { label: 'Person told', value: 'Not sure' },
      ],
    });
    expect(sections[0]?.lead[0]).toMatch(/^Our advice was: share without delay/);
  });

  it('takes a value in our words for the text it is, on one line, and leaves out what is empty', () => {
    const typed = '**bold** {when} _thin_ [a](https://evil.example)\n\nVersions\n--------';
    const from = {
      ...dialog,
      copy: () => [
        { heading: { key: 'engine.next' }, lead: [], facts: [] },
        {
          heading: { key: 'engine.back' },
          lead: [{ key: 'common.when', params: { when: typed } }],
          facts: [],
        },
      ],
    };
    const { sections } = documentOf(recordWith(), ctx, from);
    expect(sections[0]?.heading).toBe('Back');
    expect(sections[0]?.lead).toEqual([typed.replace('\n\n', ' ').replace('\n', ' ')]);
  });

  it('has what the card shows where its dialog has none, then sources and versions', () => {
    const { sections } = documentOf();
    expect(sections.map(({ heading }) => heading)).toEqual(['What was recorded', 'Sources', 'Versions']);
    expect(sections[0]?.facts.map(({ label }) => label)).toEqual([
      'Case reference',
      'Danger',
      'Shared',
      'Told to',
      'Why it could not wait',
      'When',
    ]);
  });

  it('names current law before where the rule came from', () => {
    const items = documentOf().sections.find(({ heading }) => heading === 'Sources')?.items ?? [];
    expect(items.length).toBeGreaterThan(2);
    const firstOld = items.findIndex((item) => /Norfolk|Rotherham|Southampton/.test(item));
    expect(firstOld).toBeGreaterThan(0);
    expect(items.slice(firstOld).every((item) => /Norfolk|Rotherham|Southampton/.test(item))).toBe(true);
  });

  it('says of each version when, who, why, and the beginning of its hash', () => {
    const later = contextAt('2026-11-24T09:30:00.000Z');
    const first = recordWith();
    const stored = { kind: 'record' as const, id: first.reference, at: '', terms: [], body: first, rev: '1' };
    const keeper = { now: later.now, by: 'clock', who: '', cause: 'd-1' };
    const { record } = keep(dialog, actOn(first as unknown as UrgentRecord, 'remind', later), keeper, stored);
    const told = {
      ...record,
      versions: [...record.versions, { ...record.versions[0], n: 3, by: 'p-anika' }],
    };
    const versions = documentOf(told as KeptRecord).sections.at(-1)?.facts ?? [];
    expect(versions.map(({ label }) => label)).toEqual(['Version 1', 'Version 2', 'Version 3']);
    expect(versions[0]?.value).toMatch(
      /^23 November 2026, 14:30\. By: practitioner \(p-priya\)\. Why: Recorded in the urgent lane\. Check code: .{12}$/,
    );
    expect(versions[1]?.value).toContain(
      '24 November 2026, 09:30. By: the clock of Sharewell. Why: Reminder sent',
    );
    expect(versions[2]?.value).toContain('By: manager (p-anika)');
    expect(versions[1]?.value).toContain((record.versions[1]?.hash ?? '').slice(0, 12));
  });

  it('says what it is, who copied it and when, and which guidance and law were used', () => {
    const auditor = { ...ctx.person, id: 'p-ada', name: 'Ada\u202e Brook', roles: ['auditor'] };
    const footer = documentOf(recordWith(), { ...ctx, person: auditor }).footer.join(' ');
    expect(footer).toContain('copy of a record in Sharewell');
    expect(footer).toContain('Copied by Ada Brook (p-ada) on 23 November 2026, 14:30.');
    expect(footer).toContain(`Guidance used: version ${ctx.policy.guidanceVersion}.`);
    expect(footer).toContain(`Law used: version ${ctx.policy.lawVersion}.`);
  });

  it('says first that it was made for practice, when it was', () => {
    expect(documentOf({ ...recordWith(), practice: true }).about[0]?.value).toContain('practice');
    expect(JSON.stringify(documentOf().about)).not.toContain('practice');
  });

  it('uses the local time of the place, in summer too', () => {
    const record = { ...recordWith(), createdAt: '2026-07-01T22:30:00.000Z' };
    expect(JSON.stringify(documentOf(record).about)).toContain('1 July 2026, 23:30');
    const midnight = { ...recordWith(), createdAt: '2026-12-31T00:00:00.000Z' };
    expect(JSON.stringify(documentOf(midnight).about)).toContain('31 December 2026, 00:00');
  });

  it('takes the marks out of our own words', () => {
    expect(plainWords('**Bold** and _thin_, a_b_c, 2 * 3, [here](https://a.example/x).')).toBe(
      'Bold and thin, a_b_c, 2 * 3, here (https://a.example/x).',
    );
  });
});

describe('the text', () => {
  const document = {
    ...documentOf(),
    sections: [
      {
        heading: 'Why',
        lead: [
          'First, a lead that is long enough to need a second line of its own, as leads often do.',
          'Second.',
        ],
        facts: [
          { label: 'Danger', value: 'Mother threatened with a zebrafish knife.' },
          { label: 'Shared', value: 'One line.\n\nAnother, after a blank one.' },
          {
            label: 'Told to',
            value: 'Duty social worker, axolotl team, and everybody else who has to know of it today',
          },
          { label: 'Is that all?', value: 'Nothing written' },
        ],
        items: [],
      },
      ...documentOf().sections.slice(1),
    ],
  };

  it('looks like this', () => {
    const text = documentText(document, 80);
    expect(text.slice(0, golden.length)).toBe(golden);
    expect(text).toMatch(/[^\n]\n$/);
  });

  it('has no line over its width, whatever was typed', () => {
    const typed = Object.values(hostile).join('\n') + 'x'.repeat(500);
    for (const width of [20, 40, 80]) {
      const text = documentText(
        documentOf(recordWith({ risk: typed.slice(0, 600), shared: 'm'.repeat(600) })),
        width,
      );
      for (const line of text.split('\n')) expect(columns(line), line).toBeLessThanOrEqual(width);
    }
  });

  it.each(Object.entries(hostile))(
    'says what was typed, at no margin where it could mean more: %s',
    (_, typed) => {
      const plain = documentText(documentWith({}));
      const text = documentText(
        documentWith({
          sections: [{ heading: 'H', lead: [], facts: [{ label: 'L', value: typed }], items: [] }],
        }),
        80,
      );
      expect(text.replace(/\s+/g, '')).toContain(typed.replace(/\s+/g, ''));
      const atMargin = text.split('\n').filter((line) => /^\S/.test(line) && !line.startsWith('L:'));
      expect(atMargin).toEqual([...plain.split('\n').filter(Boolean).toSpliced(3, 0, 'H', '-')]);
    },
  );
});

describe('lines', () => {
  const text = fc.array(
    fc.constantFrom('word', 'a', 'x'.repeat(30), ' ', '  ', '\n', '👩‍👩‍👧', 'e\u0301', 'שלום', '-'),
    { maxLength: 60 },
  );

  it('keep every letter, are never too long, and cut no letter in two', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 8, max: 40 }), (parts, width) => {
        const typed = parts.join('');
        const lines = wrap(typed, width, columns);
        for (const line of lines) expect(columns(line)).toBeLessThanOrEqual(width);
        expect(lines.join('').replace(/[ \n]/g, '')).toBe(typed.replace(/[ \n]/g, ''));
        for (const line of lines) expect(line).not.toMatch(/^[\u200d\u0301]/u);
      }),
      { numRuns: 1000 },
    );
  });

  it('keep the breaks that were typed', () => {
    expect(wrap('one\n\ntwo  \nthree', 80, columns)).toEqual(['one', '', 'two', 'three']);
  });
});

describe('the blocks of a card', () => {
  it('hold all of the text, each no longer than it may be, cut as seldom as can be', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('Some words.', 'x'.repeat(90), '\n', '\n\n', ' '), { maxLength: 80 }),
        fc.integer({ min: 30, max: 200 }),
        (parts, most) => {
          const typed = parts.join('');
          const blocks = textBlocks(typed, most);
          for (const block of blocks) expect(columns(block)).toBeLessThanOrEqual(most);
          expect(blocks.join('').replace(/\s/g, '')).toBe(typed.replace(/\s/g, ''));
        },
      ),
    );
    expect(textBlocks('A\nB\n\nC\nD\n', 100)).toEqual(['A\nB', 'C\nD']);
    expect(textBlocks('AAAA\nBBBB\nCCCC', 9)).toEqual(['AAAA\nBBBB', 'CCCC']);
  });
});
