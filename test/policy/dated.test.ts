import { describe, expect, it } from 'vitest';
import { families, type Gateway, type Purpose } from '../../dialogs/policy/catalogue.ts';
import { controlledIn, overdueAmong } from '../../dialogs/policy/controlled.ts';
import {
  comingOn,
  duty16LAOn,
  gatewaysOn,
  inForce,
  lawOn,
  purposesOn,
  replacementFor,
  spotRestrictions,
} from '../../dialogs/policy/dated.ts';
import type { PolicyPack } from '../../dialogs/policy/pack.ts';
import { samplePolicy as pack } from '../support/context.ts';

const at = (day: string, time = '12:00:00Z') => new Date(`${day}T${time}`);
const today = at('2026-11-23');
const duty = 'children-act-2004-s16la';

const withGateways = (changes: Record<string, Partial<Gateway>>): PolicyPack => ({
  ...pack,
  gateways: {
    ...pack.gateways,
    ...Object.fromEntries(
      Object.entries(changes).map(([id, change]) => [
        id,
        { ...(pack.gateways[id] ?? (pack.gateways['care-act-2014-s45'] as Gateway)), ...change },
      ]),
    ),
  },
});

const idsOf = (entries: readonly (readonly [string, unknown])[]) => entries.map(([id]) => id);

describe('what is in force', () => {
  it.each([
    ['the day before the first', '2026-09-29', false],
    ['the first day', '2026-09-30', true],
    ['the last day', '2026-12-31', true],
    ['the day after the last', '2027-01-01', false],
  ])('on %s', (_, day, expected) => {
    expect(inForce({ from: '2026-09-30', to: '2026-12-31' }, day)).toBe(expected);
  });

  it('is never what nobody confirmed', () => {
    expect(inForce({ from: '2020-01-01', confirmed: false }, '2026-11-23')).toBe(false);
  });

  it('goes by the day of the pack, not of Greenwich', () => {
    const summer = { ...pack, duty16LA: { ...pack.duty16LA, confirmed: true } };
    expect(duty16LAOn(summer, at('2026-09-29', '22:59:59Z'), 'council')).toBe('announced');
    expect(duty16LAOn(summer, at('2026-09-29', '23:00:00Z'), 'council')).toBe('in-force');
  });
});

describe('gateways to choose from', () => {
  it('are only of the kinds asked for, and in force', () => {
    for (const [, gateway] of gatewaysOn(pack, today, ['duty', 'order']))
      expect(['duty', 'order']).toContain(gateway.kind);
    expect(idsOf(gatewaysOn(pack, today, ['order']))).toHaveLength(5);
  });

  it('leave out what is repealed, and it shows what follows it', () => {
    const old = 'data-protection-act-1998-s29-3';
    expect(idsOf(gatewaysOn(pack, today, ['power']))).not.toContain(old);
    expect(replacementFor(pack, old, today)?.[0]).toBe('data-protection-act-2018-sch-2-para-2');
    expect(idsOf(gatewaysOn(pack, at('2018-05-24'), ['power']))).toContain(old);
  });

  it('leave out every ended one, and each of them has something to follow it today', () => {
    const ended = Object.entries(pack.gateways).filter(([, { to }]) => to !== undefined);
    expect(ended.length).toBeGreaterThan(10);
    const open = idsOf(
      gatewaysOn(pack, today, ['duty', 'order', 'request', 'power', 'restriction', 'right']),
    );
    for (const [id] of ended) {
      expect(open).not.toContain(id);
      expect(open, id).toContain(replacementFor(pack, id, today)?.[0]);
    }
  });

  it('are followed along a chain to the one in force on that day', () => {
    const old = 'housing-act-1996-ss152-153';
    expect(replacementFor(pack, old, at('2010-01-01'))?.[0]).toBe('housing-act-1996-s153a');
    expect(replacementFor(pack, old, today)?.[0]).toBe(
      'anti-social-behaviour-crime-and-policing-act-2014-part-1',
    );
  });

  it('have no follower where there is none, where nothing is known, and where a chain goes round', () => {
    expect(replacementFor(pack, 'care-act-2014-s45', today)).toBeUndefined();
    expect(replacementFor(pack, 'constructor', today)).toBeUndefined();
    const round = withGateways({
      a: { to: '2020-01-01', replacedBy: 'b' },
      b: { to: '2020-01-01', replacedBy: 'a' },
    });
    expect(replacementFor(round, 'a', today)).toBeUndefined();
  });
});

