import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Sharing, sixPoints } from '../../dialogs/consent/check.ts';
import { checkOnRecord, consentsIn, keptBack, lastWord, mustLook } from '../../dialogs/consent/on-record.ts';
import { type ConsentRecord, type ConsentState, states } from '../../dialogs/consent/record.ts';
import { consentWith } from '../export/made-receipt.ts';
import { contextAt, samplePolicy } from '../support/context.ts';

/** Which of several consents counts, which lines stay behind, and whether what is on record covers what would go. */

const ctx = contextAt('2026-11-24T14:30:00.000Z');

const partner = (id: string) => ({ id, name: samplePolicy.partners[id]?.title ?? id });
const landlord = { name: 'The landlord, Mill Road' };
const gp = { recipient: 'gp-practice', recipientName: partner('gp-practice').name };

const wanted = (items = 'School attendance') => ({ ...gp, purpose: 'P7', items });
const care: Sharing = { ageBand: 'adult', sensitive: true, ownCare: true };

type Made = {
  reference?: string;
  status?: ConsentState;
  stateAt?: string;
  said?: string;
  recipients?: ConsentRecord['scope']['recipients'];
};

const sound = { informed: [...sixPoints], giver: { kind: 'self', at: '2026-11-01T09:00:00.000Z' } };

/** A consent that holds for the GP practice, unless something else is said of it. */
const made = ({
  reference = 'C-2222-22',
  status = 'given',
  stateAt = '2026-11-10T10:00:00.000Z',
  said = '2026-11-10',
  recipients = [partner('gp-practice')],
}: Made = {}): ConsentRecord => {
  const { scope, evidence } = consentWith();
  const exclusions = { items: [], recipients: [] };
  return consentWith({
    ...sound,
    ...{ reference, status, stateAt, createdAt: stateAt, exclusions },
    scope: { ...scope, recipients },
    evidence: { ...evidence, date: said, takenBy: { id: 'p-1', role: 'practitioner', agency: 'a' } },
  });
};

const day = (n: number): string => `2026-11-${String(n).padStart(2, '0')}`;
const noon = (n: number): string => `${day(n)}T12:00:00.000Z`;

const recipients = [partner('gp-practice'), partner('school-dsl'), landlord];
const references = ['C-2222-22', 'C-3333-33', 'C-4444-44', 'C-5555-55', 'C-6666-66'];

/** Consents about one person, each under its own reference, in any order. */
const several = fc
  .uniqueArray(
    fc.record({
      reference: fc.constantFrom(...references),
      status: fc.constantFrom<ConsentState[]>(
        'sought',
        'given',
        'amended',
        'restricted',
        'expired',
        'refused',
        'withdrawn',
      ),
      stateAt: fc.integer({ min: 1, max: 23 }).map(noon),
      said: fc.integer({ min: 1, max: 23 }).map(day),
      recipients: fc.subarray(recipients),
    }),
    { selector: ({ reference }) => reference, maxLength: references.length },
  )
  .map((all) => all.map(made));

const isAbout = ({ status, scope }: ConsentRecord, id = 'gp-practice'): boolean =>
  scope.recipients.some((one) => one.id === id) || (status === 'refused' && scope.recipients.length === 0);
const isYes = ({ status }: ConsentRecord): boolean => ['given', 'amended', 'restricted'].includes(status);
/** The moment from which it counts, by the day that was noted where it is a yes. */
const counts = (one: ConsentRecord): string => {
  const said = one.evidence?.date ?? '';
  return isYes(one) && said < one.stateAt.slice(0, 10) ? `${said}T99` : one.stateAt;
};

