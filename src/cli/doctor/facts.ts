import { stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative } from 'node:path';
import type { LoadedConfig } from '../../config/loaded-config.ts';
import { type Detected, isReviewable } from '../../detection/detect.ts';
import { spoken } from '../../detection/table.ts';
import type { Host } from '../../domain/host.ts';
import { SERVICE_ROLES, type Target, type Task } from '../../domain/target.ts';
import { isOnPath } from '../../host/on-path.ts';
import { managers } from '../../readiness/install.ts';
import type { MachineFacts } from '../../readiness/machine.ts';
import type { ProjectFacts, TaskFacts } from '../../readiness/project.ts';
import type { ServerFacts } from '../../readiness/stack.ts';
import { serversOf } from '../../suites/serving.ts';

type Env = Readonly<Record<string, string | undefined>>;

const GPU_MS = 5_000;

const kindAt = async (path: string): Promise<'file' | 'folder' | null> => {
  const found = await stat(path).catch(() => null);
  if (found === null) return null;
  return found.isDirectory() ? 'folder' : 'file';
};

/** What there is to know of this machine. */
export async function machineFacts(host: Host, env: Env, signal: AbortSignal): Promise<MachineFacts> {
  const [gpu, load, { cores }] = await Promise.all([
    host.gpu.snapshot(signal, GPU_MS),
    host.machine.load(),
    host.machine.facts(),
  ]);
  const there = await Promise.all(
    managers.map(async (name) => ((await isOnPath(name, env.PATH ?? '')) ? [name] : [])),
  );
  const { node, platform } = { node: process.version, platform: process.platform };
  return { node, platform, gpu, cores, load: load.loadAverage, managers: there.flat() };
}

async function taskFacts({ argv, folder }: Task, path: string): Promise<TaskFacts> {
  const [program] = argv;
  const isPath = program.includes('/') || isAbsolute(program);
  const hasProgram = isPath
    ? (await kindAt(isAbsolute(program) ? program : join(folder, program))) === 'file'
    : await isOnPath(program, path);
  return { argv, folder, hasFolder: (await kindAt(folder)) === 'folder', hasProgram };
}

/** Whether a folder is in a repository, and git there to read it. */
async function hasCommit(folder: string, path: string): Promise<boolean> {
  if (!(await isOnPath('git', path))) return false;
  for (let above = folder; ; above = dirname(above)) {
    if ((await kindAt(join(above, '.git'))) !== null) return true;
    if (above === dirname(above)) return false;
  }
}

/** What of the project a config names, and whether it is there; nothing of it is run. */
export async function projectFacts(target: Target, env: Env): Promise<ProjectFacts> {
  const path = env.PATH ?? '';
  const { tests, build, requirements, folder } = target;
  return {
    tests: tests && (await taskFacts(tests, path)),
    build: build && (await taskFacts(build, path)),
    requirements:
      requirements === null
        ? null
        : { file: relative(folder ?? '', requirements), isThere: (await kindAt(requirements)) === 'file' },
    hasCommit: folder === null ? null : await hasCommit(folder, path),
  };
}

/** Each address of a target once, with its dialect and whether there is a key for it. */
function addressesIn({ target, apiKey, serviceKeys }: LoadedConfig) {
  const { services, url, dialect } = target;
  if (!services) return [{ url, dialect, hasKey: apiKey !== null }];
  const all = SERVICE_ROLES.flatMap((role) => {
    const server = services[role];
    return server
      ? [{ url: server.url, dialect: server.dialect, hasKey: serviceKeys?.[role] !== undefined }]
      : [];
  });
  return [...new Map(all.map((server) => [`${server.url} ${server.dialect}`, server])).values()];
}

const isOf = (detected: Detected, url: string): boolean => url.replace(/\/v1$/, '') === detected.asked;

/** What is known of the servers of a target, of which `detected` says what speaks there. */
export async function serverFacts(
  config: LoadedConfig,
  detected: readonly Detected[],
  host: Host,
): Promise<ServerFacts[]> {
  const processes = await serversOf(config.target, host.machine);
  return addressesIn(config).map((server) => {
    const there = detected.find((each) => isOf(each, server.url));
    const found = (there?.found ?? []).filter(isReviewable);
    const process = processes.find(
      ({ address }) => URL.canParse(server.url) && new URL(server.url).host === address,
    );
    return {
      ...server,
      spoken: found.map((each) => ({
        dialect: each.dialect,
        words: spoken(each),
        wantsKey: each.hindrance === 'key',
      })),
      otherwise: there?.otherwise ?? null,
      answers: there?.answers ?? false,
      roles: found.find(({ dialect }) => dialect === server.dialect)?.roles ?? found[0]?.roles ?? [],
      process: process === undefined || process.process === 'unseen' ? null : process.process,
    };
  });
}
