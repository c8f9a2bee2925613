import { expect, vi } from 'vitest';
import { listenIn, upgradeOf } from './faults-of-sockets.ts';
import { json, lateness, type Proof, proof, type Stack } from './faults-proof.ts';

const clear = (stack: Stack) => stack.post('/clear', { session_id: 'nobody' });
const live = (stack: Stack) => stack.get('/health/live');
const mebibyte = 1024 * 1024;

async function nowhere(stack: Stack) {
  const response = await stack.get('/nowhere');
  return { status: response.status, type: response.headers.get('content-type'), body: await response.text() };
}

const jsonType = 'application/json; charset=utf-8';
const notFound = { status: 404, type: jsonType, body: '{"detail":"no such route"}' };

/** Whether and in how many pieces a body came to its end, as far as `mostBytes`. */
async function bodyOf(response: Response, mostBytes: number) {
  let [pieces, bytes] = [0, 0];
  for await (const piece of response.body ?? []) {
    pieces += 1;
    bytes += piece.length;
    if (bytes > mostBytes) return { pieces, ended: false };
  }
  return { pieces, ended: true };
}

/** Proofs of the faults of health, limits, errors, connections and the process, by their ids. */
export const ofService: Readonly<Record<string, Proof>> = {
  'health-lies': proof({
    beside: ['llm-down', 'db-locked'],
    async look(stack) {
      await stack.post('/chat', { message: 'Parle-moi du vent', audio: false });
      const { status, body } = await json(stack.get('/health'));
      return [status, body.status, body.groq, body.whisper, body.tts, body.database, body.detail];
    },
    symptom: () => [200, 'healthy', true, true, true, true, undefined],
    honest: [503, 'unhealthy', false, true, true, false, expect.stringContaining('llm')],
  }),
  'health-denies': proof({
    async look(stack) {
      await stack.post('/chat', { message: 'Parle-moi du vent', audio: true });
      const { status, body } = await json(stack.get('/health'));
      return [status, body.status, body.groq, body.tts, body.database];
    },
    symptom: () => [200, 'healthy', false, false, false],
    honest: [200, 'healthy', true, true, true],
  }),
  'health-slow-in-company': {
    ...lateness(300, async (stack) => {
      const company = stack.post('/tts', { text: 'Il pleut sur la ville.' });
      company.catch(() => {});
      // By the answer to this one the company has come in.
      await stack.get('/');
      await stack.get('/health');
    }),
    argument: 500,
    beside: ['tts-slow:2000'],
  },
  'warm-up': { ...lateness(500, live, { tries: 1 }), argument: 800 },
  'request-slow': lateness(300, live),
  'health-slow': lateness(300, (stack) => stack.get('/health')),
  'db-locked': proof({
    look: async (stack) => [
      (await stack.get('/stats')).status,
      (await json(stack.get('/health'))).body.database,
    ],
    symptom: () => [503, false],
    honest: [200, true],
  }),
  'rate-limit-tight': proof({
    argument: 1,
    look: async (stack) => [(await clear(stack)).status, (await clear(stack)).status],
    symptom: () => [200, 429],
    honest: [200, 200],
  }),
  'retry-after-missing': proof({
    beside: ['rate-limit-tight:1'],
    async look(stack) {
      await clear(stack);
      const { status, headers } = await clear(stack);
      return { status, retryAfter: headers.has('retry-after') };
    },
    symptom: () => ({ status: 429, retryAfter: false }),
    honest: { status: 429, retryAfter: true },
  }),
  'retry-after-constant': proof({
    beside: ['rate-limit-tight:1'],
    argument: 7,
    async look(stack) {
      await clear(stack);
      const { status, headers } = await clear(stack);
      return { status, isSeven: headers.get('retry-after') === '7' };
    },
    symptom: () => ({ status: 429, isSeven: true }),
    honest: { status: 429, isSeven: false },
  }),
  'socket-limit-shared': proof({
    argument: 2,
    async look(stack) {
      const said = [await clear(stack), await clear(stack)].map(({ status }) => status);
      const { frames } = await listenIn(stack, { type: 'ping' }, /"(pong|error)"/);
      return [...said, frames.map((frame) => JSON.parse(String(frame)).type)];
    },
    symptom: () => [200, 200, ['error']],
    honest: [200, 200, ['pong']],
  }),
  'proxy-swallows-status': proof({
    look: nowhere,
    symptom: () => ({ ...notFound, status: 200 }),
    honest: notFound,
  }),
  'error-text': proof({
    look: nowhere,
    symptom: () => ({ status: 500, type: 'text/plain; charset=utf-8', body: 'Internal Server Error' }),
    honest: notFound,
  }),
  'error-list': proof({
    look: nowhere,
    symptom: () => ({
      ...notFound,
      body: '{"detail":[{"loc":["body"],"msg":"no such route","type":"value_error"}]}',
    }),
    honest: notFound,
  }),
  'log-tracebacks': proof({
    async look(stack) {
      const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
      const { status } = await live(stack);
      const log = written.mock.calls.join('');
      written.mockRestore();
      return { status, log: log.includes('Traceback') };
    },
    symptom: () => ({ status: 200, log: true }),
    honest: { status: 200, log: false },
  }),
  'auth-required': proof({
    look: async (stack) => [
      (await clear(stack)).status,
      (await stack.get('/health')).status,
      await upgradeOf(stack),
    ],
    symptom: () => [401, 200, 401],
    honest: [200, 200, 101],
  }),
  'error-html': proof({
    look: nowhere,
    symptom: () => ({
      status: 404,
      type: 'text/html; charset=utf-8',
      body: expect.stringMatching(/^<!DOCTYPE/),
    }),
    honest: notFound,
  }),
  'error-200': proof({
    look: nowhere,
    symptom: () => ({ status: 200, type: jsonType, body: '{"error":"no such route"}' }),
    honest: notFound,
  }),
  reset: proof({
    look: (stack) =>
      live(stack).then(
        ({ status }) => status,
        ({ cause }) => cause.code,
      ),
    symptom: () => 'ECONNRESET',
    honest: 200,
  }),
  'slow-loris-body': proof({
    argument: 20,
    look: async (stack) => {
      const { pieces, ended } = await bodyOf(await live(stack), mebibyte);
      return { inPieces: pieces > 2, ended };
    },
    symptom: () => ({ inPieces: true, ended: true }),
    honest: { inPieces: false, ended: true },
  }),
  'endless-body': proof({
    argument: 1024,
    look: async (stack) => (await bodyOf(await live(stack), mebibyte / 4)).ended,
    symptom: () => false,
    honest: true,
  }),
  'memory-leak': proof({
    argument: 16,
    async look(stack) {
      const before = process.memoryUsage().arrayBuffers;
      for (let request = 0; request < 3; request += 1) await live(stack);
      return process.memoryUsage().arrayBuffers - before >= 40 * mebibyte;
    },
    symptom: () => true,
    honest: false,
  }),
  // Two at once wait for each other: for both of them together, that is.
  'event-loop-block': {
    ...lateness(400, (stack) => Promise.all([live(stack), live(stack)])),
    argument: 200,
  },
  'crash-on-nth': proof({
    argument: 2,
    async look(stack) {
      const exit = vi.spyOn(process, 'exit').mockReturnValue(undefined as never);
      for (let request = 0; request < 3; request += 1) await live(stack);
      const codes = exit.mock.calls.flat();
      exit.mockRestore();
      return codes;
    },
    symptom: () => [1],
    honest: [],
  }),
};
