import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { load } from './config.fixture.ts';

const blocksOf = (text: string): string[] =>
  [...text.matchAll(/```yaml\n(.*?)```/gs)].map(([, content]) => content ?? '');

const indented = (text: string): string => text.replace(/^(?=.)/gm, '    ');

/** A block of the page as a whole config: parts stand in a description, with a health route where they have none. */
function whole(block: string): string {
  if (block.startsWith('target:')) return block;
  const health = /^health:/m.test(block) ? '' : 'health: GET /health\n';
  return `target:\n  url: http://localhost:8000\n  dialect: custom\n  custom:\n${indented(health + block)}`;
}

test('every block of the reference page is accepted as it stands', async () => {
  const blocks = blocksOf(await readFile('docs/custom.md', 'utf8'));
  const described = await Promise.all(
    blocks.map(async (block) => (await load(whole(block))).target.options?.custom),
  );
  expect(described.map((custom) => custom?.health.request.method)).toEqual(blocks.map(() => 'GET'));
  // Between them they show every part there is.
  expect(new Set(described.flatMap((custom) => Object.keys(custom ?? {})))).toEqual(
    new Set([
      ...['headers', 'errors', 'health', 'identity', 'chat', 'chatStream', 'tts', 'ttsStream', 'stt'],
      ...['voice', 'stats', 'socket', 'voiceSocket'],
    ]),
  );
});

test('every key of a description is on the reference page', async () => {
  const page = await readFile('docs/custom.md', 'utf8');
  const schema = JSON.parse(await readFile('ralph.schema.json', 'utf8'));
  const keys = (node: unknown): string[] =>
    typeof node !== 'object' || node === null
      ? []
      : Object.entries(node).flatMap(([name, inner]) => [
          ...(name === 'properties' ? Object.keys(inner) : []),
          ...keys(inner),
        ]);
  const all = [...new Set(keys(schema.definitions.custom))];
  expect(all.length).toBeGreaterThan(60);
  expect(all.filter((key) => !new RegExp(`\\b${key}\\b`).test(page))).toEqual([]);
});

test('the page of stacks shows a description that is accepted as it stands', async () => {
  const described = blocksOf(await readFile('docs/stacks.md', 'utf8')).filter((block) =>
    block.includes('dialect: custom'),
  );
  expect(described).toHaveLength(1);
  const { options } = (await load(described[0] ?? '')).target;
  expect(Object.keys(options?.custom ?? {})).toEqual(expect.arrayContaining(['health', 'chat', 'tts']));
});

test('every stack that is described in the documentation is accepted', async () => {
  const files = (await readdir('docs/stacks')).filter((file) => file.endsWith('-custom.yaml'));
  const targets = await Promise.all(
    files.map(async (file) => (await load(await readFile(`docs/stacks/${file}`))).target),
  );
  expect(targets.map(({ dialect }) => dialect)).toEqual(files.map(() => 'custom'));
  expect(files).toContain('reference-custom.yaml');
});
