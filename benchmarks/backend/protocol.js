import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'tsdown';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Inside node_modules, so that what is bundled there still finds its libraries. */
const cache = join(root, 'node_modules', '.cache');

/** Calls `use` with the address of a module that has the schemas of `/chat`. */
export async function withChatSchemas(use) {
  await mkdir(cache, { recursive: true });
  const outDir = await mkdtemp(join(cache, 'ralph-bench-'));
  try {
    await build({
      cwd: root,
      config: false,
      entry: { chat: 'src/protocol/chat.ts' },
      format: 'esm',
      platform: 'node',
      outExtensions: () => ({ js: '.mjs' }),
      outDir,
      dts: false,
      logLevel: 'silent',
    });
    return await use(pathToFileURL(join(outDir, 'chat.mjs')).href);
  } finally {
    await rm(outDir, { recursive: true });
  }
}
