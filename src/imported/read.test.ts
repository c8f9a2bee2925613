import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Field, ReadDocument } from '../domain/imported.ts';
import { fold } from './fold.ts';
import { isReview, readReview } from './read.ts';
import {
  falling,
  generous,
  miscounted,
  page,
  pitiless,
  recovered,
  revised,
  scoreTable,
} from './review.fixture.ts';

const lineOf = (text: string, part: string): number =>
  text.split('\n').findIndex((line) => line.includes(part)) + 1;

const against = (text: string): string[] =>
  readReview(text).contradictions.map(({ kind, lines, what }) => `${kind} ${lines.join(',')}: ${what.en}`);

const values = ({ fields }: ReadDocument, ...names: readonly (keyof ReadDocument['fields'])[]) =>
  names.map((name) => fields[name].value);

describe('what contradicts itself is reported with both places, and never settled in silence', () => {
  test('front matter against table and box', () => {
    const [front, total, box] = ['score: 45%', 'TOTAL', 'CYCLE 66'].map((part) => lineOf(revised, part));
    expect(against(revised)).toEqual([`score ${front},${total}: the score is 45 %, and 37 %`]);
    const { fields, ambiguous } = readReview(revised);
    expect(fields.score_pct.value).toBeNull();
    expect(fields.score_pct.candidates.map(({ value, line }) => [value, line])).toEqual([
      [45, front],
      [37, total],
      [37, box],
    ]);
    expect(ambiguous).toContain('score_pct');
    expect(values({ ...readReview(revised) }, 'score_points', 'score_max')).toEqual([22, 60]);
  });

  test('a percentage that is not that of its points, in every place that says it', () => {
    const [front, said] = [lineOf(generous, 'score: 74%'), lineOf(generous, 'SCORE TRIADE')];
    expect(against(generous)).toEqual([`percent ${said},${front}: 31/50 is 62 %, not 74 %`]);
    expect(values(readReview(generous), 'score_pct', 'score_points')).toEqual([74, 31]);
  });

  test('two scores', () => {
    for (const [text, front, body] of [
      [falling, 62, 56],
      [pitiless, 38, 44],
    ] as const) {
      const lines = `${lineOf(text, `score: ${front}%`)},${lineOf(text, 'SCORE TRIADE')}`;
      expect(against(text)).toEqual([`score ${lines}: the score is ${front} %, and ${body} %`]);
      expect(readReview(text).fields.score_pct.value).toBeNull();
    }
  });

  test('rows that do not add up', () => {
    const lines = `${lineOf(miscounted, '| Aspect')},${lineOf(miscounted, 'SCORE TRIADE')}`;
    expect(against(miscounted)).toEqual([
      `sum ${lines}: the rows of the score table add up to 42/50, the total says 39/50`,
    ]);
  });

  test('two totals, of which the rows bear out one', () => {
    const [front, table, triade, box] = ['score: 76%', '| Aspect', 'SCORE TRIADE', '38/50'].map((part) =>
      lineOf(recovered, part),
    );
    expect(against(recovered)).toEqual([
      `score ${front},${triade}: the score is 76 %, and 90 %`,
      `sum ${table},${box}: the rows of the score table add up to 45/50, the total says 38/50`,
    ]);
    expect(values(readReview(recovered), 'score_pct', 'score_points', 'score_max')).toEqual([null, null, 50]);
  });

  test.each([
    [
      'a verdict against another',
      { front: ['status: OK - all pass'], body: ['## STATUS: **BLOCAGE CRITIQUE**'] },
      ['verdict 2,5: the verdict is "ok", and "blocked"'],
    ],
    [
      'a verdict against its blockers',
      { front: ['status: PASS', 'blockers:', '  - the LLM is silent'] },
      ['verdict 2,3: the verdict is "ok", and the front matter lists 1 blockers'],
    ],
    [
      'a block without a blocker',
      { front: ['status: BLOCKED', 'blockers: []'] },
      ['verdict 2,3: the verdict is "blocked", and the front matter lists 0 blockers'],
    ],
    [
      'a count of blockers',
      {
        front: ['status: ALERTE', 'blockers:', '  - a', '  - b', '  - c'],
        body: ['## VERDICT', '', '**ALERTE - 2 BLOCAGES**'],
      },
      ['count 11,3: the verdict counts 2 blockers, the front matter lists 3'],
    ],
    [
      'the title against the front matter and the foot',
      {
        front: ['status: SPRINT #8 - so'],
        title: 'Ralph - Sprint #7',
        body: ['*Ralph Moderator - Sprint #9*'],
      },
      ['number 5,2: it is sprint 7, and sprint 8', 'number 5,7: it is sprint 7, and sprint 9'],
    ],
    [
      'two commits',
      { front: ['commit: 8eb4ccf'], body: ['**Commit analysé**: `076abd7` - so'] },
      ['commit 2,5: the commit is 8eb4ccf, and 076abd7'],
    ],
    [
      'more than there can be',
      { body: scoreTable('Score', { LLM: '10/10', Élan: '+30' }, '| TOTAL | 40/10 | 400% |') },
      ['range 7: 40 points of 10'],
    ],
  ])('%s', (_, parts, expected) => {
    expect(against(page(parts))).toEqual(expected);
  });
});