describe('the last word', () => {
  it('is nobody\u2019s where nothing was said', () => {
    expect(lastWord([], wanted())).toBeUndefined();
  });

  it('does not hang on the order in which they are found', () => {
    fc.assert(
      fc.property(
        several.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
        ),
        ([all, mixed]) => {
          expect(lastWord(mixed, wanted())).toBe(lastWord(all, wanted()));
        },
      ),
    );
  });

  it('is about this recipient where anything is', () => {
    fc.assert(
      fc.property(several, (all) => {
        const found = lastWord(all, wanted());
        if (all.some((one) => isAbout(one))) expect(found && isAbout(found)).toBe(true);
        else if (found) expect(found.status).not.toBe('refused');
        else expect(all.every(({ status }) => status === 'refused')).toBe(true);
      }),
    );
  });

  it('is the latest that they said: nothing that they said of this recipient is later', () => {
    fc.assert(
      fc.property(several, (all) => {
        const found = lastWord(all, wanted());
        if (!found || !isAbout(found) || found.status === 'sought') return;
        const later = all.filter(
          (one) => isAbout(one) && one.status !== 'sought' && counts(one) > counts(found),
        );
        expect(later).toEqual([]);
      }),
    );
  });

  it.each<[ConsentState, string]>([
    ['refused', 'a no'],
    ['withdrawn', 'a yes that was taken back'],
    ['restricted', 'a limit'],
    ['given', 'a new yes'],
  ])('is %s where that came last: %s', (status) => {
    fc.assert(
      fc.property(several, (all) => {
        const last = made({ reference: 'C-9999-99', status, stateAt: noon(24), said: day(24) });
        expect(lastWord([...all, last], wanted())).toBe(last);
      }),
    );
  });

  it('is not changed by asking: what they said counts until they answer, unless it has run out', () => {
    const asked = made({ reference: 'C-9999-99', status: 'sought', stateAt: noon(24) });
    fc.assert(
      fc.property(several, (all) => {
        const about = all.filter((one) => isAbout(one) && one.status !== 'sought');
        const found = lastWord([...all, asked], wanted());
        if (about.length === 0 || lastWord(about, wanted())?.status === 'expired') expect(found).toBe(asked);
        else expect(found).toBe(lastWord(about, wanted()));
      }),
    );
  });

  it('is not a yes that was said before a no and written down after it', () => {
    const back = made({ status: 'withdrawn', stateAt: noon(20) });
    const paper = (said: string) => made({ reference: 'C-9999-99', stateAt: noon(22), said });
    expect(lastWord([back, paper(day(12))], wanted())).toBe(back);
    expect(lastWord([back, paper(day(21))], wanted())?.reference).toBe('C-9999-99');
  });

  it('is not a no to somebody else', () => {
    const no = made({ status: 'refused', recipients: [partner('school-dsl')] });
    expect(lastWord([no], wanted())).toBeUndefined();
    expect(lastWord([no], { ...wanted(), recipient: 'school-dsl' })).toBe(no);
  });

  it('is a no to all, where the no names nobody', () => {
    const no = made({ status: 'refused', recipients: [], stateAt: noon(20) });
    expect(lastWord([no, made()], wanted())).toBe(no);
  });

  it('knows whoever is not on the register by name, in any letters', () => {
    const yes = made({ recipients: [landlord] });
    const no = made({ reference: 'C-3333-33', status: 'refused', stateAt: noon(20) });
    const named = { ...wanted(), recipient: 'other', recipientName: 'the LANDLORD (Mill Road)' };
    expect(lastWord([yes, no], named)).toBe(yes);
  });
});

const word = fc.constantFrom(
  'rent',
  'arrears',
  'letters',
  'landlord',
  'visits',
  'parents',
  'TB',
  'school',
  'GP',
);
const phrase = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '));
const phrases = fc.array(phrase, { maxLength: 5 });
const keeping = (...items: string[]): ConsentRecord => {
  const record = made();
  return { ...record, exclusions: { items, recipients: [] } };
};
const louder = (text: string): string => `- ${text.toUpperCase().replaceAll(' ', ', ')}!`;
const numbered = (lines: readonly string[]): string[] => lines.map((_, at) => String(at + 1));

