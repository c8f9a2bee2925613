import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';

const src = fileURLToPath(new URL('../src', import.meta.url));

/** Who may import whom, as ARCHITECTURE.md says; a folder may always import itself. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  statistics: [],
  protocol: [],
  audio: ['domain'],
  calibration: ['domain', 'statistics'],
  config: ['domain'],
  host: ['domain'],
  reporters: ['domain'],
  suites: ['domain'],
  load: ['domain', 'statistics'],
  contract: ['domain', 'protocol', 'audio'],
  dialects: ['domain', 'protocol', 'audio'],
  detection: ['domain'],
  project: ['domain'],
  readiness: ['domain'],
  client: ['domain'],
  probes: ['domain', 'protocol', 'statistics', 'audio', 'load', 'suites', 'calibration'],
  criteria: ['domain'],
  diagnoses: ['domain'],
  bench: ['domain', 'config', 'statistics', 'protocol', 'audio', 'dialects', 'load'],
  pipeline: ['domain', 'statistics'],
  archive: ['domain'],
  imported: ['domain'],
  queue: ['domain'],
  handbook: ['domain'],
  selftest: ['domain'],
  telemetry: ['domain'],
  backend: ['protocol'],
};

/** What may be imported for its types alone, beside what may be imported at all. */
const TYPES_TOO: Readonly<Record<string, readonly string[]>> = {
  criteria: ['probes'],
  diagnoses: ['probes', 'criteria'],
  selftest: ['criteria', 'diagnoses'],
};

const MOST_LINES = 250;

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
  /** Loaded when it is used, not with what imports it. */
  readonly isLazy: boolean;
}

interface Module {
  readonly file: string;
  readonly lines: number;
  readonly imports: readonly Import[];
}

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s+(type\s+)?[^;'"]*?from\s+'(\.[^']+)'|import\(\s*'(\.[^']+)'\s*\)/g;

const roomOf = (file: string): string => file.split('/')[0] ?? '';

async function moduleOf(file: string): Promise<Module> {
  const text = await readFile(join(src, file), 'utf8');
  const imports = [...text.matchAll(IMPORT)].map(([, typeOnly, from, lazily]) => ({
    from: file,
    to: posix.normalize(posix.join(dirname(file), from ?? lazily ?? '')),
    ...{ typeOnly: typeOnly !== undefined, isLazy: lazily !== undefined },
  }));
  return { file, lines: text.split('\n').length, imports };
}

let modules: Module[];
let imports: Import[];

beforeAll(async () => {
  const entries = await readdir(src, { recursive: true, withFileTypes: true });
  const files = entries
    .filter(
      (entry) =>
        entry.isFile() && /\.ts$/.test(entry.name) && !/\.(test|fixture)\.ts$|\.d\.ts$/.test(entry.name),
    )
    .map((entry) => relative(src, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((file) => !/^backend\/(contract|trials)\//.test(file) && file !== 'suites/scripted-host.ts');
  modules = await Promise.all(files.map(moduleOf));
  imports = modules.flatMap((module) => module.imports);
});

describe('the house', () => {
  it('is seen: its modules and their imports are found', () => {
    expect(modules.length).toBeGreaterThan(150);
    expect(imports.length).toBeGreaterThan(400);
  });

  it('lets each room import only what the table allows', () => {
    const trespasses = imports
      .filter(({ to }) => !to.startsWith('..'))
      .filter(({ from, to, typeOnly }) => {
        const [room, other] = [roomOf(from), roomOf(to)];
        if (room === other || room === 'cli') return false;
        const allowed = [...(ALLOWED[room] ?? []), ...(typeOnly ? (TYPES_TOO[room] ?? []) : [])];
        return !allowed.includes(other);
      })
      .map(({ from, to }) => `${from} → ${to}`);
    expect(trespasses).toEqual([]);
  });

  it('has no cycle, not even through types', () => {
    const next = new Map(modules.map(({ file, imports: own }) => [file, own.map(({ to }) => to)]));
    const done = new Set<string>();
    const visit = (file: string, path: readonly string[]): string[] => {
      if (path.includes(file)) return [[...path.slice(path.indexOf(file)), file].join(' → ')];
      if (done.has(file)) return [];
      const found = (next.get(file) ?? []).flatMap((to) => visit(to, [...path, file]));
      done.add(file);
      return found;
    };
    expect(modules.flatMap(({ file }) => visit(file, []))).toEqual([]);
  });

  it.each(['trend', 'serve', 'lint', 'detect'])('starts %s without what judges a stack', (command) => {
    const loaded = new Map(
      modules.map(({ file, imports: own }) => [
        file,
        own.flatMap(({ to, typeOnly, isLazy }) => (typeOnly || isLazy ? [] : [to])),
      ]),
    );
    const seen = new Set([`cli/commands/${command}.ts`]);
    for (const file of seen) for (const to of loaded.get(file) ?? []) seen.add(to);
    expect(seen.size).toBeGreaterThan(20);
    expect([...seen].filter((file) => /^(?:cli\/rules|config\/(?:load|validate))\.ts$/.test(file))).toEqual(
      [],
    );
  });

  it('has no file that nobody can hold in their head', () => {
    expect(modules.filter(({ lines }) => lines > MOST_LINES).map(({ file }) => file)).toEqual([]);
  });

  it('has no drawer for what has no name', () => {
    const drawers = modules.filter(({ file }) =>
      /(^|\/)(utils?|helpers?|common|misc|types)(\/|\.ts$)/.test(file),
    );
    expect(drawers.map(({ file }) => file)).toEqual([]);
  });
});