describe('what agrees is no contradiction', () => {
  test.each([
    [
      'a percentage that is rounded',
      scoreTable('SCORE', { a: '3/10', b: '4/10', c: '4/10' }, '| TOTAL | 11/30 | 37% |'),
    ],
    [
      'a percentage that is cut',
      scoreTable('SCORE', { a: '3/10', b: '4/10', c: '4/10' }, '| TOTAL | 11/30 | 36% |'),
    ],
    [
      'one that is more exact elsewhere',
      ['**Score: 78.75%**', '**Score: 79%**', '**Score: 63/80 (78.75%)**'],
    ],
    [
      'the score of before',
      ['**Score: 79%** (était 80%)', '**Score précédent: 12%**', '**Dernier score validé: 65/60 (108%)**'],
    ],
    ['a commit that is written shorter', ['---']],
    ['halves', scoreTable('Score', { a: '1.5/10', b: '2,5/10' }, '| TOTAL | 4/20 | 20% |')],
  ])('%s', (_, body) => {
    expect(
      against(
        page({
          front: ['commit: 8eb4ccfe71a5339183b2a6637720786242946616'],
          body: [...body, 'Commit: 8eb4ccf'],
        }),
      ),
    ).toEqual([]);
  });
});

describe('what is read', () => {
  test('a list of nothing that blocks settles nothing beside another that has something', () => {
    const blockers = (...front: string[]) => readReview(page({ front })).fields.blockers;
    const [none, some] = ['blockers: []', 'critical_issues: [CUDA]'];
    expect(blockers(none, some)).toEqual({
      value: null,
      where: null,
      candidates: [
        { value: [], line: 2, text: none },
        { value: [{ text: 'CUDA', line: 3 }], line: 3, text: some },
      ],
    });
    expect(blockers(none, 'critical_issues: none').value).toEqual([]);
    expect(blockers(none, 'remaining_issues: [latency]').value).toEqual([]);
    expect(blockers(some, none).candidates).toHaveLength(2);
  });

  test('front matter as it stands, never as YAML', () => {
    const read = readReview(
      page({
        front: [
          'reviewed_at: 2026-01-20 11:20:00 UTC',
          'commit: 551e714',
          'status: SPRINT #60 - so: it is',
          'critical_issues: []',
          'achievements:',
          '  - Tests: 199 passed',
          '- `code` # no comment',
          'next: "quoted \\"so\\""',
          'wip:',
          '  - one.tsx',
        ],
        title: 'Ralph Worker - Sprint #60 (Iteration 2)',
      }),
    );
    expect(values(read, 'kind', 'number', 'reviewed_at', 'commit', 'status')).toEqual([
      'sprint',
      60,
      '2026-01-20T11:20:00Z',
      '551e714',
      'SPRINT #60 - so: it is',
    ]);
    expect(read.fields.blockers).toEqual({ value: [], where: 5, candidates: [] });
    expect(read.fields.progress.value).toEqual([
      { text: 'Tests: 199 passed', line: 7 },
      { text: '`code` # no comment', line: 8 },
    ]);
    expect(Object.keys(read.unknown)).toEqual(['next', 'wip']);
    expect(read.unknown.wip).toEqual([{ text: 'one.tsx', line: 11 }]);
  });

  test.each([
    ['2026-01-20T12:30:00Z', '2026-01-20T12:30:00Z'],
    ['"2026-01-20T13:30:00+01:00"', '2026-01-20T12:30:00Z'],
    ['2026-01-20', '2026-01-20'],
    ['2026-02-30T12:30:00Z', null],
    ['2026-01-20T12:30:00', null],
    ['yesterday', null],
  ])('a time: %s → %s', (said, expected) => {
    expect(readReview(page({ front: [`reviewed_at: ${said}`] })).fields.reviewed_at.value).toBe(expected);
  });

  test.each([
    ['Ralph Moderator Review - Cycle 48 SANS PITIÉ', 'cycle', 48],
    ['Ralph Moderator - Sprint #46 BIS', 'sprint', 46],
    ['RALPH - CYCLE 6 (Validation)', 'cycle', 6],
    ['Ralph Moderator - Cycles 47-48', null, null],
    ['Ralph Moderator - Cycle 47-48', null, null],
    ['Ralph Moderator - Sprint 3.2', null, null],
    ['Ralph Moderator', null, null],
  ])('a title: %s', (title, kind, number) => {
    expect(values(readReview(page({ title })), 'kind', 'number')).toEqual([kind, number]);
  });

  test('two reviews in one file settle no number', () => {
    const read = readReview('# Ralph - Cycle 1\n\n# Ralph - Cycle 2\n');
    expect(read.fields.number.value).toBeNull();
    expect(read.ambiguous).toContain('number');
  });

  test.each([
    ['BLOCAGE CRITIQUE - GPU', 'blocked'],
    ['Blocked (progress +2)', 'blocked'],
    ['CRITICAL FAILURE', 'blocked'],
    ['ATTENTION - GPU OK', 'attention'],
    ['✅ OK - all pass', 'ok'],
    ['SPRINT #7 - WARNING', 'attention'],
    ['DÉBLOQUÉ', null],
    ['pas de blocage', null],
    ['OK mais BLOCAGE GPU', null],
    ['OKAY', null],
    ['ÉCHEC PARTIEL', null],
    ['MAJOR RECOVERY', null],
  ])('a status: %s → %s', (status, verdict) => {
    expect(readReview(page({ front: [`status: ${status}`] })).fields.verdict.value).toBe(verdict);
  });

  test('the points of one thing are not the score', () => {
    const read = readReview(page({ body: ['### useMemory.ts', '**Score: 9/10**', '**Score: 45/60**'] }));
    expect(values(read, 'score_points', 'score_max')).toEqual([45, 60]);
  });

  test('a placeholder is no commit', () => {
    const { fields } = readReview(page({ front: ['commit: pending_worker'] }));
    expect(fields.commit).toEqual({
      value: null,
      where: null,
      candidates: [{ value: 'pending_worker', line: 2, text: 'pending_worker' }],
    });
  });

  test('points in two columns, and only of the table that rates the stack', () => {
    const read = readReview(
      page({
        body: [
          '## useMemory.ts - COMPLETE',
          '',
          '| Critère | Score |',
          '|---|---|',
          '| Types | 3/10 |',
          '',
          '## Score',
          '',
          '| Catégorie | Score | Max | Trend |',
          '|---|---|---|---|',
          '| Tests | 10 | 10 | = |',
          '| Motifs | 1.5 | 10 | +0.5 |',
          '| **TOTAL** | **11.5** | **20** | +2.5 |',
        ],
      }),
    );
    expect(read.fields.criteria.value).toEqual([
      { name: 'Tests', points: 10, max: 10, line: 11 },
      { name: 'Motifs', points: 1.5, max: 10, line: 12 },
    ]);
    expect(values(read, 'score_points', 'score_max', 'score_pct')).toEqual([11.5, 20, null]);
    expect(read.contradictions).toEqual([]);
  });
});