describe('the lines that are kept back', () => {
  it('are none where nothing is', () => {
    fc.assert(
      fc.property(phrases, (lines) => {
        expect(keptBack(keeping(), lines.join('\n'))).toEqual([]);
      }),
    );
  });

  it('are counted as the lines are, and each once', () => {
    fc.assert(
      fc.property(phrases, phrases, (lines, kept) => {
        const found = keptBack(keeping(...kept), lines.join('\n\n'));
        expect(numbered(lines).filter((line) => found.includes(line))).toEqual(found);
      }),
    );
  });

  it('are told by the words, not by capitals or stops', () => {
    fc.assert(
      fc.property(phrases, phrases, (lines, kept) => {
        const plainly = keptBack(keeping(...kept), lines.join('\n'));
        expect(keptBack(keeping(...kept.map(louder)), lines.join('\n'))).toEqual(plainly);
        expect(keptBack(keeping(...kept), lines.map(louder).join('\n'))).toEqual(plainly);
      }),
    );
  });

  it('are all that hold the words somewhere, and all that are part of them', () => {
    fc.assert(
      fc.property(phrase, phrase, phrase, (kept, before, after) => {
        expect(keptBack(keeping(kept), `${before} ${kept} ${after}`)).toEqual(['1']);
        expect(keptBack(keeping(`${before} ${kept} ${after}`), kept)).toEqual(['1']);
      }),
    );
  });

  it.each([
    ['The rent', 'His parents know', []],
    ['rent', 'Rent: two months', ['1']],
    ['TB', 'School\nHas had TB', ['2']],
    ['GP', 'GP letters', ['1']],
    ['café bills', 'Caf\u00e9 bills', ['1']],
    ['!!!', 'Anything', []],
    ['the letters from the landlord', 'landlord\nrent', ['1']],
  ])('%j in %j: %j', (kept, lines, found) => {
    expect(keptBack(keeping(kept), lines)).toEqual(found);
  });
});

describe('whether somebody must look', () => {
  const items = ['School attendance', 'Rent that is owed'];
  const record = (status: ConsentState = 'given'): ConsentRecord => {
    const one = made({ status });
    return { ...one, scope: { ...one.scope, items } };
  };

  it('not where every line stands in it, in whatever letters', () => {
    fc.assert(
      fc.property(fc.subarray(items), fc.boolean(), (lines, loud) => {
        const said = loud ? lines.map((line) => louder(line)) : lines;
        expect(mustLook(record(), wanted(said.join('\n')))).toBe(false);
      }),
    );
  });

  it('wherever one line does not', () => {
    fc.assert(
      fc.property(fc.subarray(items), phrase, (lines, other) => {
        expect(mustLook(record(), wanted([...lines, other].join('\n')))).toBe(true);
      }),
    );
  });

  it.each(states)('only at a yes that lives: %s', (status) => {
    const lives = ['given', 'amended', 'restricted'].includes(status);
    expect(mustLook(record(status), wanted('Something else'))).toBe(lives);
  });
});

const check = (all: readonly ConsentRecord[], want = wanted(), sharing = care, at = ctx) =>
  checkOnRecord(all, want, sharing, at);

/** Mostly what a sound consent has, now and then something else. */
const mostly = <T>(usual: T, ...others: T[]): fc.Arbitrary<T> =>
  fc.oneof(
    { arbitrary: fc.constant(usual), weight: 6 },
    { arbitrary: fc.constantFrom(...others), weight: 1 },
  );

/** Any consent, with whatever may be wrong with it. */
const anyConsent = fc
  .record({
    status: mostly<ConsentState>(
      'given',
      'amended',
      'restricted',
      'sought',
      'refused',
      'withdrawn',
      'expired',
    ),
    named: mostly([partner('gp-practice')], [], [landlord], recipients),
    informed: mostly<string[]>([...sixPoints], [], ['why'], sixPoints.slice(1)),
    free: mostly('yes', 'no', 'not-sure'),
    form: mostly<'explicit' | 'implied'>('explicit', 'implied'),
    impliedBasis: mostly<string | undefined>('They asked for it', undefined),
    purposes: mostly(['P7'], [], ['P3'], ['P3', 'P7']),
    reviewOn: mostly<string | undefined>('2027-01-01', '2026-11-23', '2026-11-24', undefined),
    to: mostly<string | undefined>(undefined, '2026-11-23', '2026-11-24', '2027-01-01'),
    kept: mostly<string[]>([], ['attendance'], ['rent'], ['attendance', 'rent']),
    keptFrom: mostly<typeof recipients>([], [partner('gp-practice')], [landlord]),
    giver: mostly('self', 'parent', 'document', 'cannot', 'vouched'),
  })
  .map(({ status, named, purposes, to, kept, keptFrom, giver, ...rest }): ConsentRecord => {
    const one = made({ status, recipients: named });
    return {
      ...one,
      ...rest,
      giver: { kind: giver, at: one.stateAt },
      scope: { ...one.scope, purposes, ...(to ? { to } : {}) },
      exclusions: { items: kept, recipients: keptFrom },
    };
  });

const lines = fc.subarray(['School attendance', 'Rent that is owed'], { minLength: 1 });

