import { expect, it } from 'vitest';
import { startStack } from '../../fixtures/stacks/stack.js';
import { createHost } from './host.ts';

it('ends what still runs when it is closed, and can be closed again', async () => {
  const { host, close } = createHost();
  const stack = await startStack('eva-like');
  const request = { method: 'GET', url: `${stack.url}/health`, timeoutMs: 30_000, maxBytes: 1_000 } as const;
  expect(await host.http.exchange(request)).toMatchObject({ kind: 'answered', status: 200 });

  let started: () => void = () => {};
  const ready = new Promise<void>((resolve) => {
    started = resolve;
  });
  const { ended } = host.commands.follow({ argv: ['sh', '-c', 'echo ready; sleep 300'] }, started);
  await ready;
  await close();
  await ended;
  await close();
  await stack.close();
});
