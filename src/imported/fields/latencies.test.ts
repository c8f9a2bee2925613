import { describe, expect, it } from 'vitest';
import { fence, figuresIn } from './review.fixture.ts';

const span = (min: number, max: number = min): { min: number; max: number } => ({ min, max });

describe('one figure', () => {
  it.each([
    ['a line', ['- LLM latency: 238ms (PASS)']],
    [
      'seconds and milliseconds that say the same',
      ['### LLM', fence('0.238319s (238ms)'), '**238ms** - fine'],
    ],
    ['the name of its unit', ['### Language: LLM', fence('{ "latency_ms": 238, "model": null }')]],
    ['a cell', ['| Part | Value | Target |', '|---|---|---|', '| LLM latency | **238ms** | < 500ms |']],
    ['a column', ['| Check | LLM |', '|---|---|', '| short | 238ms |']],
    ['its heading', ['### LLM: 238ms ✅']],
    ['the words behind it', ['Nobody waits for 238ms of LLM latency.']],
    ['its section', ['## 2. LLM', 'It replies in 238ms.']],
    ['a rounded figure beside it', ['- LLM: 238ms', '- the LLM takes ~240ms']],
    [
      'what was before',
      ['- LLM: 238ms (was 2100ms)', '- LLM 238ms vs 326ms cycle 19', '- LLM: 326ms → 238ms'],
    ],
    [
      'a target',
      ['- LLM 238ms > 200ms target', '- LLM: 238ms (objectif 200ms)', '- LLM: 238ms, sous le seuil de 500ms'],
    ],
    ['a change', ['- LLM: 238ms (+48%), -30ms']],
    ['a whole turn around it', ['### LLM', fence('Test 1: 276ms total (238ms LLM)')]],
  ])('is settled by %s', (_, lines) => {
    expect(figuresIn(...lines).llm_ms.value).toEqual(span(238));
  });

  it('says on which line it stands', () => {
    expect(figuresIn('- Backend: OK', '- TTS: 105ms')).toMatchObject({
      tts_ms: { where: 4, candidates: [] },
    });
  });

  it.each([
    ['a bound', ['- LLM < 500ms']],
    ['a mean', ['- LLM: 230ms avg', '- LLM moyenne: 230ms', '- LLM p95: 400ms']],
    ['the first token', ['- LLM TTFT: 72ms']],
    ['another model server', ['- vLLM: 40ms']],
    ['several stages at once', ['- STT → LLM → TTS: 1.2s', '- LLM + TTS: 400ms']],
    ['a figure that is called a mean elsewhere', ['- LLM 230ms > 200ms', '- LLM moyenne: 230ms']],
    ['what stands under cold requests', ['### LLM cold start', '**Value:** 911ms']],
    ['warm requests alone', ['- LLM warm: 150ms']],
    [
      'the column of the cycle before',
      ['| Metric | Cycle 19 | Delta |', '|---|---|---|', '| LLM | 326ms | = |'],
    ],
    ['a plan', ['## Optimisations', '- LLM: 100ms']],
    ['another cycle', ['- Cycle 19: LLM 326ms']],
    ['something to be done', ['- [ ] LLM 100ms']],
    ['source code', ['### LLM', '```python\n# LLM: 200ms\n```']],
    ['the round trip', ['### LLM', fence('742ms total HTTP')]],
  ])('is not settled by %s', (_, lines) => {
    expect(figuresIn(...lines).llm_ms.value).toBeNull();
  });

  it('lists two figures that differ, each with its line', () => {
    expect(figuresIn('- LLM: 238ms', '- LLM: 469ms').llm_ms).toEqual({
      value: null,
      where: null,
      candidates: [
        { value: span(238), line: 3, text: '- LLM: 238ms' },
        { value: span(469), line: 4, text: '- LLM: 469ms' },
      ],
    });
  });

  it('prefers what names the latency to what only stands under its heading', () => {
    const lines = [
      '### LLM',
      fence('E2E TOTAL TIME: 479ms', 'LLM latency_ms: 469ms'),
      '### E2E',
      fence('{"latency_ms": 469}'),
    ];
    expect(figuresIn(...lines)).toMatchObject({ llm_ms: { value: span(469) }, e2e_ms: { value: span(479) } });
  });

  it('does not take a sum for a stage', () => {
    expect(figuresIn('TOTAL: LLM (225ms) + TTS (181ms) = 406ms')).toMatchObject({
      llm_ms: { value: span(225) },
      tts_ms: { value: span(181) },
      e2e_ms: { value: null },
    });
  });
});

