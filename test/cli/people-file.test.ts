import { describe, expect, it } from 'vitest';
import { cellsIn, header, readPeople } from '../../bot/cli/people-file.ts';

const agencies = new Set(['county-police', 'northborough-council']);
const csv = (...lines: string[]) => readPeople([header, ...lines].join('\n'), true, agencies);
const jo = 'p-jo,Jo Marsh,county-police,Sergeant,practitioner;manager,p-al,,,T1,UJO,';

describe('the cells of a CSV text', () => {
  it.each([
    [
      'a,b\n1,2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      '\ufeffa,b\r\n1,2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    ['a\n"x, ""y"""\n', [['a'], ['x, "y"']]],
    [
      'a,b\n1,\n',
      [
        ['a', 'b'],
        ['1', ''],
      ],
    ],
    [
      'a,b\n\n , \n1,2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    ['', []],
  ])('of %j', (text, cells) => expect(cellsIn(text).map((row) => row.cells)).toEqual(cells));

  it('know their line, also after a cell of several lines', () => {
    expect(cellsIn('a,b\n"x\ny",1\nz,2').map(({ line }) => line)).toEqual([1, 2, 4]);
  });

  it('end at a quote that is never closed', () => {
    expect(cellsIn('a\n"x').at(-1)?.cells).toEqual(['"']);
  });
});

describe('a file of people', () => {
  it('reads the same from CSV and from JSON', () => {
    const person = {
      id: 'p-jo',
      name: 'Jo Marsh',
      agency: 'county-police',
      post: 'Sergeant',
      roles: ['practitioner', 'manager'],
      manager: 'p-al',
      identities: [{ channel: 'slack', tenant: 'T1', user: 'UJO' }],
    };
    const fromJson = readPeople(JSON.stringify({ people: [person] }), false, agencies);
    expect(csv(jo).entries[0]?.person).toEqual(person);
    expect(fromJson.entries[0]?.person).toEqual(person);
    expect([csv(jo).entries[0]?.where, fromJson.entries[0]?.where]).toEqual(['line 2', 'people.0']);
  });

  it.each(['yes', 'Y', 'true', '1', 'left'])('marks who left by %j', (word) => {
    expect(csv(`${jo}${word}`).entries[0]?.person.left).toBe(true);
  });

  it.each([
    ['an unknown role', jo.replace('manager', 'wizard'), /^line 2\.roles\.1: /],
    ['no role', jo.replace('practitioner;manager', ''), /^line 2\.roles: /],
    ['an id of another shape', jo.replace('p-jo', 'Jo'), /^line 2\.id: a person id is p-/],
    ['an agency that is not there', jo.replace('county-police', 'nowhere'), /^line 2\.agency: .*nowhere/],
    ['half an identity', jo.replace('UJO', ''), /^line 2\.identities\.0\.user: /],
    ['too few cells', 'p-jo,Jo', /^line 2: 2 cells, and the header has 11/],
  ])('with %s says so, and where', (_, line, fault) => {
    const { entries, faults } = csv(line);
    expect(entries).toEqual([]);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(fault);
  });

  it('names every fault at once', () => {
    expect(csv(jo.replace('p-jo', 'Jo'), jo.replace('county-police', 'nowhere')).faults).toHaveLength(2);
  });

  it('has nobody twice, and no identity for two', () => {
    const al = jo.replace('p-jo', 'p-al');
    expect(csv(jo, jo).faults[0]).toMatch(/^line 3: the person p-jo stands at line 2/);
    expect(csv(jo, al).faults).toEqual(['line 3: the identity slack T1 UJO stands at line 2 already']);
    expect(csv(`${jo}yes`, al).faults).toEqual([]);
  });

  it.each([
    ['a column nobody knows', 'id,name,agency,roles,shoe\n', /no column shoe/],
    ['a column missing', 'id,name,agency\n', /the column roles is missing/],
  ])('with %s says so', (_, text, fault) =>
    expect(readPeople(text, true, agencies).faults[0]).toMatch(fault),
  );

  it.each(['{', '[]', '{"people": 1}'])('that is %j says what it must be', (text) =>
    expect(readPeople(text, false, agencies).faults).toHaveLength(1),
  );
});
