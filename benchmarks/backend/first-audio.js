// How long the first sound of a sentence takes on `/tts/stream`, beside the speech program alone on the same sentence.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'undici';
import { remarks } from './remarks.js';
import { startStack } from './server-process.js';
import { median, spread } from './statistics.js';

const speechProgram = 'espeak-ng';
const targetMs = 80;
const headers = { 'content-type': 'application/json' };

/** Until the first bytes of the body: they are MP3. */
async function fromStack(url, text, dispatcher) {
  const sentAt = performance.now();
  const body = JSON.stringify({ text });
  const answer = await request(`${url}/tts/stream`, { method: 'POST', headers, body, dispatcher });
  if (answer.statusCode !== 200) throw new Error(`/tts/stream answered ${answer.statusCode}`);
  let firstMs = null;
  for await (const _ of answer.body) firstMs ??= performance.now() - sentAt;
  if (firstMs === null) throw new Error('/tts/stream answered nothing');
  return firstMs;
}

/** Until the first bytes of its sound. */
async function fromProgram(text) {
  const startedAt = performance.now();
  const program = spawn(speechProgram, ['--stdout', '-b', '1', '-v', 'en+f3', text], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const closed = once(program, 'close');
  await once(program.stdout, 'data');
  const firstMs = performance.now() - startedAt;
  program.stdout.resume();
  await closed;
  return firstMs;
}

const shown = ({ p50, p95 }) => `${p95.toFixed(1)} ms p95 (p50 ${p50.toFixed(1)})`;

export async function firstAudio({ cli, quick }) {
  const stack = await startStack(cli);
  const connection = new Agent({ connections: 1 });
  try {
    const [warmUp, sentences] = [remarks(5, 2), remarks(quick ? 30 : 300)];
    for (const text of warmUp) await fromStack(stack.url, text, connection);
    const pairs = [];
    for (const text of sentences) {
      pairs.push({
        programMs: await fromProgram(text),
        stackMs: await fromStack(stack.url, text, connection),
      });
    }
    const [whole, alone] = [
      spread(pairs.map(({ stackMs }) => stackMs)),
      spread(pairs.map(({ programMs }) => programMs)),
    ];
    const ratio = median(pairs.map(({ stackMs, programMs }) => stackMs / programMs));
    const rows = [
      {
        figure: `/tts/stream, ${pairs.length} sentences of 40 to 100 characters: first sound`,
        measured: shown(whole),
        target: `≤ ${targetMs} ms p95`,
        held: whole.p95 <= targetMs,
      },
      { figure: '  espeak-ng alone beside it', measured: `${shown(alone)}, ratio ${ratio.toFixed(2)}` },
    ];
    return { raw: { stack: whole, alone, ratio, pairs }, rows };
  } finally {
    await connection.close();
    await stack.stop();
  }
}
