import { afterEach, describe, expect, it } from 'vitest';
import { startStack } from '../contract/stack-under-test.ts';
import { faults } from '../faults/index.ts';
import { ofChat } from './faults-of-chat.ts';
import { ofService } from './faults-of-service.ts';
import { ofSockets, upgradeOf } from './faults-of-sockets.ts';
import { ofSpeech } from './faults-of-speech.ts';
import { json, type Proof } from './faults-proof.ts';

const stack = await startStack({ faults: [], echo: true });

const control = async (method: 'PUT' | 'DELETE', path: string, body?: object) => {
  const headers = { 'content-type': 'application/json' };
  const sent = body ? { body: JSON.stringify(body), headers } : {};
  const response = await fetch(`${stack.url}/faults${path}`, { method, ...sent });
  expect(response.status).toBe(200);
};

const switchOn = (id: string, argument?: number) =>
  control('PUT', `/${id}`, argument === undefined ? undefined : { argument });
const switchOff = (id: string) => control('DELETE', `/${id}`);

afterEach(() => control('DELETE', ''));

const proofs: Readonly<Record<string, Proof>> = { ...ofSpeech, ...ofChat, ...ofSockets, ...ofService };

describe('every fault', () => {
  it('has a proof', () => {
    expect([...Object.keys(proofs), 'hang'].sort()).toEqual(faults.map(({ id }) => id).sort());
  });

  it.each(Object.entries(proofs))('%s is seen while it is on, and not before or after', async (id, proof) => {
    for (const other of proof.beside ?? []) {
      const [name = '', argument] = other.split(':');
      await switchOn(name, argument === undefined ? undefined : Number(argument));
    }
    const before = await proof.look(stack);
    expect(before).toEqual(proof.honest);
    await switchOn(id, proof.argument);
    expect(await proof.look(stack)).toEqual(proof.symptom(before));
    await switchOff(id);
    expect(await proof.look(stack)).toEqual(proof.honest);
  });
});

describe('hang', () => {
  it('answers nothing, neither requests nor upgrades, until it is switched off', async () => {
    await switchOn('hang');
    const answered: string[] = [];
    const asked = [
      stack.get('/health/live').then(({ status }) => answered.push(`live ${status}`)),
      upgradeOf(stack).then((status) => answered.push(`upgrade ${status}`)),
    ];
    // What came after them was answered long ago.
    for (let round = 0; round < 20; round += 1) await switchOn('tts-tiny');
    expect(answered).toEqual([]);
    await switchOff('hang');
    await Promise.all(asked);
    expect(answered.sort()).toEqual(['live 200', 'upgrade 101']);
  });
});

describe('what holds an answer up for a minute or more', () => {
  it.each([
    ['tts-slow', 60_000, '/tts', { text: 'Bonjour' }],
    ['chat-slow', 120_000, '/chat', { message: 'Bonjour', audio: false }],
    ['health-slow', 120_000, '/health', null],
    ['slow-loris-body', 10_000, '/health/live', null],
  ])('%s lets go of it when it is switched off', async (id, argument, path, body) => {
    await switchOn(id, argument);
    const asked = (body ? stack.post(path, body) : stack.get(path)).then(async (response) => {
      await response.arrayBuffer();
      return response.status;
    });
    await switchOn('ws-silent');
    await switchOff(id);
    expect(await asked).toBe(200);
  });
});

describe('several faults', () => {
  it('work together, whichever was switched on first', async () => {
    const look = async () => {
      const { status, body } = await json(stack.post('/chat', { message: 'Bonjour' }));
      return { status, ...body };
    };
    for (const id of ['slow-loris-body', 'latency-lies', 'chat-no-audio']) {
      await switchOn(id, id === 'slow-loris-body' ? 1 : undefined);
    }
    expect(await look()).toMatchObject({ status: 200, latency_ms: 3, audio_base64: null });
    await switchOn('error-200');
    await switchOn('llm-down');
    expect(await look()).toMatchObject({ status: 200, error: expect.stringContaining('language model') });
  });
});
