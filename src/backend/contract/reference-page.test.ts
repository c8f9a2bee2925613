import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { inspectAudio } from '../../audio/inspect.ts';
import { startStack } from './stack-under-test.ts';

const page = readFileSync(new URL('../../../docs/reference-stack.md', import.meta.url), 'utf8');

/** What it has people ask below `/v1`: paths, and bodies where there are any. */
const asked = page
  .replaceAll(/\\\n\s*/g, '')
  .split('\n')
  .filter((line) => line.startsWith('curl localhost:8000/v1/'))
  .map((line) => ({ path: /\/v1\S+/.exec(line)?.[0] ?? '', body: /'(\{.*\})'/.exec(line)?.[1] }));

it('the curl lines of its page get what they ask for', async () => {
  const stack = await startStack();
  expect(asked.map(({ path }) => path)).toEqual(['/v1/models', '/v1/chat/completions', '/v1/audio/speech']);
  const answers = await Promise.all(
    asked.map(({ path, body }) =>
      body === undefined
        ? stack.get(path)
        : stack.postRaw(path, body, { 'content-type': 'application/json' }),
    ),
  );
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  const [, chat, speech] = answers;
  expect(await chat?.text()).toMatch(/^data: .*data: \[DONE\]\n\n$/s);
  const bytes = new Uint8Array((await speech?.arrayBuffer()) ?? []);
  expect((await inspectAudio(bytes, 'audio/ogg')).decoded?.durationS).toBeGreaterThan(0.5);
});
