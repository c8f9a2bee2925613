import { expect, vi } from 'vitest';
import { healthResponse } from '../../../protocol/service.ts';
import { stackOf } from '../../contract/stack-of-parts.ts';
import { answer } from '../../contract/stack-under-test.ts';
import type { SttEngine } from '../../engines/stt/stt-engine.ts';

/** Hears one word in everything. */
const ears: SttEngine = {
  id: 'ears',
  async *transcribe() {
    yield 'Oui';
  },
};

/** So long a case may take; a hang takes longer. */
export const deadlineMs = 20_000;

const openConnections = () =>
  process.getActiveResourcesInfo().filter((resource) => /TCPSocketWrap/.test(resource)).length;

/** A stack with every service, and a check that it is as well as before and holds no connection more. */
export async function fuzzedStack() {
  const stack = await stackOf({ stt: ears });
  const health = async () => {
    const { services, ...rest } = await answer(
      await stack.get('/health', { connection: 'close' }),
      200,
      healthResponse,
    );
    const states = Object.entries(services).map(([service, { state, failed }]) => [service, state, failed]);
    return { ...rest, states };
  };
  const { host, port } = new URL(stack.url);
  const form = new FormData();
  form.append('file', new Blob([Buffer.from('RIFF\x24\0\0\0WAVEfmt ', 'latin1')]), 'a.wav');
  expect((await fetch(`${stack.url}/stt`, { method: 'POST', body: form })).status).toBe(200);
  const before = await health();
  const connectionsBefore = openConnections();
  return {
    url: stack.url,
    host,
    port: Number(port),
    async isAsWellAsBefore(): Promise<void> {
      expect((await stack.get('/health/live', { connection: 'close' })).status).toBe(200);
      expect(await health()).toEqual(before);
      await vi.waitFor(() => expect(openConnections()).toBeLessThanOrEqual(connectionsBefore), deadlineMs);
    },
  };
}
