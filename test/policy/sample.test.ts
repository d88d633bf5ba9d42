import { describe, expect, it } from 'vitest';
import samplePeople from '../../bot/local/people.json' with { type: 'json' };
import { families, type Gateway } from '../../dialogs/policy/catalogue.ts';
import { packFaults } from '../../dialogs/policy/faults.ts';
import { policyPackSchema } from '../../dialogs/policy/pack.ts';
import { samplePack } from '../../dialogs/policy/sample.ts';
import { samplePolicy as pack } from '../support/context.ts';
import { gradeOf, sentencesOf, wordsOf } from '../support/reading-ease.ts';
import { lawsListed, lawsMisnamed } from './listed-laws.ts';

const gateways = Object.entries(pack.gateways);
const kindsOf = (...kinds: Gateway['kind'][]) => gateways.filter(([, { kind }]) => kinds.includes(kind));

describe('the sample pack', () => {
  it('keeps its own schema, and every name in it leads somewhere', () => {
    expect(policyPackSchema.safeParse(samplePack).error).toBeUndefined();
    expect(packFaults(pack)).toEqual([]);
  });

  it('has the timers and thresholds that the product starts with', () => {
    expect(pack.timers).toMatchObject({
      wait: { workingDays: 5, at: '17:00', remindAfterWorkingDays: 2 },
      access: { days: 30 },
      foi: { workingDays: 20 },
      receipt: { workingDays: 2, at: '17:00' },
      consent: {
        reviewAfterMonths: 12,
        remindBeforeDays: 14,
        at: '09:30',
        answerWithinWorkingDays: 2,
        mostChases: 2,
      },
    });
    expect(pack.thresholds.smallNumber).toBe(10);
    expect(Object.keys(pack.thresholds.lateAfterDays).sort()).toEqual([...families].sort());
    expect(pack.duty16LA).toMatchObject({ from: '2026-09-30', confirmed: false });
  });

  it('gives no real person or place: numbers for drama and example addresses only', () => {
    for (const { text } of [...Object.values(pack.advisers), pack.peopleContact])
      expect(text).toMatch(/^01632 960 \d{3}, [\w.]+@[\w.]+\.example$/);
    expect(new URL(pack.privacyNotice.url).hostname).toMatch(/\.example$/);
    expect(pack.privacyNotice).toMatchObject({ title: expect.any(String), version: expect.any(String) });
  });
});

describe('the purposes', () => {
  const purposes = Object.entries(pack.purposes);
  const listed = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, n) => `P${from + n}`);

  it('are all seventeen of the one list and all twenty of the other', () => {
    const of = (source: string, section: string) =>
      purposes
        .filter(([, purpose]) => purpose.source.id === source && purpose.source.section === section)
        .map(([id]) => id)
        .sort();
    expect(of('rotherham-3.0', 'section 1.6')).toEqual(listed(1, 17).sort());
    expect(of('rotherham-3.2', 'section 5')).toEqual(listed(18, 37).sort());
    expect(purposes).toHaveLength(37);
  });

  it.each([
    ['safeguarding', [2, 26, 36, 37]],
    ['care', [1, 3, 7, 8, 18, 35]],
    ['crime', [4, 5, 10, 27, 28, 29, 30, 31, 32, 33]],
    ['statutory', [9]],
    ['planning', [6, 13, 14, 15, 20, 21, 24]],
    ['research', [17, 22]],
    ['governance', [11, 12, 16, 19, 23, 25, 34]],
  ])('of the family %s are those of the catalogue', (family, numbers) => {
    const found = purposes
      .filter(([, purpose]) => purpose.family === family)
      .map(([id]) => Number(id.slice(1)));
    expect(found.sort((a, b) => a - b)).toEqual(numbers);
  });

  it('can be told apart, by a short label and a note', () => {
    expect(new Set(purposes.map(([, { label }]) => label.toLowerCase())).size).toBe(37);
    for (const [id, { label, note }] of purposes) {
      expect(label.length, id).toBeLessThanOrEqual(70);
      expect(note, id).toBeTruthy();
    }
  });

  it('are a second use of what was collected for planning, research and audit, and nowhere else', () => {
    const second = purposes.filter(([, { secondaryUse }]) => secondaryUse).map(([id]) => Number(id.slice(1)));
    expect(second.sort((a, b) => a - b)).toEqual([6, 13, 14, 15, 16, 17, 20, 21, 22, 24]);
  });
});

