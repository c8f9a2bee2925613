// Scripts run what is written in TypeScript: bundled into a folder that is gone when they are done.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'tsdown';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** Calls `use` with the exports of these files, by the names that `entry` gives them. */
export async function withBundled(entry, use) {
  // Inside node_modules, so that what is bundled there still finds its libraries.
  const cache = join(root, 'node_modules', '.cache');
  await mkdir(cache, { recursive: true });
  const outDir = await mkdtemp(join(cache, 'ralph-'));
  try {
    await build({
      ...{ cwd: root, config: false, entry, outDir, format: 'esm', platform: 'node', target: 'node20' },
      outExtensions: () => ({ js: '.mjs' }),
      ...{ dts: false, logLevel: 'silent' },
    });
    const names = Object.keys(entry);
    const loaded = await Promise.all(
      names.map((name) => import(pathToFileURL(join(outDir, `${name}.mjs`)).href)),
    );
    return await use(Object.fromEntries(names.map((name, index) => [name, loaded[index]])));
  } finally {
    await rm(outDir, { recursive: true, force: true });
  }
}
