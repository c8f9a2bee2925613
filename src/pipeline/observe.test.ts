import { describe, expect, it } from 'vitest';
import type { ProbeOutcome } from '../domain/observation.ts';
import {
  defineAttendingProbe,
  defineProbe,
  type LoadWindow,
  type Probe,
  type ProbeContext,
} from '../domain/probe.ts';
import { scripted, unpaced } from '../suites/scripted-host.ts';
import { type ObserveEvent, observe } from './observe.ts';

const title = { en: 't', fr: 't' };
const nothing: ProbeOutcome<unknown> = { readings: 'seen', raw: [] };

/** A run in which every step of every probe is written down, on a clock that ticks once a look. */
function stage() {
  const log: string[] = [];
  const contexts: Record<string, ProbeContext> = {};
  const windows: LoadWindow[][] = [];
  const stop = new AbortController();
  let nowMs = 0;

  const phased = (
    id: string,
    phase: 'before' | 'load' | 'after',
    outcome: () => ProbeOutcome<unknown> | Promise<ProbeOutcome<unknown>> = () => nothing,
  ): Probe =>
    defineProbe<unknown>()({
      id,
      title,
      phase,
      metrics: {},
      observe: async (context) => {
        log.push(id);
        contexts[id] = context;
        return outcome();
      },
    });

  const watching = (id: string, arm: () => void = () => {}, end: () => void = () => {}): Probe =>
    defineAttendingProbe<unknown>()({
      id,
      title,
      phase: 'throughout',
      metrics: {},
      attend: async (context) => {
        log.push(`${id} armed`);
        contexts[id] = context;
        arm();
        return async (seen) => {
          log.push(`${id} ended`);
          windows.push([...seen]);
          end();
          return nothing;
        };
      },
    });

  async function run(probes: readonly Probe[], away: () => void | Promise<void> = () => {}) {
    const { context } = scripted({});
    const events: ObserveEvent[] = [];
    const clock = { nowMs: () => nowMs++, wallTime: () => new Date(0), sleep: async () => {} };
    const { target, stack } = context;
    const host = { ...context.host, clock };
    const scenario = { ...context.scenario, timeoutMs: 30_000 };
    const on = (event: ObserveEvent) => {
      events.push(event);
      return event.kind === 'finished' ? away() : undefined;
    };
    const observations = await observe({
      target,
      scenario,
      host,
      stack,
      pace: unpaced,
      probes,
      signal: stop.signal,
      on,
    });
    return { observations, events };
  }

  return { log, contexts, windows, stop, phased, watching, run };
}

describe('the order of a run', () => {
  it('is before, armed, load, ended, after, in whatever order the probes are listed', async () => {
    const { run, phased, watching, log } = stage();
    const listed = [phased('stats', 'after'), phased('llm', 'load'), watching('gpu'), phased('tts', 'load')];
    const { observations } = await run([...listed, phased('backend', 'before')]);
    expect(log).toEqual(['backend', 'gpu armed', 'llm', 'tts', 'gpu ended', 'stats']);
    expect(Object.keys(observations).sort()).toEqual(['backend', 'gpu', 'llm', 'stats', 'tts']);
  });

  it('hands watchers the windows of the load, one after the other, and of nothing else', async () => {
    const { run, phased, watching, windows } = stage();
    await run([phased('a', 'before'), watching('gpu'), phased('llm', 'load'), phased('tts', 'load')]);
    const [seen = []] = windows;
    expect(seen.map(({ probe }) => probe)).toEqual(['llm', 'tts']);
    for (const { startMs, endMs } of seen) expect(endMs).toBeGreaterThan(startMs);
    expect(seen[1]?.startMs).toBeGreaterThan(seen[0]?.endMs ?? Number.POSITIVE_INFINITY);
  });

  it('says of each sample which probe took it', async () => {
    const { run, phased, contexts } = stage();
    const taken = { as: 'warm', wallMs: 5, isAnswered: true } as const;
    const taking = (id: string): Probe =>
      phased(id, 'load', () => {
        contexts[id]?.sampled(taken);
        return nothing;
      });
    const { events } = await run([taking('llm'), taking('tts')]);
    const told = events.map((event) => [event.kind, 'probe' in event ? event.probe.id : '']);
    expect(told.filter(([kind]) => kind !== 'planned')).toEqual(
      ['llm', 'tts'].flatMap((id) => [
        ['started', id],
        ['sampled', id],
        ['finished', id],
      ]),
    );
  });

  it('lets watchers look after each probe of the load, and goes on where one fails to', async () => {
    const { run, phased, log } = stage();
    const looking = (id: string, look: (probe: string) => Promise<void>): Probe =>
      defineAttendingProbe<unknown>()({
        id,
        title,
        phase: 'throughout',
        metrics: {},
        attend: async (_, afterEach) => {
          afterEach(look);
          return async () => nothing;
        },
      });
    const memory = looking('memory', async (probe) => void log.push(`memory after ${probe}`));
    const blind = looking('blind', () => Promise.reject(new Error('blind')));
    const load = [phased('llm', 'load'), phased('tts', 'load')];
    const { observations } = await run([blind, memory, phased('a', 'before'), ...load, phased('z', 'after')]);
    expect(log).toEqual(['a', 'llm', 'memory after llm', 'tts', 'memory after tts', 'z']);
    expect(observations.blind).toMatchObject({ kind: 'observed' });
  });

  it('waits until what is finished is put away, outside of the windows of the load', async () => {
    const { run, phased, watching, windows, log } = stage();
    const tick = { times: 0 };
    const away = async (): Promise<void> => {
      log.push('putting away');
      for (; tick.times < 3; tick.times++) await Promise.resolve();
      log.push('away');
    };
    await run([watching('gpu'), phased('llm', 'load'), phased('tts', 'load')], away);
    const [put, done] = ['putting away', 'away'];
    expect(log).toEqual(['gpu armed', 'llm', put, done, 'tts', put, done, 'gpu ended', put, done]);
    const [llm, tts] = windows[0] ?? [];
    expect((llm?.endMs ?? 0) - (llm?.startMs ?? 0)).toBe((tts?.endMs ?? 0) - (tts?.startMs ?? 0));
  });

  it('ends where what is finished is refused', async () => {
    const { run, phased, log } = stage();
    const refusing = () => Promise.reject(new Error('another stack'));
    const probes = [phased('backend', 'before'), phased('llm', 'load')];
    await expect(run(probes, refusing)).rejects.toThrow('another stack');
    expect(log).toEqual(['backend']);
  });

  it('tells of each probe when it starts and what came of it', async () => {
    const { run, phased, watching } = stage();
    const { events } = await run([
      watching('gpu'),
      phased('llm', 'load', () => ({ unavailable: 'no chat' })),
    ]);
    expect(events.map((event) => ('probe' in event ? [event.kind, event.probe.id] : event.kind))).toEqual([
      'planned',
      ['started', 'gpu'],
      ['started', 'llm'],
      ['finished', 'llm'],
      ['finished', 'gpu'],
    ]);
    expect(events[3]).toMatchObject({ observation: { kind: 'unavailable', reason: 'no chat' } });
  });
});

