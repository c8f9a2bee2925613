/** What a review of the fixture says; every part is left out unless it is given. */
export interface Page {
  readonly front?: readonly string[];
  readonly title?: string;
  readonly body?: readonly string[];
}

/** A review as hands write them: front matter, title, body. */
export const page = ({ front, title, body = [] }: Page): string =>
  [...(front ? ['---', ...front, '---', ''] : []), ...(title ? [`# ${title}`, ''] : []), ...body, ''].join(
    '\n',
  );

/** Rows of points under a heading: "LLM" → "8/10". */
export const scoreTable = (
  heading: string,
  rows: Readonly<Record<string, string>>,
  total?: string,
): string[] => [
  `## ${heading}`,
  '',
  '| Aspect | Score | Note |',
  '|---|---|---|',
  ...Object.entries(rows).map(([name, points]) => `| ${name} | ${points} | so it is |`),
  ...(total === undefined ? [] : [total]),
  '',
];

const FIVE = (points: readonly number[]): Record<string, string> =>
  Object.fromEntries(
    ['QUALITÉ', 'LATENCE', 'STREAMING', 'HUMANITÉ', 'CONNECTIVITÉ'].map((name, index) => [
      name,
      `${points[index]}/10`,
    ]),
  );

/** Front matter 45 %, table and box 37 %. */
export const revised = page({
  front: [
    'reviewed_at: 2026-01-21T00:50:00Z',
    'commit: 718a5d6',
    'status: CRITICAL FAILURE',
    'score: 45%',
    'blockers:',
    '  - TTS 500 ERROR, no sound',
    'warnings:',
    '  - Chat 394ms > 300ms',
  ],
  title: 'Ralph Moderator Review - Cycle 66 RÉVISÉ',
  body: [
    ...scoreTable(
      'SCORE RÉVISÉ',
      { Tests: '10/10', TTS: '0/10', Chat: '7/10', Chemins: '0/10', Voix: '0/10', Code: '5/10' },
      '| **TOTAL** | **22/60 = 37%** | |',
    ).map((line) => line.replace('Aspect', 'Critère')),
    '**Score précédent (90%) : faux.**',
    '```',
    '│  CYCLE 66 RÉVISÉ: CRITICAL FAILURE (37%)   │',
    '```',
  ],
});

/** 31 of 50 called 74 %, in three places. */
export const generous = page({
  front: [
    'reviewed_at: 2026-01-21T10:15:00Z',
    'commit: 41326da',
    'status: WARNING',
    'score: 74%',
    'blockers:',
    '  - GPU 0% utilisation',
  ],
  title: 'Ralph Moderator - Sprint #37 - TRIADE CHECK',
  body: [
    ...scoreTable('SPRINT #37 - TRIADE CHECK', FIVE([8, 6, 4, 7, 6])),
    '**SCORE TRIADE: 31/50 - WARNING (74%)**',
    '',
    '## INSTRUCTIONS - SPRINT #38',
    '',
    '**SCORE: 50/50 (100%)**',
    '',
    '## HISTORIQUE SCORES',
    '',
    '| Sprint | Score |',
    '|---|---|',
    '| #36 | 70% |',
  ],
});

/** Front matter 62 %, body 56 %. */
export const falling = page({
  front: [
    'reviewed_at: 2026-01-21T14:44:00Z',
    'commit: 8abc2a1',
    'status: CRITICAL FAILURE',
    'score: 62%',
    'blockers:',
    '  - GPU 0% utilisation',
    'critical:',
    '  - seven sprints at 0%',
  ],
  title: 'Ralph Moderator - Sprint #44 - TRIADE CHECK',
  body: [
    ...scoreTable('SPRINT #44 - TRIADE CHECK', FIVE([10, 3, 1, 6, 8])),
    '**SCORE TRIADE: 28/50 (56%) ⬇️ vs #43 (64%)**',
    '```',
    '║   → Score TRIADE: 64% → 56%   ║',
    '```',
  ],
});

/** Rows that make 42, a total of 39. */
export const miscounted = page({
  front: [
    'reviewed_at: 2026-01-21T05:17:30Z',
    'commit: a3dfa99',
    'status: RÉCUPÉRATION CONFIRMÉE',
    'score: 78%',
    'remaining_issues:',
    '  - TTS 154ms > 50ms target',
  ],
  title: 'Ralph Moderator - Sprint #46 BIS - TRIADE CHECK FINAL',
  body: [
    ...scoreTable('SPRINT #46 BIS - TRIADE CHECK', FIVE([10, 9, 8, 6, 9])),
    '**SCORE TRIADE: 39/50 (78%) - +14 POINTS vs (64%)**',
  ],
});

/** 45/50 (90 %), and 76 % (38/50), which the front matter says too. */
export const recovered = page({
  front: [
    'reviewed_at: 2026-01-21T09:30:00Z',
    'commit: pending_worker',
    'status: SPRINT #53 - MAJOR RECOVERY',
    'score: 76%',
    'critical_issues:',
    '  - None critical remaining',
  ],
  title: 'Ralph Worker - Sprint #53 - MAJOR RECOVERY',
  body: [
    ...scoreTable('SPRINT #53 - TRIADE CHECK', FIVE([10, 9, 9, 8, 9])),
    '**SCORE TRIADE: 45/50 (90%)**',
    '```',
    '║  Score: 76% (38/50) - as before   ║',
    '```',
  ],
});

/** Front matter 38 %, body 44 % twice. */
export const pitiless = page({
  front: [
    'reviewed_at: 2026-01-21T09:48:00Z',
    'commit: 232a520',
    'status: 🟠 SPRINT #70 - LATENCE INSTABLE - WEBSOCKET CASSÉ',
    'score: 38%',
    'critical_issues:',
    '  - WEBSOCKET: TOUJOURS CASSÉ',
  ],
  title: 'Ralph Moderator - Sprint #70 - SANS PITIÉ',
  body: [
    ...scoreTable('SPRINT #70 - TRIADE CHECK', FIVE([6, 5, 1, 5, 5])),
    '**SCORE TRIADE: 22/50 (44%)**',
    '```',
    '║  SCORE: 22/50 (44%)   ║',
    '```',
  ],
});
