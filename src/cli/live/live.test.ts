import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emulator } from './emulator.fixture.ts';
import { liveRun } from './live.ts';
import { anyEvents, hostileText, plan, probes, run, sampled, took } from './run.fixture.ts';

const { health, llm, tts } = probes;

/** A run shown on a terminal, on a clock that the test sets. */
function shownOn(columns: number, rows: number, clean = (text: string): string => text) {
  const terminal = emulator(columns, rows);
  const size = { columns, rows };
  let nowMs = 0;
  let look = (): void => {};
  let resized = (): void => {};
  let written: Promise<void> = Promise.resolve();
  const stopped: string[] = [];
  const live = liveRun(run, {
    ...{ lang: 'en', color: false, clean },
    screen: {
      write: (text) => {
        written = terminal.write(text);
      },
      size: () => size,
      onResize: (listener) => {
        resized = listener;
        return () => stopped.push('listening');
      },
    },
    clock: {
      nowMs: () => nowMs,
      every: (_ms, tick) => {
        look = tick;
        return () => stopped.push('ticking');
      },
    },
  });
  return {
    ...{ live, terminal, stopped },
    /** So much time goes by, and the view is looked at. */
    pass: (ms: number): void => {
      nowMs += ms;
      look();
    },
    resize: (wide: number, high: number): void => {
      Object.assign(size, { columns: wide, rows: high });
      terminal.resize(wide, high);
      resized();
    },
    text: async (): Promise<string[]> => {
      await written;
      return terminal.text();
    },
  };
}

describe('a run in a terminal', () => {
  it('leaves what is over where it stands, draws what goes on below, and takes that away at the end', async () => {
    const { live, pass, text, terminal, stopped } = shownOn(60, 12);
    live.on({ kind: 'started', probe: health });
    live.on(took(health, 12));
    live.on({ kind: 'started', probe: llm });
    live.say('  plan: 44 requests');
    live.on(sampled(llm, 250, 'cold'));
    live.on(sampled(llm, 200));
    pass(1_000);
    expect(await text()).toEqual([
      '  ✓ Backend health  0.01 s',
      '  plan: 44 requests',
      '  ▸ LLM latency     1 s',
      '    1 warm · █ · 200 ms · median 200 ms',
      '  ○ TTS endpoint',
      '  ○ GPU under load',
      '  ○ Test suite',
      '  ○ After a pause',
      '  ━━────────────  1 of 6 · 1 s',
    ]);
    expect(terminal.cursor()).toEqual({ row: 9, column: 0 });
    live.on({ kind: 'note', line: 'rate limited: waiting 48 s' });
    live.on(took(llm, 2_000));
    live.end();
    expect(await text()).toEqual([
      '  ✓ Backend health  0.01 s',
      '  plan: 44 requests',
      '    rate limited: waiting 48 s',
      '  ✓ LLM latency     2 s',
    ]);
    expect(terminal.cursor()).toEqual({ row: 4, column: 0 });
    expect(stopped).toEqual(['ticking', 'listening']);
  });

  it('writes once a change, nothing where nothing changed, and only the seconds where only time passed', async () => {
    const { live, pass, terminal, text } = shownOn(60, 12);
    live.on({ kind: 'started', probe: health });
    const { writes } = terminal;
    expect(writes).toHaveLength(1);
    live.on(took(health, 12));
    live.on({ kind: 'started', probe: llm });
    expect(writes).toHaveLength(2);
    pass(200);
    pass(200);
    expect(writes).toHaveLength(2);
    for (let sample = 0; sample < 50; sample++) live.on(sampled(llm, 3));
    expect(writes).toHaveLength(2);
    pass(200);
    expect(writes).toHaveLength(3);
    pass(1_000);
    expect(writes[3]).not.toContain('○');
    expect(writes[3]?.split('\r\n').filter((row) => /[a-z]{2}/.test(row))).toHaveLength(2);
    expect((await text()).join('\n')).toContain('50 warm');
  });

  it('writes nothing that clears a screen, and hides the cursor in no frame for longer than it', () => {
    const { live, pass, terminal } = shownOn(60, 12);
    live.on({ kind: 'planned', plan });
    live.on({ kind: 'started', probe: llm });
    pass(5_000);
    live.end();
    expect(terminal.writes.length).toBeGreaterThan(2);
    for (const frame of terminal.writes) {
      for (const clear of ['[2J', '[1J', '[3J', '[H', '[?1049h', '\u001bc'])
        expect(frame).not.toContain(clear);
      expect(frame.endsWith('\u001b[?25h\u001b[?2026l')).toBe(true);
      expect(frame.split('\u001b[?25l')).toHaveLength(2);
    }
  });

  it('masks a secret before it is cut, so that no half of it stands there', async () => {
    const secret = 'sk-0123456789abcdef';
    const { live, text } = shownOn(24, 12, (said) => said.replaceAll(secret, '[secret]'));
    live.on({ kind: 'note', line: `refused the key ${secret} of this stack` });
    live.on({ kind: 'finished', probe: llm, observation: { kind: 'errored', message: `no ${secret}` } });
    live.end();
    expect((await text()).join(' ')).not.toMatch(/0123|cdef/);
    expect((await text()).join(' ')).toContain('[secret]');
  });

  it('is drawn anew where the size of the terminal changes, and leaves no rest', async () => {
    const { live, pass, resize, text } = shownOn(100, 30);
    live.on(took(health, 12));
    live.on({ kind: 'planned', plan });
    live.on({ kind: 'started', probe: tts });
    live.on(sampled(tts, 200, 'cold'));
    for (const wallMs of [200, 210, 240]) live.on(sampled(tts, wallMs));
    pass(1_000);
    for (const [columns, rows] of [
      [30, 30],
      [70, 12],
      [28, 14],
      [160, 40],
    ] as const) {
      await text();
      resize(columns, rows);
      const said = await text();
      expect(said[0]).toBe('  ✓ Backend health  0.01 s');
      expect(said.filter((line) => line.includes('TTS endpoint'))).toHaveLength(1);
      expect(said.filter((line) => line.includes('1 of 6'))).toHaveLength(1);
    }
    live.end();
    expect(await text()).toEqual(['  ✓ Backend health  0.01 s']);
  });

  it('keeps all that is over and nothing else, whatever comes and however the terminal is', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyEvents,
        fc.array(hostileText, { maxLength: 3 }),
        fc.integer({ min: 2, max: 120 }),
        fc.integer({ min: 1, max: 30 }),
        async (events, said, columns, rows) => {
          const { live, pass, text, terminal } = shownOn(columns, rows);
          live.say('begins');
          for (const [event, waitMs] of events) {
            live.on(event);
            pass(waitMs);
          }
          for (const each of said) live.say(each);
          live.say('ends');
          live.end();
          const lines = await text();
          expect(lines.join('').startsWith('begins')).toBe(true);
          expect(lines.join('').endsWith('ends')).toBe(true);
          expect(lines.join('\n')).not.toMatch(/ of 6|○|▸/);
          expect(terminal.cursor().column).toBe(0);
        },
      ),
      { numRuns: 200 },
    );
  });
});