const PIECES = [
  ...['---', '---\n', '# Ralph - Cycle 7', '## SCORE', '| Aspect | Score |', '|---|---|', '| a | 5/10 |'],
  ...[
    '| **TOTAL** | **5/10** | **50%** |',
    '```',
    '```bash',
    'score: 50%',
    'status: OK',
    'blockers:',
    '  - x',
  ],
  ...[
    'commit: 3e45128',
    'reviewed_at: 2026-01-20T12:00:00Z',
    '║ Score: 5/10 (50%) ║',
    '199 passed, 1 skipped',
  ],
  ...[
    'Run 1: 229ms',
    '0 %, 1 MiB, 49140 MiB, NVIDIA X',
    '__proto__: x',
    'constructor:',
    '\r',
    '\u2028',
    '\0',
    '|',
  ],
];

/** Any text, and any pile of what reviews are made of. */
const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((lines) => lines.join('\n')),
  fc
    .tuple(fc.constantFrom(revised, generous, recovered), fc.nat(2_000), fc.nat(400))
    .map(([text, at, length]) => text.slice(0, at) + text.slice(at + length)),
);

const numbersIn = (value: unknown): number[] =>
  typeof value === 'number'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(numbersIn)
      : [];

test('whatever the bytes, nothing is thrown, and every value stands at the line it says', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const read = readReview(text);
      const lines = text.replace(/^\uFEFF/, '').split(/\r\n?|\n/);
      for (const [name, field] of Object.entries<Field<unknown>>({ ...read.fields })) {
        if (field.value === null) {
          expect(field.where, name).toBeNull();
          continue;
        }
        expect(field.candidates, name).toEqual([]);
        const said = lines[(field.where ?? 0) - 1];
        expect(said, name).toBeDefined();
        if (['score_pct', 'score_points', 'score_max', 'number'].includes(name))
          for (const each of numbersIn(field.value)) expect(said, name).toContain(String(each));
        if (name === 'commit' || name === 'status')
          expect(fold(said ?? ''), name).toContain(fold(String(field.value)).slice(0, 20));
      }
      for (const { lines: places } of read.contradictions)
        for (const place of places) expect(lines[place - 1]).toBeDefined();
      expect(read.ambiguous).toEqual(
        Object.entries(read.fields).flatMap(([name, { candidates }]) =>
          candidates.length > 0 ? [name] : [],
        ),
      );
      expect(typeof isReview(read)).toBe('boolean');
    }),
    { numRuns: 400 },
  );
});

