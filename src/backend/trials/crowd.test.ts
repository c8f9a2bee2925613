import { once } from 'node:events';
import { createConnection } from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import { chatResponse } from '../../protocol/chat.ts';
import { limits } from '../../protocol/limits.ts';
import { healthResponse } from '../../protocol/service.ts';
import { boundedSpeech } from '../chains/bounded-speech.ts';
import type { SpeechChain } from '../chains/speech-chain.ts';
import { stackOf } from '../contract/stack-of-parts.ts';
import { answer, endWithFile, refusal, startStack } from '../contract/stack-under-test.ts';
import type { SpeechEngine } from '../engines/tts/speech-engine.ts';
import { tone } from '../engines/tts/tone.ts';

/** An engine that, once held, notes what it begins to say and goes on when it is let. */
function held() {
  const inner = tone();
  const begun: string[] = [];
  let goOn = () => {};
  let gate: Promise<void> = Promise.resolve();
  const engine: SpeechEngine = {
    ...inner,
    async *speak(utterance, signal) {
      begun.push(utterance.text);
      await gate;
      yield* inner.speak(utterance, signal);
    },
  };
  const hold = () => {
    begun.length = 0;
    gate = new Promise((resolve) => {
      goOn = resolve;
    });
  };
  return { engine, begun, hold, letGo: () => goOn() };
}

describe('more speech than the machine can do at once', () => {
  it('waits, and is refused beyond that, without a word against the engine', async () => {
    const { engine, begun, hold, letGo } = held();
    const asked: string[] = [];
    const around = (chain: SpeechChain): SpeechChain => {
      const bounded = boundedSpeech(chain, { atOnce: 1, waitingAtMost: 1 });
      const speak: SpeechChain['speak'] = (utterance, caller) => {
        asked.push(utterance.text);
        return bounded.speak(utterance, caller);
      };
      return { ...bounded, speak };
    };
    const stack = await stackOf({ engines: [engine], around });
    hold();
    const first = stack.post('/tts', { text: 'Un' });
    await expect.poll(() => begun).toEqual(['Un']);
    const second = stack.post('/tts', { text: 'Deux' });

    await expect.poll(() => asked).toContain('Deux');
    expect(await refusal(await stack.post('/tts', { text: 'Trois' }), 503)).toBe(
      'no speech engine answered: queue: too many are waiting to be spoken',
    );
    const mute = await answer(await stack.post('/chat', { message: 'Bonjour' }), 200, chatResponse);
    expect(mute).toMatchObject({
      audio_base64: null,
      speech: [{ engine: 'queue', spoke: false, detail: 'too many are waiting to be spoken' }],
    });
    expect(await answer(await stack.get('/health'), 200, healthResponse)).toMatchObject({
      status: 'healthy',
      services: { tts: { engine: 'tone', state: 'ready' } },
    });

    letGo();
    expect([(await first).status, (await second).status]).toEqual([200, 200]);
    expect(begun).toEqual(['Un', 'Deux']);
  });
});

/** A connection that the stack has taken: it has answered there. */
async function connected(port: number) {
  const connection = createConnection(port, '127.0.0.1');
  endWithFile(() => connection.destroy());
  connection.write('GET /health/live HTTP/1.1\r\nhost: localhost\r\n\r\n');
  const [answered] = await once(connection, 'data');
  expect(String(answered)).toContain('200 OK');
}

it('closes one connection too many, without an answer', async () => {
  const { port } = await startStack();
  for (let at = 0; at < limits.connections; at += 100) {
    await Promise.all(Array.from({ length: 100 }, () => connected(port)));
  }
  const refused = createConnection(port, '127.0.0.1').on('error', () => {});
  const heard = vi.fn();
  await once(refused.on('data', heard), 'close');
  expect(heard).not.toHaveBeenCalled();
});
