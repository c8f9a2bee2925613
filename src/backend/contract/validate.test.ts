import { expect, it } from 'vitest';
import { startProvider } from '../../../fixtures/providers/provider.js';
import { checks } from '../../contract/checks.ts';
import { createAsk } from '../../contract/questioner.ts';
import { validate } from '../../contract/validation.ts';
import { createHost } from '../../host/host.ts';
import type { BackendOptions } from '../start.ts';
import { endWithFile, startStack } from './stack-under-test.ts';

const apiKey = 'sesame';
const provider = await startProvider('healthy');
endWithFile(provider.close);
const stt = { url: provider.url, model: 'whisper-1' };

it.each<[string, BackendOptions]>([
  ['where the browser has to listen', {}],
  ['with an engine that transcribes', { stt }],
])('the stack keeps every promise that ralph validate checks, %s', async (_, options) => {
  const stack = await startStack({ apiKey, rateLimitPerMinute: 60, ...options });
  const { host, close } = createHost();
  endWithFile(close);
  const ask = createAsk({ host, url: stack.url, apiKey, signal: new AbortController().signal });
  const { checks: checked } = await validate(stack.url, checks, ask);
  const others = checked.filter(({ outcome }) => outcome.kind !== 'holds');
  // Whether so many questions reach the limit is the machine's matter; what the stack then says is kept.
  expect(others.filter(({ id, outcome }) => id !== 'errors.retry-after' || outcome.kind !== 'moot')).toEqual(
    [],
  );
});
