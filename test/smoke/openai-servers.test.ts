import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { modes, startOpenai } from '../../fixtures/stacks/openai-modes.js';
import { ralph } from './ralph.ts';

interface Told {
  readonly id: string;
  readonly title: string;
}

interface Run {
  readonly samples?: string;
  readonly timeout?: string;
}

/** These keep a client waiting for ever; the others are given all the time that a busy machine may need. */
const ENDLESS = new Set(['list-of-nothing-loaded', 'never-ends']);
const runOf = (mode: string): Run => (ENDLESS.has(mode) ? { timeout: '2s' } : {});

/** What `ralph review` prints; many run side by side, so each clears up behind itself. */
async function printed(mode: string, { samples = '1', timeout = '30s' }: Run) {
  const server = await startOpenai(mode);
  const cwd = await mkdtemp(join(tmpdir(), 'ralph-openai-'));
  try {
    const config = [
      `target: { url: ${server.url}, dialect: openai, requires: [llm] }`,
      `samples: { warmup: 0, timeout: ${timeout}, rate_limit_budget: 0s }`,
    ];
    await writeFile(join(cwd, 'ralph.config.yaml'), config.join('\n'));
    const only = ['--only', 'backend,llm,llm_stream', '-n', samples];
    return await ralph(['review', '-q', '--json', ...only], { cwd });
  } finally {
    await rm(cwd, { recursive: true, force: true });
    await server.close();
  }
}

/** What a review through the real command line says of a server in this mode. */
async function review(mode: string, run: Run = {}) {
  const { code, stdout, stderr } = await printed(mode, run);
  const { verdict, blockers, warnings, metrics } = JSON.parse(stdout);
  // What else this machine does is said too, and how quickly a fixture answers is nobody's business here.
  const own = (findings: readonly Told[]) =>
    findings.filter(({ id }) => !['noisy-machine', 'instrument-late'].includes(id));
  const metric = (id: string): number | undefined =>
    metrics.find((each: { readonly id: string }) => each.id === id)?.value;
  return { code, stderr, verdict, blockers: own(blockers), warnings: own(warnings), metric };
}

const ids = (findings: readonly Told[]) => findings.map(({ id }) => id);
/** What is true of a mode beside what blocks. */
const BESIDE: Readonly<Record<string, readonly string[]>> = { 'error-in-a-200': ['proxy-swallows-status'] };
const tried = new Set<string>();

function noted<Case extends readonly [string, ...unknown[]]>(cases: readonly Case[]): readonly Case[] {
  for (const [mode] of cases) tried.add(mode);
  return cases;
}

describe.concurrent('servers in the manner of OpenAI', () => {
  it.each(
    noted([
      ...([['healthy'], ['crlf'], ['byte-by-byte'], ['cut-anywhere'], ['without-done']] as const),
      ...([['without-reason'], ['keep-alives'], ['thinks-in-a-field'], ['thinks-in-tags']] as const),
      ...([['thinks-from-the-prompt'], ['calls-a-tool-too'], ['long-line'], ['gzip'], ['no-list']] as const),
      ...([['newer-names']] as const),
    ]),
  )('%s: read for what it is', async (mode) => {
    const { code, stderr, blockers, warnings, metric } = await review(mode, runOf(mode));
    expect({ code, stderr, found: ids([...blockers, ...warnings]) }).toEqual({
      code: 0,
      stderr: '',
      found: [],
    });
    expect([metric('llm.success_pct'), metric('llm_stream.success_pct')]).toEqual([100, 100]);
    const [ttft = 0, ttfo = 0, e2el = 0] = ['ttft_ms', 'ttfo_ms', 'e2el_ms'].map((id) =>
      metric(`llm_stream.${id}`),
    );
    expect(ttft).toBeGreaterThan(0);
    expect(ttfo).toBeGreaterThanOrEqual(ttft);
    expect(e2el).toBeGreaterThan(ttfo);
  });

  it.each(
    noted([
      ['loading', 'model-loading', 'chat not ready'],
      ['loading-list', 'model-loading', 'health and chat not ready'],
      ['loading-in-a-200', 'model-loading', 'chat not ready'],
      ['loading-ollama', 'model-loading', 'chat not ready'],
      ['loading-in-the-stream', 'model-loading', 'chat not ready'],
      ['busy', 'service-busy', 'chat refused'],
      ['busy-429', 'service-busy', 'chat refused'],
      ['context', 'context-too-small', 'chat refused'],
      ['no-model', 'model-missing', 'chat refused'],
      ['refuses-fields', 'model-missing', 'chat refused'],
      ['only-thinks', 'only-reasoning', '4/4 answers are thoughts'],
      ['only-thinks-in-tags', 'only-reasoning', '4/4 answers are thoughts'],
      ['calls-a-tool', 'tool-instead-of-words', '4/4 answers call a tool'],
      ['says-nothing', 'llm-silent', 'HTTP 200 with an empty answer'],
      ['error-in-a-200', 'llm-silent', 'HTTP 200: CUDA out of memory'],
      ['list-of-nothing-loaded', 'llm-silent', 'no whole answer within 2000 ms'],
    ] as const),
  )('%s: one blocker, %s', async (mode, id, words) => {
    const { code, stderr, verdict, blockers, warnings, metric } = await review(mode, runOf(mode));
    expect({ code, stderr, verdict, found: ids([...blockers, ...warnings]) }).toEqual({
      ...{ code: 1, stderr: '', verdict: 'blocked', found: [id, ...(BESIDE[mode] ?? [])] },
    });
    expect(blockers[0]?.title).toContain(words);
    expect([metric('llm.e2el_ms'), metric('llm_stream.ttft_ms')]).toEqual([undefined, undefined]);
  });

  it.each(
    noted([
      ['cut-by-length', 'answer-cut', '4/4 answers are cut off'],
      ['error-in-the-stream', 'stream-broken', 'HTTP 200: CUDA out of memory'],
      ['error-event', 'stream-broken', 'HTTP 200: gone'],
      ['breaks-off', 'stream-broken', 'server-sent events that break off before their end'],
      ['garbled', 'stream-broken', 'server-sent events whose data do not parse'],
      ['un-streamed', 'stream-broken', 'application/json instead of server-sent events'],
      ['no-gzip', 'stream-broken', 'a body that is not the gzip it says it is'],
      ['gzip-cut', 'stream-broken', 'a body that is not the gzip it says it is'],
      ['never-ends', 'stream-broken', 'bytes had come'],
      ['resets', 'stream-broken', 'no answer (reset)'],
      ['page', 'stream-broken', 'an HTML page instead of server-sent events'],
    ] as const),
  )('%s: a warning, %s', async (mode, id, words) => {
    const { code, stderr, blockers, warnings, metric } = await review(mode, runOf(mode));
    expect({ code, stderr, found: ids([...blockers, ...warnings]) }).toEqual({
      ...{ code: 0, stderr: '', found: [id] },
    });
    expect(warnings[0]?.title).toContain(words);
    if (id === 'stream-broken') expect(metric('llm_stream.ttft_ms')).toBeUndefined();
  });

  it.each(noted([['buffered']] as const))('%s: a stream in name only', async (mode) => {
    const { code, stderr, warnings } = await review(mode, { samples: '2' });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(ids(warnings)).toContain('fake-streaming');
  });
});

it('each mode of the fixture is tried', () => {
  expect(Object.keys(modes).filter((mode) => !tried.has(mode))).toEqual([]);
});