describe('the gateways', () => {
  it.each(lawsListed)('have %s%s', (title, sections) => {
    const found = gateways.filter(
      ([, gateway]) => gateway.title === title && gateway.sections.includes(sections),
    );
    expect(found.length).toBeGreaterThan(0);
  });

  it.each(lawsMisnamed)('know "%s", as a source calls it, for what it is: %s', (called, id) => {
    expect(pack.gateways[id]).toMatchObject({
      historical: expect.stringContaining(called),
      erratum: expect.any(String),
    });
  });

  it('list no law twice', () => {
    const names = gateways.map(([, { title, sections }]) => `${title} ${sections}`);
    expect(new Set(names).size).toBe(names.length);
  });

  it('that bind say when, and what they cover at most', () => {
    for (const [id, { conditions, only, to }] of kindsOf('duty', 'order', 'request'))
      if (!to)
        expect({ id, asks: conditions.length > 0, only: Boolean(only) }).toEqual({
          id,
          asks: true,
          only: true,
        });
  });

  it('never take an exemption, or a power, for a duty', () => {
    for (const id of ['data-protection-act-2018-sch-2-para-2', 'data-protection-act-2018-sch-2-para-5'])
      expect(pack.gateways[id]?.kind).toBe('power');
    expect(pack.gateways['crime-and-disorder-act-1998-s115']?.kind).toBe('power');
    expect(pack.gateways['crime-and-disorder-act-1998-s17a']).toMatchObject({
      kind: 'duty',
      naming: 'unnamed',
    });
  });

  it('have the orders a court, a coroner or a tribunal makes', () => {
    expect(kindsOf('order').map(([id]) => id)).toEqual([
      'family-court-order',
      'criminal-court-order',
      'coroners-and-justice-act-2009-sch-5',
      'high-court-order',
      'tribunal-order',
    ]);
  });

  it('have requests under a law as duties with conditions, and the request that binds only who asks', () => {
    for (const id of ['care-act-2014-s45', 'children-act-2004-s16h'])
      expect(pack.gateways[id]).toMatchObject({
        kind: 'duty',
        status: id === 'care-act-2014-s45' ? 'verified' : 'toConfirm',
      });
    expect(kindsOf('request').map(([id]) => id)).toEqual([
      'police-crime-sentencing-and-courts-act-2022-ch-3a',
    ]);
  });

  it('name an adult only with consent where that law says so', () => {
    const only = gateways.filter(([, { naming }]) => naming === 'adult-with-consent').map(([id]) => id);
    expect(only).toEqual(['modern-slavery-act-2015-s52']);
  });

  it('that forbid say what lifts them', () => {
    for (const [id, { exceptions, to }] of kindsOf('restriction'))
      if (!to) expect(exceptions, id).toBeTruthy();
  });

  it('that ended are followed by another, and those still there have no follower', () => {
    for (const [id, { to, replacedBy }] of gateways) expect(Boolean(replacedBy), id).toBe(Boolean(to));
  });

  it('say whether somebody checked them: only what was checked counts as verified', () => {
    const verified = gateways.filter(([, { status }]) => status === 'verified').map(([id]) => id);
    expect(verified.sort()).toEqual([
      'care-act-2014-s42',
      'care-act-2014-s45',
      'care-act-2014-ss6-7',
      'children-act-1989-s17',
      'children-act-1989-s47',
      'children-act-1989-s47-9',
      'children-act-2004-s10',
      'children-act-2004-s11',
      'crime-and-disorder-act-1998-s115',
      'crime-and-disorder-act-1998-s17',
      'crime-and-disorder-act-1998-s17a',
      'data-protection-act-2018-sch-1-para-18',
      'data-protection-act-2018-sch-3',
      'data-protection-act-2018-sch-8-para-4',
      'health-and-social-care-act-2012-s251a',
      'health-and-social-care-act-2012-s251b',
      'police-crime-sentencing-and-courts-act-2022-ch-3a',
      'police-crime-sentencing-and-courts-act-2022-s16',
      'uk-gdpr-recognised-legitimate-interests',
    ]);
  });

  it('fit into a list on every channel', () => {
    for (const [id, { title, label, kind }] of gateways)
      if (['duty', 'order', 'request', 'restriction'].includes(kind))
        expect((label ?? title).length, id).toBeLessThanOrEqual(75);
  });
});

