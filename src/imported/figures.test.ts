import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Field } from '../domain/imported.ts';
import { documentOf } from './document.ts';
import { figuresOf } from './figures.ts';

const values = (text: string): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries<Field<unknown>>({ ...figuresOf(documentOf(text)) }).map(([name, { value }]) => [
      name,
      value,
    ]),
  );

const span = (min: number, max: number = min): { min: number; max: number } => ({ min, max });

const SILENT = {
  tests_passed: null,
  tests_failed: null,
  tests_skipped: null,
  llm_ms: null,
  tts_ms: null,
  e2e_ms: null,
  gpu_util_pct: null,
  gpu_mem_used_mib: null,
  gpu_mem_total_mib: null,
  gpu_name: null,
  build_ok: null,
  routes: null,
  websocket_ok: null,
};

const CYCLE = `---
reviewed_at: 2026-01-20T13:42:00Z
status: ATTENTION - CARTE AU REPOS
blockers:
  - RTX 4090 a 0% (au repos)
progress:
  - Tests: 199 passed, 1 skipped (4.42s)
  - Frontend build: OK
  - LLM latency: 24-207ms (très bon)
  - TTS latency: 105ms (très bon)
  - GPU: 1362 MiB / 49140 MiB (2.7% VRAM)
  - WebSocket: FONCTIONNEL
---

# Review - Cycle 59

### 1. LLM latence ✅
\`\`\`
Test #1: 742ms total HTTP (réseau compris)
Test #2: 24ms latency_ms interne
Test #3: 207ms latency_ms
\`\`\`
Le modèle répond en 24-207ms, largement sous les 500ms.

### 2. GPU ⚠️
\`\`\`
utilization.gpu [%], memory.used [MiB], memory.total [MiB], name
0 %, 1362 MiB, 49140 MiB, NVIDIA GeForce RTX 4090
\`\`\`
**vs Cycle 58:** recul de 1982 MiB → 1362 MiB (-31%)

### 3. WebSocket ✅ FONCTIONNEL
### 4. Frontend Build ✅ PASS
\`\`\`
29 routes générées
\`\`\`
### 5. Pytest ✅ PASS
\`\`\`
================= 199 passed, 1 skipped, 20 warnings in 4.42s ==================
\`\`\`
### 6. End-to-End ⚠️
\`\`\`
Latency: 207ms
\`\`\`

## RÉSUMÉ
| Composant | Valeur | Objectif | Status |
|---|---|---|---|
| LLM latency | **24-207ms** | < 500ms | ✅ |
| GPU Memory | **1362 MiB** | > 1982 MiB | ⚠️ |
| GPU utilization | **0%** | > 0% | ❌ |
| Tests | **199/200** | 100% | ✅ PASS |
| E2E chat | **207ms** | < 500ms | ✅ PASS |

## SOLUTIONS
\`\`\`
~5GB VRAM, TTS < 100ms, LLM 90ms
\`\`\`

## SCORE
| Critère | Score | Commentaire |
|---|---|---|
| Tests | 10/10 | 199 passed |
| GPU | 3/10 | **0% compute, 2.7% VRAM** |
| WebSocket | 10/10 | flux fonctionnel |

## COMPARAISON CYCLE 58 → 59
| Métrique | Cycle 58 | Cycle 59 | Delta |
|---|---|---|---|
| GPU Compute | 0-1% | 0% | = |
| LLM Latency | 326ms | 24-207ms | **-36% à -92%** |
| TTS Latency | 185-255ms | 105ms | **-55%** |
`;

const SPRINT = `---
score: 62%
critical_issues:
  - Latence E2E 225ms > 200ms target (204+235+225+236)/4
  - TTS 169-206ms > 50ms target
  - WebSocket TIMEOUT
---

# Moderator - Sprint #44 - CHECK

| Aspect | Score | Détails |
|---|---|---|
| QUALITÉ | 10/10 | 201/201 tests PASS, build OK |
| LATENCE | 3/10 | **225ms moyenne** - TARGET <200ms |
| HUMANITÉ | 6/10 | TTS 169-206ms (TARGET <50ms) |

### TEST E2E LATENCE
\`\`\`
║  Run 1 (COLD): 1611ms  ❌ 8x target          ║
║  Run 2: 204ms  ❌ > 200ms (+2%)              ║
║  Run 3: 236ms  ❌ > 200ms (+18%)             ║
║  MOYENNE (runs 2-3): 220ms ❌ TARGET <200ms  ║
\`\`\`

### TTS
\`\`\`
║  Run 1: 206ms  ❌ > 50ms (+312%!)            ║
║  Run 2: 169ms  ❌ > 50ms (+238%!)            ║
║  TOTAL: LLM (225ms) + TTS (181ms) = 406ms    ║
\`\`\`

### GPU
\`\`\`
║  GPU: NVIDIA GeForce RTX 4090                ║
║  Utilization: 0%  ❌                         ║
║  Memory Used: 10266 MiB / 24564 MiB (42%)    ║
║  ├── 14298 MiB DISPONIBLES                   ║
\`\`\`

### TESTS UNITAIRES
\`\`\`
201 passed, 2 skipped, 5 warnings in 17.36s ✅
\`\`\`
### BUILD
\`\`\`
Build: SUCCESS ✅
Routes: /, /voice, /api/*
\`\`\`

## INSTRUCTIONS - SPRINT #45
\`\`\`
├── LLM local: ~50-80ms
└── TTS: 90ms
GPU: 80%
\`\`\`

## HISTORIQUE
| Sprint | Latence | GPU | WebSocket | TTS |
|---|---|---|---|---|
| #43 | 262ms | 12% | OK | 200ms |
| **#44** | **225ms** | **0%** | **TIMEOUT** | **181ms** |
`;