describe('duties that are coming', () => {
  it('are shown while nobody confirmed them, whatever the date', () => {
    for (const on of [at('2026-05-01'), at('2030-01-01')])
      expect(idsOf(comingOn(pack, on)).sort()).toEqual([
        'children-act-2004-s16la',
        'children-act-2004-s16lc',
        'crime-and-policing-act-2026-reporting',
      ]);
    expect(idsOf(gatewaysOn(pack, at('2030-01-01'), ['duty']))).not.toContain(duty);
  });

  it('are in force from their day on, once confirmed', () => {
    const confirmed = withGateways({ [duty]: { confirmed: true } });
    expect(idsOf(comingOn(confirmed, at('2026-09-29')))).toContain(duty);
    expect(idsOf(gatewaysOn(confirmed, at('2026-09-29'), ['duty']))).not.toContain(duty);
    expect(idsOf(comingOn(confirmed, at('2026-09-30')))).not.toContain(duty);
    expect(idsOf(gatewaysOn(confirmed, at('2026-09-30'), ['duty']))).toContain(duty);
  });

  it('are gone when they were called off', () => {
    expect(idsOf(comingOn(withGateways({ [duty]: { to: '2026-10-31' } }), today))).not.toContain(duty);
  });
});

describe('the child-welfare sharing duty', () => {
  const on = (confirmed: boolean, day: string, sector: string) =>
    duty16LAOn({ ...pack, duty16LA: { ...pack.duty16LA, confirmed } }, at(day), sector);

  it.each([
    [false, '2026-11-23', 'council', 'announced'],
    [true, '2026-09-29', 'council', 'announced'],
    [true, '2026-09-30', 'council', 'in-force'],
    [true, '2026-09-30', 'health', 'in-force'],
    [true, '2026-09-30', 'voluntary', 'none'],
    [false, '2026-09-30', 'voluntary', 'none'],
  ] as const)('with confirmed %s on %s is for a %s: %s', (confirmed, day, sector, expected) => {
    expect(on(confirmed, day, sector)).toBe(expected);
  });
});

describe('purposes to choose from', () => {
  const local: Purpose = {
    ...(pack.purposes.P18 as Purpose),
    label: 'Warm homes in winter',
    local: { agency: 'eastmoor-council', approvedBy: 'Board, 3 November 2026' },
  };
  const withLocal = { ...pack, purposes: { ...pack.purposes, 'local-warm': local } };

  it('are all 37, family by family, with protecting someone first', () => {
    const open = purposesOn(pack, today, 'northborough-council');
    expect(open).toHaveLength(37);
    expect(open[0]?.[0]).toBe('P26');
    const order = open.map(([, { family }]) => families.indexOf(family));
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });

  it('hold those of the own agency, at the end of their family, and of no other', () => {
    expect(idsOf(purposesOn(withLocal, today, 'northborough-council'))).not.toContain('local-warm');
    const care = purposesOn(withLocal, today, 'eastmoor-council').filter(
      ([, { family }]) => family === 'care',
    );
    expect(care.at(-1)?.[0]).toBe('local-warm');
  });

  it('leave out what has ended', () => {
    const ended = {
      ...pack,
      purposes: { ...pack.purposes, P13: { ...(pack.purposes.P13 as Purpose), to: '2026-11-22' } },
    };
    expect(idsOf(purposesOn(ended, today, 'northborough-council'))).not.toContain('P13');
    expect(idsOf(purposesOn(ended, at('2026-11-22'), 'northborough-council'))).toContain('P13');
  });
});

describe('law entries', () => {
  it('are those of the day', () => {
    expect(lawOn(pack, 'L-05', at('2024-05-01'))?.title).toBe(
      'Department for Education information sharing advice, 2024',
    );
    expect(lawOn(pack, 'L-05', at('2024-04-30'))).toBeUndefined();
  });

  it.each(['L-99', 'constructor', '__proto__', ''])('are none for %j', (id) => {
    expect(lawOn(pack, id, today)).toBeUndefined();
  });
});