describe('the check of what is on record', () => {
  it('finds nothing where there is nothing, where it is about a service, and where the answer stands elsewhere', () => {
    expect(check([])).toBeUndefined();
    const service: ConsentRecord = { ...made(), about: 'service' };
    expect(check([service, made({ status: 'answered' })])).toBeUndefined();
    expect(consentsIn({ found: [service, made()] })).toHaveLength(1);
  });

  it('holds where all of it fits', () => {
    expect(check([made()])).toMatchObject({
      record: { reference: 'C-2222-22' },
      checked: { verdict: 'VALID', failures: [], warnings: [] },
      limits: 'none',
    });
  });

  it.each<[string, Partial<ConsentRecord>, string]>([
    ['its last day was yesterday', { reviewOn: '2026-11-23' }, 'EXPIRED'],
    ['it was for a time that is over', { scope: { ...made().scope, to: '2026-11-23' } }, 'EXPIRED'],
    ['it was marked so', { status: 'expired', reviewOn: '2026-11-23' }, 'EXPIRED'],
    ['they took it back', { status: 'withdrawn' }, 'WITHDRAWN'],
    ['they said no', { status: 'refused' }, 'REFUSED'],
    ['they have not answered', { status: 'sought' }, 'WAITING'],
    ['they knew too little', { informed: ['why'] }, 'NOT_INFORMED'],
    ['they were not free', { free: 'no' }, 'NOT_FREE'],
    ['it is written down nowhere', { evidence: undefined }, 'NOT_RECORDED'],
    ['nobody knows who agreed', { giver: undefined }, 'CAPACITY'],
    ['it was never clear', { form: undefined }, 'IMPLIED_UNSUPPORTED'],
    [
      'nothing shows that they expect it',
      { form: 'implied', impliedBasis: undefined },
      'IMPLIED_UNSUPPORTED',
    ],
  ])('fails where %s, and says so', (_, wrong, code) => {
    const found = check([{ ...made(), ...wrong } as ConsentRecord]);
    expect(found?.checked).toMatchObject({ verdict: 'NOT_VALID', failures: [code] });
  });

  it('holds on its last day, and lets go the day after, whether the clock came or not', () => {
    const record = { ...made(), reviewOn: '2026-11-24' };
    const late = contextAt('2026-11-24T23:59:00.000Z');
    expect(check([record], wanted(), care, late)?.checked.verdict).toBe('VALID');
    const after = contextAt('2026-11-25T00:00:00.000Z');
    expect(check([record], wanted(), care, after)?.checked.failures).toEqual(['EXPIRED']);
  });

  it('asks for a clear yes where it is not for their own care', () => {
    const implied: ConsentRecord = { ...made(), form: 'implied', impliedBasis: 'They asked for it' };
    expect(check([implied])?.checked).toMatchObject({ verdict: 'VALID', warnings: ['EXPLICIT_ADVISED'] });
    const beyond = { ...care, ownCare: false };
    expect(check([implied], wanted(), beyond)?.checked.failures).toEqual(['NOT_EXPLICIT']);
  });

  it('covers nobody else and nothing else', () => {
    expect(check([made()], { ...wanted(), recipient: 'mash' })?.checked.failures).toEqual([
      'SCOPE_RECIPIENT',
    ]);
    expect(check([made()], { ...wanted(), purpose: 'P1' })?.checked.failures).toEqual(['SCOPE_PURPOSE']);
    expect(check([made()], { ...wanted(), covered: 'some' } as never)?.checked).toMatchObject({
      verdict: 'PARTIAL',
      failures: ['SCOPE_ITEM'],
    });
    expect(check([made()], { ...wanted(), covered: 'none' } as never)?.checked.verdict).toBe('NOT_VALID');
  });

  it.each([
    ['School attendance\nRent that is owed', 'PARTIAL', 'part'],
    ['Rent that is owed', 'NOT_VALID', 'all'],
    ['School attendance', 'VALID', 'none'],
    ['', 'PARTIAL', 'part'],
  ])('leaves out what they keep back: %j is %s', (items, verdict, limits) => {
    const limited: ConsentRecord = { ...keeping('The rent', 'rent that is owed'), status: 'restricted' };
    const found = check([limited], wanted(items));
    expect(found?.checked.verdict).toBe(verdict);
    expect(found?.limits).toBe(limits);
    expect(found?.checked.failures).toEqual(limits === 'none' ? [] : ['RESTRICTED']);
  });

  it('leaves nothing for whom they keep out', () => {
    const out = { items: [], recipients: [partner('gp-practice')] };
    const found = check([{ ...made(), status: 'restricted', exclusions: out }]);
    expect(found).toMatchObject({
      limits: 'all',
      checked: { verdict: 'NOT_VALID', failures: ['RESTRICTED'] },
    });
  });

  it('says that it holds where all of it fits, and only there', () => {
    const verdicts = { VALID: 0, PARTIAL: 0, NOT_VALID: 0 };
    fc.assert(
      fc.property(anyConsent, lines, (record, going) => {
        const { checked } = check([record], wanted(going.join('\n'))) ?? {};
        const ends = [record.reviewOn, record.scope.to].map((end) => end ?? '2026-11-24');
        const fits =
          ['given', 'amended', 'restricted'].includes(record.status) &&
          record.scope.recipients.some(({ id }) => id === 'gp-practice') &&
          !record.exclusions.recipients.some(({ id }) => id === 'gp-practice') &&
          record.scope.purposes.includes('P7') &&
          ends.every((end) => end >= '2026-11-24') &&
          record.informed.length === sixPoints.length &&
          record.free === 'yes' &&
          ['self', 'document', 'vouched'].includes(record.giver?.kind ?? '') &&
          (record.form === 'explicit' || record.impliedBasis !== undefined);
        const kept = keptBack(record, going.join('\n')).length;
        const part = kept === going.length ? 'NOT_VALID' : 'PARTIAL';
        const verdict = fits ? (kept === 0 ? 'VALID' : part) : 'NOT_VALID';
        verdicts[verdict] += 1;
        expect(checked?.verdict ?? 'NOT_VALID').toBe(verdict);
      }),
      { numRuns: 6000 },
    );
    for (const count of Object.values(verdicts)) expect(count).toBeGreaterThan(20);
  });

  const change = (kind: 'restrict' | 'withdraw', from: string): ConsentRecord['changes'][number] => ({
    ...{ id: `${kind}-1`, change: kind, from, detail: '', told: [], byHand: [] },
    takenBy: { id: 'p-sam', role: 'practitioner', agency: 'northborough-council' },
  });
  const older = made({ reference: 'C-2222-22', said: '2026-11-01', stateAt: '2026-11-01T10:00:00.000Z' });
  const limited: ConsentRecord = {
    ...older,
    ...{ status: 'restricted', stateAt: '2026-11-20T10:00:00.000Z', createdAt: older.stateAt },
    exclusions: { items: ['school attendance'], recipients: [] },
    changes: [change('restrict', '2026-11-20T10:00:00.000Z')],
  };
  const later = { reference: 'C-3333-33', said: '2026-11-10', stateAt: '2026-11-10T10:00:00.000Z' };

  it('takes a limit on an older yes for no new yes', () => {
    const at = '2026-11-15T10:00:00.000Z';
    const gone = {
      ...made({ ...later, status: 'withdrawn', stateAt: at }),
      changes: [change('withdraw', at)],
    };
    expect(check([limited, gone], wanted('Rent'))).toMatchObject({
      record: { reference: 'C-3333-33' },
      checked: { verdict: 'NOT_VALID', failures: ['WITHDRAWN'] },
    });
  });

  it('keeps back what they limited since, wherever it was written down', () => {
    const yes = { ...made(later), createdAt: later.stateAt };
    const both = wanted('School attendance\nRent');
    expect(check([yes], both)?.checked.verdict).toBe('VALID');
    expect(check([limited, yes], both)).toMatchObject({
      record: { reference: 'C-3333-33' },
      checked: { verdict: 'PARTIAL', failures: ['RESTRICTED'] },
    });
  });

  it('names everything that is wrong, not only the first', () => {
    const wrong: ConsentRecord = {
      ...made({ recipients: [partner('school-dsl')] }),
      ...{ informed: [], free: 'no', reviewOn: '2026-11-01' },
      exclusions: { items: ['attendance'], recipients: [] },
    };
    expect(check([wrong], { ...wanted(), purpose: 'P1' })?.checked.failures).toEqual([
      'NOT_INFORMED',
      'NOT_FREE',
      'EXPIRED',
      'SCOPE_RECIPIENT',
      'SCOPE_PURPOSE',
      'RESTRICTED',
    ]);
  });
});