describe('a whole review', () => {
  it('of a cycle', () => {
    expect(values(CYCLE)).toEqual({
      tests_passed: 199,
      tests_failed: 0,
      tests_skipped: 1,
      llm_ms: span(24, 207),
      tts_ms: span(105),
      e2e_ms: span(207),
      gpu_util_pct: 0,
      gpu_mem_used_mib: 1362,
      gpu_mem_total_mib: 49140,
      gpu_name: 'NVIDIA GeForce RTX 4090',
      build_ok: true,
      routes: 29,
      websocket_ok: true,
    });
  });

  it('of a sprint', () => {
    expect(values(SPRINT)).toEqual({
      tests_passed: 201,
      tests_failed: 0,
      tests_skipped: 2,
      llm_ms: span(225),
      tts_ms: span(169, 206),
      e2e_ms: span(204, 1611),
      gpu_util_pct: 0,
      gpu_mem_used_mib: 10266,
      gpu_mem_total_mib: 24564,
      gpu_name: 'NVIDIA GeForce RTX 4090',
      build_ok: true,
      routes: null,
      websocket_ok: false,
    });
  });

  it('without accents says the same', () => {
    expect(values(CYCLE.normalize('NFD').replace(/\p{M}/gu, ''))).toEqual(values(CYCLE));
  });

  it('that measures nothing says nothing', () => {
    expect(values('# Review - Cycle 3\n\nThe avatar blinks every 3 to 5 s.')).toEqual(SILENT);
  });
});

const PIECES = [
  'LLM',
  'TTS',
  'E2E',
  'GPU',
  'VRAM',
  'Tests',
  'Build',
  'WebSocket',
  'Run 1:',
  'OK',
  'TIMEOUT',
  '|',
  '->',
  '(',
  ')',
  ':',
];
const FIGURES = [
  '12ms',
  '16-393ms',
  '0.5s',
  '7,500ms',
  '42%',
  '806 MiB',
  '806/49140 MiB',
  '199 passed',
  '199/200',
  '29 routes',
];
const piece = fc.constantFrom(
  ...PIECES,
  ...FIGURES,
  '## Next',
  '### TTS',
  '```',
  '- ',
  '\n',
  '\n',
  '<',
  '~',
  'was',
);
const written = fc
  .array(piece, { maxLength: 80 })
  .map((pieces) => `# Cycle 5\n${pieces.join(' ').replace(/ ?\n ?/g, '\n')}`);

describe('any text', () => {
  it('is read, and each field is silent, settled on a line of it, or a list of candidates', () => {
    fc.assert(
      fc.property(fc.oneof(written, fc.string({ unit: 'binary', maxLength: 2_000 })), (text) => {
        const lines = text.split(/\r\n?|\n/);
        for (const { value, where, candidates } of Object.values<Field<unknown>>({
          ...figuresOf(documentOf(text)),
        })) {
          expect(value === null).toBe(where === null);
          if (value !== null) expect(candidates).toEqual([]);
          for (const { line, text: said } of candidates)
            expect(lines[line - 1]?.replaceAll('\\|', '|')).toContain(said.split('  ')[0]);
          if (where !== null) expect(lines[where - 1]).toBeDefined();
        }
      }),
    );
  });

  it('that states a figure has it on the line it names', () => {
    fc.assert(
      fc.property(written, (text) => {
        const lines = text.split('\n');
        const { llm_ms, routes, tests_passed } = figuresOf(documentOf(text));
        if (llm_ms.where !== null) expect(lines[llm_ms.where - 1]).toMatch(/\d ?m?s/);
        if (routes.where !== null) expect(lines[routes.where - 1]).toContain(`${routes.value}`);
        if (tests_passed.where !== null)
          expect(lines[tests_passed.where - 1]).toContain(`${tests_passed.value}`);
      }),
    );
  });

  it.each([
    ['figures', 'llm 12ms, '],
    ['bare figures', '1, '],
    ['pairs', '1/2 '],
    ['brackets', '('],
    ['equals signs', '= '],
    ['cycles', 'cycle 3 '],
    ['arrows', '12ms → '],
    ['shares', 'de 3% a '],
    ['names of cards', 'nvidia geforce '],
    ['outcomes', '12 passed '],
    ['states', '✅ websocket ❌ '],
  ])('with long lines of %s is read whole', (_, unit) => {
    const line = unit.repeat(Math.ceil(2_000 / unit.length));
    const fields = figuresOf(documentOf(`# Cycle 5\n## llm tts gpu\n${`${line}\n`.repeat(100)}`));
    for (const { candidates } of Object.values<Field<unknown>>({ ...fields }))
      expect(candidates.length).toBeLessThanOrEqual(50);
  });
});

describe('a review without a title', () => {
  it('has no column of its own in a comparison', () => {
    const table = '| Metric | Cycle 47 | Cycle 48 |\n|---|---|---|\n| Tests | 199 passed | none |\n';
    expect(values(`## RÉGRESSION vs CYCLE 47\n${table}`)).toEqual(SILENT);
    expect(values(`# Cycle 47\n## RÉGRESSION vs CYCLE 46\n${table}`)).toMatchObject({ tests_passed: 199 });
  });
});