describe('the law', () => {
  it('has every entry from L-01 to L-44, each with what to show today and where it came from', () => {
    const ids = Array.from({ length: 44 }, (_, n) => `L-${String(n + 1).padStart(2, '0')}`);
    expect(Object.keys(pack.law)).toEqual(ids);
    for (const [id, { current, historical, cites }] of Object.entries(pack.law))
      expect({ id, whole: Boolean(current && historical && cites.length > 0) }).toEqual({ id, whole: true });
  });

  it('has titles that can stand as a citation', () => {
    for (const [id, { title }] of Object.entries(pack.law)) {
      expect(title.length, id).toBeLessThanOrEqual(80);
      expect(title, id).not.toMatch(/[.;:]$/);
    }
    expect(new Set(Object.values(pack.law).map(({ title }) => title)).size).toBe(44);
  });
});

describe('the reading list', () => {
  it('says for each which edition, and for an old one which to read today', () => {
    for (const [id, { edition, historical, replacedBy, to }] of Object.entries(pack.reading)) {
      expect(edition, id).toBeTruthy();
      if (replacedBy)
        expect({ id, historical, now: pack.reading[replacedBy]?.historical, ended: Boolean(to) }).toEqual({
          id,
          historical: true,
          now: false,
          ended: true,
        });
    }
  });

  it.each([
    'Caldicott',
    'Confidentiality',
    'The Code',
    'Data sharing code',
    'Records Management',
    'Information sharing advice',
  ])('has a current %s', (title) => {
    const current = Object.values(pack.reading).filter(
      (item) => !item.historical && item.title.includes(title),
    );
    expect(current.length).toBeGreaterThan(0);
  });
});

describe('the partners', () => {
  it('are posts of the six sample agencies, each with a way to send to them', () => {
    expect(new Set(Object.values(pack.partners).map(({ agency }) => agency))).toEqual(
      new Set(pack.agencies.map(({ id }) => id)),
    );
  });

  it.each(['child', 'adult', 'crime'] as const)(
    'have one service that must hear of a risk to a %s',
    (risk) => {
      expect(Object.values(pack.partners).filter(({ hears }) => hears === risk)).toHaveLength(1);
    },
  );

  it('name who answers for them, somebody of their own agency, and not for all of them', () => {
    const agencyOf = new Map(samplePeople.people.map(({ id, agency }) => [id, agency]));
    const named = Object.entries(pack.partners).filter(([, { contact }]) => contact);
    expect(Object.fromEntries(named.map(([id, { contact, deputy }]) => [id, [contact, deputy]]))).toEqual({
      'police-public-protection': ['p-nadia', 'p-dev'],
      'health-visiting': ['p-imran', 'p-ruth'],
      'school-dsl': ['p-tomasz', undefined],
      'housing-options-team': ['p-lee', 'p-gwen'],
      'domestic-abuse-service': ['p-joy', undefined],
    });
    for (const [id, { agency, contact, deputy }] of named)
      for (const person of [contact, deputy].filter((each) => each !== undefined))
        expect(agencyOf.get(person), id).toBe(agency);
  });

  it('mark the service that is private in itself', () => {
    const marked = Object.entries(pack.partners).filter(([, { sensitive }]) => sensitive);
    expect(marked.map(([id]) => id)).toEqual(['substance-misuse-service']);
  });
});

describe('plain English', () => {
  const prose = {
    purposes: Object.values(pack.purposes).flatMap(({ note }) => note ?? []),
    gateways: gateways.flatMap(([, { says, conditions, only, exceptions }]) =>
      [says, ...conditions, only, exceptions].filter((text) => text !== undefined),
    ),
    law: Object.values(pack.law).map(({ current }) => current),
    pack: [
      pack.backing,
      ...Object.values(pack.secureRoutes).map(({ mind }) => mind),
      ...Object.values(pack.partners).map(({ asking }) => asking),
    ],
  };

  it.each(Object.entries(prose))('is what the %s are in', (_, texts) => {
    expect(gradeOf(texts)).toBeLessThanOrEqual(7);
  });

  it.each(Object.entries(prose))('no sentence of the %s has more than 25 words', (_, texts) => {
    for (const text of texts)
      for (const sentence of sentencesOf(text))
        expect(wordsOf(sentence).length, sentence).toBeLessThanOrEqual(25);
  });
});
