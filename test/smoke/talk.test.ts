import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { start } from './ralph.ts';

const page = fileURLToPath(new URL('../../src/backend/talk/', import.meta.url));

it('serves the page to talk to it from the bundle, byte for byte, without the key', async () => {
  const stack = start(['serve', '--port', '0', '--api-key-env', 'TALK_KEY', '--tts-engines', 'tone'], {
    env: { TALK_KEY: 'a-key-for-the-test' },
  });
  try {
    await stack.saying('http://');
    const [url = ''] = /http:\S+/.exec(stack.said()) ?? [];
    const files = (await readdir(page)).filter((name) => /\.(html|css|js)$/.test(name));
    expect(files.length).toBeGreaterThan(10);
    for (const name of files) {
      const path = name === 'page.html' ? '/talk' : `/talk/${name}`;
      expect(await (await fetch(url + path)).text()).toBe(await readFile(page + name, 'utf8'));
    }
    expect((await fetch(url)).status).toBe(401);
  } finally {
    stack.child.kill();
    await stack.ended;
  }
});