describe('runs', () => {
  const runs = [
    '### TTS',
    fence('Run 1: 206ms ❌ > 50ms (+312%!)', 'Run 2: 170ms', 'Run 3: 169ms', 'AVERAGE: 181ms'),
  ];

  it('settle the lowest and the highest', () => {
    expect(figuresIn(...runs).tts_ms.value).toEqual(span(169, 206));
  });

  it('count the cold one too', () => {
    const lines = [
      '### E2E (5 runs)',
      fence('Run 1 (COLD): 1611ms', 'Run 2: 204ms', 'Run 3: 236ms', 'MEAN (runs 2-3): 220ms'),
    ];
    expect(figuresIn(...lines, '- E2E 220ms > 200ms').e2e_ms.value).toEqual(span(204, 1611));
  });

  it('may stand in one line or in a table', () => {
    const table = [
      '### E2E',
      '| Run | Time |',
      '|---|---|',
      '| 1 | 229ms |',
      '| 2 | 180ms |',
      '| Mean | 205ms |',
    ];
    expect(figuresIn('E2E: Run 1: 229ms, Run 2: 180ms').e2e_ms.value).toEqual(span(180, 229));
    expect(figuresIn('E2E: 229ms / 200ms / 180ms').e2e_ms.value).toEqual(span(180, 229));
    expect(figuresIn(...table).e2e_ms.value).toEqual(span(180, 229));
  });

  it('outrank a range in words that leaves one of them out', () => {
    const lines = [
      '- TTS: 200 OK, 135-165ms',
      '### TTS',
      fence('Run 1: 135ms', 'Run 2: 166ms', 'Run 3: 162ms'),
    ];
    expect(figuresIn(...lines).tts_ms.value).toEqual(span(135, 166));
  });

  it('yield to a wider range whose ends are both measured', () => {
    const lines = [
      '- LLM: 16-393ms',
      '### LLM',
      fence('Test 1: 276ms', 'Test 2: 393ms', 'Test 3: 171ms'),
      '**16ms** when cached',
    ];
    expect(figuresIn(...lines).llm_ms.value).toEqual(span(16, 393));
    expect(figuresIn(...lines.slice(0, -1)).llm_ms.value).toBeNull();
  });

  it('with two figures each settle only what is said again', () => {
    const both = ['### E2E', fence('Run 1: API=185ms HTTP=205ms', 'Run 2: API=165ms HTTP=184ms')];
    expect(figuresIn(...both).e2e_ms.value).toBeNull();
    expect(figuresIn('- E2E: 169-185ms', ...both).e2e_ms.value).toBeNull();
    expect(figuresIn('- E2E: 165-185ms', ...both).e2e_ms.value).toEqual(span(165, 185));
  });

  it('of something else are left alone', () => {
    expect(figuresIn('### Cache found', fence('Run 1: 16ms', 'Run 2: 10ms')).e2e_ms.value).toBeNull();
  });
});

describe('ranges', () => {
  it('that differ settle nothing', () => {
    const { e2e_ms } = figuresIn(
      '- E2E: 171-393ms',
      '- E2E: 171-314ms',
      '### E2E total',
      fence('LATENCE TOTALE: 272-314ms'),
    );
    expect(e2e_ms.value).toBeNull();
    expect(e2e_ms.candidates.map(({ line }) => line)).toEqual([3, 4, 7]);
  });

  it.each([
    ['a figure within', ['- TTS: 185-255ms', '- TTS: 212ms'], span(185, 255)],
    ['a figure outside', ['- TTS: 185-255ms', '- TTS: 301ms'], null],
    [
      'its two ends',
      ['| P | Value |', '|---|---|', '| TTS latency min | 190ms |', '| TTS latency max | 2100ms |'],
      span(190, 2100),
    ],
    ['a mean before its ends', ['- TTS: 230ms avg (min 186ms, max 250ms)'], span(186, 250)],
    ['cold and warm', ['- TTS latency cold: 911ms (FAIL), warm: 151-211ms (OK)'], span(151, 911)],
  ])('beside %s', (_, lines, expected) => {
    expect(figuresIn(...lines).tts_ms.value).toEqual(expected);
  });
});

describe('a figure behind "latency:"', () => {
  it.each([
    ['with thousands', '8,250-41,000ms', span(8250, 41_000)],
    ['with a decimal comma', '0,25s', span(250)],
    ['with its unit apart', '1.5 s', span(1500)],
    ['as a range', '24 - 310ms', span(24, 310)],
    ['as a count of runs', '2/6 sous 300ms', null],
    ['as a number of runs', '6 runs OK', null],
    ['without any unit', '420 ✅', span(420)],
  ])('is read %s', (_, figure, expected) => {
    expect(figuresIn(`- LLM latency: ${figure}`).llm_ms.value).toEqual(expected);
  });
});

describe('what is not found out but worked out', () => {
  it.each([
    'Si on change de voix : TTS 45ms',
    'With a local model it would be quick: TTS 45ms',
    'Une autre voix aurait 45ms (TTS)',
    '- Estimation: TTS ~45ms',
    '- Gain TTS: 45ms',
    '- TTS: ~45ms on another voice (expected)',
    '- TTS: 45ms prévus',
    '- TTS: de 45 à 90ms',
    '- TTS passe de 90ms à 45ms',
  ])('settles nothing: %s', (line) => {
    expect(figuresIn(line).tts_ms.value).toBeNull();
  });

  it.each(['- TTS: 45ms, gain de 20ms', '- Si le cache dort, tant pis. TTS: 45ms'])(
    'settles what stands before it, or in the next sentence: %s',
    (line) => {
      expect(figuresIn(line).tts_ms.value).toEqual(span(45));
    },
  );
});

it('takes whole milliseconds where seconds beside them say the same', () => {
  expect(figuresIn('### TTS', fence('0.214604s (215ms)')).tts_ms.value).toEqual(span(215));
  expect(figuresIn('- TTS: 0.5s (487ms)').tts_ms.value).toEqual(span(487));
});