describe('words that hint at a restriction', () => {
  const spot = (text: string, on = today) => spotRestrictions(pack, on, text);

  it.each([
    ['Her adoption file, pages 1 to 3', 'adoption-and-children-act-2002-ss56-65'],
    ['ADOPTION RECORDS', 'adoption-and-children-act-2002-ss56-65'],
    ['Result of the HIV test in May', 'sexual-health-directions'],
    ['He went to the GUM-clinic', 'sexual-health-directions'],
    ['Born after IVF in 2015', 'human-fertilisation-and-embryology-act-1990-s33a'],
    ['Has a gender recognition certificate', 'gender-recognition-act-2004-s22'],
    ['Court bundle of the care proceedings', 'family-court-material'],
    ['The children’s guardian report', 'family-court-material'],
    ['Bank sent a suspicious activity report', 'tipping-off'],
    ['Solicitor’s letter of 3 May', 'legal-professional-privilege'],
    ['Text for the press release', 'sexual-offences-amendment-act-1992-s1'],
    ['One of the jurors lives next door', 'juries-act-1974-s20d'],
    ['A spent conviction from 1999', 'rehabilitation-of-offenders-act-1974'],
    ['What the phone tap brought up', 'investigatory-powers-act-2016'],
  ])('are found in "%s"', (text, id) => {
    expect(spot(text)).toEqual([id]);
  });

  it.each([
    'Home address and who lives there',
    'Attendance this term: 62 per cent',
    'Bruise on the left arm, seen on Monday',
    'Mother says she feels unsafe at home',
    'Name and phone number of the carer',
    'Date of the next health visit',
    'Missed three appointments since June',
    'He wears hearing aids and glasses',
    'She is transitioning to secondary school',
    'The family was adopted by the community',
    'He reported to the police station on Friday',
    'Rent arrears of two months',
    'Drinks most evenings, uses cannabis',
    'Takes tablets for asthma and for depression',
    'Arrested for assault on 12 March',
    'Neighbour heard shouting at night',
    'School report and reading age',
    'She is expecting a baby in May',
    'Where he is and who is with him',
    'Standard risk checklist, score 14',
    'Dad works at the newspaper shop',
    'Housed at the hostel in Justice Street',
  ])('are not found in "%s"', (text) => {
    expect(spot(text)).toEqual([]);
  });

  it('count as whole words, and only while the restriction is in force', () => {
    expect(spot('Privileged childhood, plenty of toys')).toEqual([]);
    expect(spot('Archives')).toEqual([]);
    expect(spot('Her adoption file', at('2005-12-29'))).toEqual([]);
  });

  it('are found in every restriction by each of its own hints', () => {
    for (const [id, { spot: hints, to }] of Object.entries(pack.gateways))
      if (!to) for (const hint of hints) expect(spot(`x ${hint}, y`), hint).toContain(id);
  });
});

describe('reviews', () => {
  const late = (on: string) => overdueAmong(controlledIn(pack), on);

  it('are none on the day itself', () => {
    expect(late('2027-01-31')).toEqual([]);
  });

  it('are listed from the day after, the longest overdue first, and what is overdue stays in use', () => {
    expect(
      late('2027-02-01')
        .map(({ kind, id }) => `${kind} ${id}`)
        .sort(),
    ).toEqual([
      'gateways children-act-2004-s16la',
      'gateways children-act-2004-s16lc',
      'gateways crime-and-policing-act-2026-reporting',
      'law L-02',
      'law L-25',
    ]);
    const all = late('2027-04-02');
    expect(all[0]?.reviewOn).toBe('2027-01-31');
    expect(all.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['pack', 'law', 'purposes', 'gateways', 'reading']),
    );
    expect(all.find(({ id }) => id === 'P26')).toEqual({
      ...{ kind: 'purposes', version: '1', author: 'Sharewell', from: '2015-04-01', changes: [] },
      id: 'P26',
      title: 'Protect a child or adult at risk',
      owner: 'Information governance lead',
      reviewOn: '2027-04-01',
    });
    expect(purposesOn(pack, at('2027-04-02'), 'northborough-council')).toHaveLength(37);
  });
});
