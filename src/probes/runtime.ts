import type { Origin, ProcessFacts } from '../domain/machine.ts';
import type { Exhibit } from '../domain/observation.ts';
import { defineProbe } from '../domain/probe.ts';
import { rolesLine } from '../domain/service-vram.ts';
import type { ServiceRole } from '../domain/target.ts';
import { IMPORT_CHECK } from '../suites/import-check.ts';
import { interpreterOf } from '../suites/interpreter.ts';
import { askPython, type Breakage } from '../suites/python.ts';
import { leadingProcess, processesOf, serversOf } from '../suites/serving.ts';
import { quoted } from '../suites/terminal-text.ts';

/** A module, and the first place in the target's sources that imports it: `fast_tts.py:6`. */
export type Import = { readonly module: string; readonly by: string };

type Served = Pick<ProcessFacts, 'pid' | 'startedAt' | 'program'>;

/** The process that serves and the interpreter it runs on. */
export type RuntimeReadings = {
  /** Of several the one on the interpreter that was asked. */
  readonly process: Served | null;
  /** What that process runs, against the target's folder; absent where that is not seen, or ralph started it itself. */
  readonly origin?: Origin;
  /** Every process that serves, where the target is made of several servers. */
  readonly processes?: readonly (Served & { readonly roles: readonly ServiceRole[] })[];
  readonly interpreter:
    | {
        readonly program: string;
        readonly version: string;
        /** ISO 8601: when a package was last installed or removed. */
        readonly packagesChangedAt: string | null;
      }
    | { readonly program: string; readonly broken: Breakage; readonly detail: string }
    | null;
  /** Imported without condition, and not installed. */
  readonly missing: readonly Import[];
  /** Imported without condition, and not named in the requirements file. */
  readonly undeclared: readonly Import[];
  /** Imported without condition, and installed; absent in evidence that did not say. */
  readonly found?: readonly string[];
};

const TIMEOUT_MS = 40_000;

const isoTime = (seconds: number | null): string | null =>
  seconds === null ? null : new Date(seconds * 1000).toISOString();

const listed = (title: string, imports: readonly Import[]): string[] =>
  imports.map(({ module, by }) => `${title}: ${module}, imported by ${by}`);

const line = (name: string, { pid, program, startedAt }: Served): string =>
  `${name} ${pid}: ${program ?? 'unknown program'}, started ${startedAt ?? 'at an unknown time'}`;

function exhibit({ process, processes, origin, interpreter, missing, undeclared }: RuntimeReadings): Exhibit {
  const lines = [
    ...(processes?.map((each) => line(`${rolesLine(each.roles)}: process`, each)) ?? [
      process && line('process', process),
    ]),
    origin ? `runs ${origin.source}` : null,
    interpreter &&
      ('broken' in interpreter
        ? `${interpreter.program}: ${interpreter.broken}, ${interpreter.detail}`
        : `${interpreter.program}: Python ${interpreter.version}, packages changed ${interpreter.packagesChangedAt ?? 'at an unknown time'}`),
    ...listed('missing', missing),
    ...listed('not in the requirements', undeclared),
  ];
  return {
    title: 'runtime',
    language: 'text',
    content: lines.filter((each) => each !== null).join('\n'),
  };
}

const observed = (readings: RuntimeReadings) => ({ readings, raw: [exhibit(readings)] });

const facts = ({ pid, startedAt, program }: ProcessFacts): Served => ({ pid, startedAt, program });

/** Would the stack survive a restart? Only what its own interpreter can import today tells. */
export default defineProbe<RuntimeReadings>()({
  id: 'runtime',
  title: { en: 'Runtime', fr: 'Environnement d’exécution' },
  phase: 'before',
  needsHost: true,
  metrics: {
    missing_modules: {
      kind: 'number',
      title: { en: 'Missing Python modules', fr: 'Modules Python manquants' },
      unit: 'count',
      better: 'lower',
      floor: 0.5,
      formula: {
        en: 'modules that the sources import without condition and the interpreter does not find',
        fr: 'modules que les sources importent sans condition et que l’interpréteur ne trouve pas',
      },
      from: ({ interpreter, missing }) =>
        interpreter && 'version' in interpreter ? missing.length : undefined,
    },
  },
  async observe(context) {
    const { target, host } = context;
    const servers = await serversOf(target, host.machine);
    const process = leadingProcess(servers);
    const program = interpreterOf(target, process);
    const origin =
      process && target.folder !== null && target.pid === null
        ? await host.machine.origin(process.pid, target.folder)
        : null;
    const bare = {
      process: process && facts(process),
      ...(origin && { origin: { ...origin, source: quoted(origin.source, 300) } }),
      ...(target.services && {
        processes: processesOf(servers).map((each) => ({ roles: each.roles, ...facts(each.process) })),
      }),
      ...{ interpreter: null, missing: [], undeclared: [] },
    };
    if (program === null)
      return process
        ? observed(bare)
        : { unavailable: 'neither a serving process nor a Python interpreter is known (target.python)' };
    const { readImportAnswer } = await import('../suites/import-answer.ts');
    const answer = await askPython(context, {
      program,
      script: IMPORT_CHECK,
      args: ['imports', target.folder ?? '', target.requirements ?? ''],
      timeoutMs: TIMEOUT_MS,
      read: readImportAnswer,
    });
    if (answer.kind === 'no-folder') return { unavailable: answer.message };
    if (answer.kind === 'broken')
      return observed({ ...bare, interpreter: { program, broken: answer.how, detail: answer.detail } });
    const { python, packagesChangedAt, missing, undeclared, found } = answer.value;
    const interpreter = { program, version: python, packagesChangedAt: isoTime(packagesChangedAt) };
    return observed({ ...bare, interpreter, missing, undeclared, found });
  },
});
