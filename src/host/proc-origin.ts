import { readFile, readlink, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, normalize, relative, sep } from 'node:path';
import type { Origin } from '../domain/machine.ts';

const SOURCE = /\.(?:py|[cm]?[jt]s)$/;
/** "main:app" and "backend.main:create_app", as servers of Python are told what to serve. */
const MODULE = /^([a-z_]\w*(?:\.[a-z_]\w*)*):[a-z_]\w*(?:\(\))?$/i;
/** Programs that were installed are nobody's sources. */
const INSTALLED = /(?:^|\/)(?:node_modules|site-packages|dist-packages)\//;

const textOr = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '');
const linkOr = (path: string): Promise<string | null> => readlink(path).catch(() => null);

/**
 * The sources that a command line names below the folder it was called in, relative to it: `backend/main.py` of
 * "python backend/main.py", and of "uvicorn backend.main:app".
 */
export function sourcesIn(argv: readonly string[], folder: string): string[] {
  return argv.slice(1).flatMap((argument) => {
    const module = MODULE.exec(argument)?.[1];
    const named = module === undefined ? argument : `${module.replaceAll('.', '/')}.py`;
    if (named.startsWith('-') || !SOURCE.test(named)) return [];
    const path = isAbsolute(named) ? relative(folder, named) : normalize(named);
    return path.startsWith('..') || isAbsolute(path) || INSTALLED.test(path) ? [] : [path];
  });
}

const DELETED = / \(deleted\)$/;

/** Two files are one where device and inode are the same, by whatever way one gets there. */
async function fileAt(path: string): Promise<string | null> {
  const found = await stat(path).catch(() => null);
  return found?.isFile() ? `${found.dev}:${found.ino}` : null;
}

const isBelow = (path: string, folder: string): boolean => `${path}${sep}`.startsWith(`${folder}${sep}`);

/**
 * Which source a process of this Linux machine runs, held against the project in `folder`; null where that cannot be
 * seen: another user's, one in a container of its own, one that names no source.
 */
export async function procOrigin(pid: number, folder: string): Promise<Origin | null> {
  const [link, own, theirs] = await Promise.all([
    linkOr(`/proc/${pid}/cwd`),
    linkOr('/proc/self/ns/mnt'),
    linkOr(`/proc/${pid}/ns/mnt`),
  ]);
  const project = await realpath(folder).catch(() => null);
  // In a container the same path is another file.
  if (link === null || project === null || own === null || own !== theirs) return null;
  const cwd = link.replace(DELETED, '');
  const argv = (await textOr(`/proc/${pid}/cmdline`)).split('\0');
  for (const path of sourcesIn(argv, cwd)) {
    const runs = await fileAt(`/proc/${pid}/cwd/${path}`);
    if (runs === null && !DELETED.test(link)) continue;
    const source = join(cwd, path);
    const twin = await fileAt(join(project, path));
    const real = await realpath(source).catch(() => null);
    if (runs !== null && (runs === twin || (real !== null && isBelow(real, project))))
      return { source, place: 'project' };
    return { source, place: twin === null ? 'elsewhere' : 'copy' };
  }
  return null;
}
