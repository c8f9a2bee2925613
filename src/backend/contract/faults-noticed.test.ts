import { describe, expect, it } from 'vitest';
import { checks } from '../../contract/checks.ts';
import { createAsk } from '../../contract/questioner.ts';
import { validate } from '../../contract/validation.ts';
import { createHost } from '../../host/host.ts';
import { faults } from '../faults/index.ts';
import { endWithFile, startStack } from './stack-under-test.ts';

interface Notice {
  /** Checks that stop holding. */
  readonly by: readonly string[];
  /** As `serve --fault` takes them; the fault itself when this is left out. */
  readonly on?: readonly string[];
}

const inSpeech: Notice = { by: ['tts.speech', 'chat.speech'] };

/** What `ralph validate` notices, and by which checks. */
const noticed: Readonly<Record<string, Notice>> = {
  'tts-none': inSpeech,
  'tts-tiny': inSpeech,
  'tts-silent': inSpeech,
  'tts-truncated': inSpeech,
  'tts-empty-200': inSpeech,
  'tts-wav-as-mp3': { by: ['tts.container', 'chat.container'] },
  'llm-down': { by: ['chat.shape', 'chat-stream.order', 'chat-socket.turn'] },
  'chat-no-audio': { by: ['chat.speech'] },
  'chat-apology': { by: ['chat.answer'] },
  'chat-empty': { by: ['chat.answer', 'chat-socket.turn'] },
  'chat-cut': { by: ['chat.whole'] },
  'latency-lies': { by: ['chat.latency'], on: ['latency-lies', 'chat-slow:500'] },
  'health-lies': { by: ['health.use'], on: ['health-lies', 'llm-down'] },
  'db-locked': { by: ['stats.shape'] },
  'ws-refuse': { by: ['chat-socket.ping', 'chat-socket.turn'] },
  'ws-silent': { by: ['chat-socket.ping'] },
  'ws-close-1006': { by: ['chat-socket.ping', 'chat-socket.turn'] },
  'ws-binary-noise': { by: ['chat-socket.frames'] },
  'rate-limit-tight': { by: ['chat.answer'], on: ['rate-limit-tight:1'] },
  'auth-required': { by: ['chat.shape', 'chat-socket.ping', 'errors.route'] },
  'error-html': { by: ['errors.route', 'chat.empty'] },
  'error-200': { by: ['errors.route', 'chat.empty'] },
  hang: { by: ['health.shape'] },
  reset: { by: ['health.shape'] },
  'slow-loris-body': { by: ['health.shape'] },
  'endless-body': { by: ['health.shape'] },
};

/** What asks for time, load or many questions, which `ralph validate` does not judge or put. */
const leftToReviews: readonly string[] = [
  'chat-canned',
  'chat-cached',
  'chat-slow',
  'tts-slow',
  'ws-slow-first-token',
  'health-slow',
  'cold-start',
  'event-loop-block',
  'memory-leak',
  'retry-after-missing',
  'crash-on-nth',
];

/** The kind of outcome of each of these checks. */
async function outcomes(ids: readonly string[], on: readonly string[]): Promise<Record<string, string>> {
  const { url } = await startStack({ faults: on });
  const { host, close } = createHost();
  endWithFile(close);
  // A rate limit is waited out, but not here.
  const impatient = { ...host, clock: { ...host.clock, sleep: async () => {} } };
  const ask = createAsk({ host: impatient, url, apiKey: null, signal: new AbortController().signal });
  const wanted = checks.filter(({ id }) => ids.includes(id));
  expect(wanted.map(({ id }) => id).sort()).toEqual([...ids].sort());
  const { checks: checked } = await validate(url, wanted, ask);
  return Object.fromEntries(checked.map(({ id, outcome }) => [id, outcome.kind]));
}

describe('ralph validate', () => {
  it('notices every fault that does not take a review', () => {
    expect([...Object.keys(noticed), ...leftToReviews].sort()).toEqual(faults.map(({ id }) => id).sort());
  });

  it('finds nothing wrong by these checks without a fault', async () => {
    const ids = [...new Set(Object.values(noticed).flatMap(({ by }) => by))];
    const kinds = await outcomes(ids, []);
    expect(new Set(Object.values(kinds))).toEqual(new Set(['holds']));
  });
});

// At once, because most of the time goes by in waiting for what never comes.
describe.concurrent('ralph validate notices', () => {
  it.each(Object.entries(noticed))('%s', async (id, { by, on = [id] }) => {
    expect(Object.values(await outcomes(by, on))).not.toContain('holds');
  });
});
