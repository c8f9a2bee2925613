import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { examplesOf } from '../docs/pages.ts';
import { startCollector } from './collector.ts';
import { folder, ralph, root, served } from './ralph.ts';

let page: string;
let stack: Awaited<ReturnType<typeof served>>;
let otlp: Awaited<ReturnType<typeof startCollector>>;

beforeAll(async () => {
  page = await readFile(join(root, 'docs/telemetry.md'), 'utf8');
  otlp = await startCollector();
  stack = await served(['serve', '--rate-limit', '0']);
});

afterAll(async () => {
  await otlp.close();
  await stack.stop();
});

const blocks = (language: string): string[] =>
  examplesOf('docs/telemetry.md', language).map(({ text }) => text);

/** An example with the addresses that are here. */
const here = (text: string): string =>
  text.replaceAll('http://localhost:4318', otlp.url).replaceAll('http://localhost:8000', stack.url);

const LESS = ['--only', 'backend,llm', '-n', '2'];

it('its command hands over a trace, and says so as the page does', async () => {
  const commands = blocks('bash').flatMap((block) => here(block).trim().split('\n'));
  expect(commands).toHaveLength(2);
  for (const command of commands) {
    const words = command.split(' ');
    const env = Object.fromEntries(
      words.filter((word) => /^[A-Z_]+=/.test(word)).map((word) => word.split('=')),
    );
    const args = words.slice(words.indexOf('ralph') + 1);
    const { code, stderr } = await ralph([...args, ...LESS], { cwd: await folder(), env });
    expect(code).toBe(0);
    expect(stderr).toMatch(
      /trace [0-9a-f]{32}: \d+ spans handed to http:\/\/127\.0\.0\.1:\d+\/v1\/traces\n$/,
    );
  }
});

it('its configs do the same, and words go only with the one that asks for them', async () => {
  const said: boolean[] = [];
  for (const config of blocks('yaml')) {
    const cwd = await folder();
    await writeFile(join(cwd, 'ralph.config.yaml'), here(config));
    const before = otlp.received.length;
    const { code } = await ralph(['observe', '-o', 'evidence.json', ...LESS], { cwd });
    expect(code).toBe(0);
    const spans = otlp.received.slice(before).flatMap(({ spans: each }) => each);
    said.push(spans.some(({ attributes }) => attributes['gen_ai.input.messages'] !== undefined));
  }
  expect(said).toEqual([false, true]);
});

it('it names every attribute that the code has a name for, and no other', async () => {
  const names = (text: string, quote: string) =>
    [
      ...text.matchAll(
        new RegExp(`${quote}((?:ralph|gen_ai|http|url|server|error)\\.[a-z_.]+)${quote}`, 'g'),
      ),
    ].map(([, name]) => name);
  const files = (await readdir(join(root, 'src/telemetry'))).filter(
    (file) => !/\.(test|fixture)\./.test(file),
  );
  const sources = await Promise.all([
    ...files.map((file) => readFile(join(root, 'src/telemetry', file), 'utf8')),
    ...['tracing.ts', 'commands/review.ts'].map((file) => readFile(join(root, 'src/cli', file), 'utf8')),
  ]);
  const ofCode = new Set(names(sources.join('\n'), "'"));
  expect(ofCode.size).toBeGreaterThan(30);
  expect([...new Set(names(page, '`'))].sort()).toEqual([...ofCode].sort());
  const variables = new Set(sources.join('\n').match(/\b(?:OTEL_[A-Z_]+[A-Z]|TRACEPARENT)\b/g));
  for (const variable of variables) if (!variable.endsWith('OTLP')) expect(page).toContain(variable);
});