test('a line without an end is read in bounded time, and a page of one kind of line as well', () => {
  for (const line of ['1'.repeat(100_000), '| 1 '.repeat(100_000), '*'.repeat(100_000), '- '.repeat(200_000)])
    expect(readReview(`---\n${line}\n# Ralph - Cycle 3\n${line}`).fields.number.value).toBe(3);
  for (const line of [
    '| a | 5/10 |',
    '|---|---|',
    '# Ralph - Cycle 3',
    '  - x',
    '```',
    '199 passed',
    'Run 1: 22ms',
    'Score: 5/10 (50%)',
  ])
    expect(readReview(`${line}\n`.repeat(5_000)).unknown).toEqual({});
});

describe('what is not of the review is left out of its score', () => {
  const of = (...lines: readonly string[]) => readReview(['# Ralph - Sprint #31', '', ...lines].join('\n'));

  test.each([
    ['the score of another sprint', ['**SCORE: 41/50 (82%)**', 'Score Sprint #30: 64%']],
    ['a score that is wanted', ['**TRIADE SCORE: 41/50 (82%)**', 'Score: 90% (objectif)']],
  ])('%s', (_, lines) => {
    const { fields, contradictions } = of(...lines);
    expect([fields.score_pct.value, fields.score_points.value, fields.score_max.value]).toEqual([82, 41, 50]);
    expect(contradictions).toEqual([]);
  });

  test('a table of a file under a heading that verifies', () => {
    const table = (...rows: readonly string[]) => ['| Critère | Score |', '|---|---|', ...rows, ''];
    const { fields } = of(
      ...['## Vérification des pages', '### lamp.ts', ...table('| Types | 9/10 |')],
      ...['## Score', ...table('| Tests | 8/10 |', '| Voix | 7/10 |')],
    );
    expect(fields.criteria.value?.map(({ name }) => name)).toEqual(['Tests', 'Voix']);
  });

  test('other marks of a list, and a comment behind a commit', () => {
    const { fields } = readReview('---\ncommit: 551e714 # dirty\nblockers:\n  * voice\n  • lamp\n---\n');
    expect(fields.commit.value).toBe('551e714');
    expect(fields.blockers.value?.map(({ text }) => text)).toEqual(['voice', 'lamp']);
  });

  test('what remains is of now', () => {
    const { fields } = readReview(
      '---\nremaining_issues:\n  - TTS 154ms trop lent\n---\n# Ralph - Sprint #31\n',
    );
    expect(fields.tts_ms.value).toEqual({ min: 154, max: 154 });
  });
});
