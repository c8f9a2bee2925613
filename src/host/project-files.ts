import type { Dirent } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { printable } from '../domain/printable.ts';

const MOST_PATHS = 20_000;
const MOST_TEXTS = 400;
const MOST_BYTES = 256 * 1024;
const DEEPEST = 5;

/** What says how a project is served, tested and built; never a file that holds secrets, such as .env. */
const TOLD_BY =
  /^(?:[^.].*\.py|[^.].*\.sh|requirements[^/]*\.txt|pyproject\.toml|package\.json|Procfile|Makefile|Dockerfile|(?:docker-)?compose[^/]*\.ya?ml|pytest\.ini|tox\.ini|setup\.cfg)$/;

/** Folders in which nobody wrote the project. */
const FOREIGN = /^(?:__pycache__|site-packages|dist|build|out|coverage|target|vendor)$/;

/** A name that can stand in a config and in a line on a terminal: without anything that acts unseen there. */
const isName = (name: string): boolean => printable(name) === name && !/[\n\t]/.test(name);

const listed = (folder: string): Promise<Dirent[]> =>
  readdir(folder, { withFileTypes: true }).catch(() => []);

const names = async (folder: string): Promise<string[]> => (await listed(folder)).map(({ name }) => name);

/** Of an environment of Python: its interpreters, and what is installed at the top of its packages. */
async function ofEnvironment(root: string, folder: string): Promise<string[]> {
  const programs = await Promise.all(
    ['bin', 'Scripts'].map(async (bin) =>
      (await names(join(root, folder, bin))).map((name) => `${bin}/${name}`),
    ),
  );
  const pythons = await names(join(root, folder, 'lib'));
  const libraries = [
    'Lib',
    ...pythons.filter((name) => /^python[\d.]+$/.test(name)).map((name) => `lib/${name}`),
  ];
  const packages = await Promise.all(
    libraries.map(async (library) =>
      (await names(join(root, folder, library, 'site-packages'))).map(
        (name) => `${library}/site-packages/${name}`,
      ),
    ),
  );
  const interpreters = programs.flat().filter((path) => /\/python3?(?:\.exe)?$/.test(path));
  return ['pyvenv.cfg', ...interpreters.toSorted(), ...packages.flat()].map((path) => `${folder}/${path}`);
}

async function ofModules(root: string, folder: string): Promise<string[]> {
  return (await names(join(root, folder, '.bin'))).map((name) => `${folder}/.bin/${name}`);
}

const readBounded = async (path: string): Promise<string | undefined> => {
  const isSmall = (await stat(path)).size <= MOST_BYTES;
  return isSmall ? readFile(path, 'utf8') : undefined;
};

/**
 * Looks through a project as `project/files.ts` says, level by level; follows no link, executes nothing. Of a project too
 * large for this the deepest part is not seen.
 */
export async function readProject(
  root: string,
): Promise<{ readonly paths: string[]; readonly texts: ReadonlyMap<string, string> }> {
  const paths: string[] = [];
  const telling: string[] = [];
  let level = [''];
  for (let depth = 0; depth <= DEEPEST && level.length > 0 && paths.length < MOST_PATHS; depth++) {
    const next: string[] = [];
    for (const folder of level) {
      const entries = (await listed(join(root, folder))).toSorted((a, b) => (a.name < b.name ? -1 : 1));
      for (const entry of entries) {
        if (!isName(entry.name)) continue;
        const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
        if (entry.isFile()) {
          paths.push(path);
          if (TOLD_BY.test(entry.name)) telling.push(path);
        } else if (!entry.isDirectory()) continue;
        else if (entry.name === 'node_modules') paths.push(...(await ofModules(root, path)));
        else if ((await names(join(root, path))).includes('pyvenv.cfg'))
          paths.push(...(await ofEnvironment(root, path)));
        else if (!entry.name.startsWith('.') && !FOREIGN.test(entry.name)) next.push(path);
      }
    }
    level = next;
  }
  const texts = new Map<string, string>();
  for (const path of telling.slice(0, MOST_TEXTS)) {
    const text = await readBounded(join(root, path)).catch(() => undefined);
    if (text !== undefined) texts.set(path, text);
  }
  return { paths: paths.slice(0, MOST_PATHS), texts };
}