describe('what comes of a probe', () => {
  it('is its readings with their time', async () => {
    const { run, phased } = stage();
    const { observations } = await run([phased('llm', 'load')]);
    expect(observations.llm).toEqual({
      kind: 'observed',
      readings: 'seen',
      raw: [],
      startedAt: '1970-01-01T00:00:00.000Z',
      durationMs: 1,
    });
  });

  it('is its own failure when it throws, whenever it does, and the run goes on', async () => {
    const { run, phased, watching, log } = stage();
    const fail = (message: string) => () => {
      throw new Error(message);
    };
    const unarmed = watching('unarmed', fail('no watch'));
    const endless = watching('endless', () => {}, fail('no end'));
    const late = phased('late', 'load', () => Promise.reject('no error object'));
    const { observations } = await run([
      unarmed,
      endless,
      late,
      phased('tts', 'load'),
      phased('stats', 'after'),
    ]);
    expect(observations).toMatchObject({
      unarmed: { kind: 'errored', message: 'no watch' },
      endless: { kind: 'errored', message: 'no end' },
      late: { kind: 'errored', message: 'no error object' },
      tts: { kind: 'observed' },
      stats: { kind: 'observed' },
    });
    expect(log.at(-1)).toBe('stats');
  });
});

describe('a stack that does not answer at all', () => {
  it('is asked briefly from then on', async () => {
    const { run, phased, watching, contexts } = stage();
    const silent = phased('backend', 'before', () => ({ ...nothing, unresponsive: true }));
    const listed = [silent, watching('gpu'), phased('llm', 'load'), phased('stats', 'after')];
    const { events } = await run(listed);
    expect(contexts.backend).toMatchObject({ responsive: true, scenario: { timeoutMs: 30_000 } });
    const brief = { responsive: false, scenario: { timeoutMs: 5000 } };
    for (const id of ['gpu', 'llm', 'stats']) expect(contexts[id]).toMatchObject(brief);
    // What it would have been asked, it is not.
    expect(events.filter(({ kind }) => kind === 'planned')).toEqual([]);
  });
});

describe('an interruption', () => {
  const enough = new Error('enough');

  it('before anything: nothing is asked', async () => {
    const { run, phased, watching, stop, log } = stage();
    stop.abort(enough);
    await expect(run([phased('llm', 'load'), watching('gpu')])).rejects.toBe(enough);
    expect(log).toEqual([]);
  });

  it('during the load: nothing goes on, and no watcher either', async () => {
    const { run, phased, watching, stop, log } = stage();
    const llm = phased('llm', 'load', () => {
      stop.abort(enough);
      return Promise.reject(new Error('some consequence'));
    });
    const probes = [watching('gpu'), watching('cpu'), llm, phased('tts', 'load'), phased('stats', 'after')];
    await expect(run(probes)).rejects.toBe(enough);
    expect(log).toEqual(['gpu armed', 'cpu armed', 'llm', 'gpu ended', 'cpu ended']);
  });

  it('while one watcher ends: the others end too, and none twice', async () => {
    const { run, phased, watching, stop, log } = stage();
    const gpu = watching(
      'gpu',
      () => {},
      () => stop.abort(enough),
    );
    await expect(run([gpu, watching('cpu'), phased('stats', 'after')])).rejects.toBe(enough);
    expect(log).toEqual(['gpu armed', 'cpu armed', 'gpu ended', 'cpu ended']);
  });
});
