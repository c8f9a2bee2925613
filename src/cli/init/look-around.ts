import { realpath } from 'node:fs/promises';
import { sep } from 'node:path';
import { type Detected, isReviewable } from '../../detection/detect.ts';
import { targetsOf } from '../../detection/snippet.ts';
import { createHost } from '../../host/host.ts';
import { listening } from '../../host/listening.ts';
import { readProject } from '../../host/project-files.ts';
import { addressesOf } from '../../project/addresses.ts';
import { described } from '../../project/openapi.ts';
import { type Project, projectFrom } from '../../project/project.ts';
import { lookAt } from '../look-at.ts';
import { type Candidate, candidatesOf } from './candidate.ts';

/** What was found: in the files of a project, and on the ports of this machine. */
export interface Surroundings {
  readonly project: Project;
  /** Addresses that were asked. */
  readonly asked: readonly string[];
  readonly candidates: readonly Candidate[];
  /** Names of the GPUs that nvidia-smi lists. */
  readonly gpus: readonly string[];
}

const MOST_BYTES = 1024 * 1024;
const DEADLINE_MS = 2_000;

/** What the OpenAPI documents of those say that no dialect knows. */
async function describedAt(detected: readonly Detected[], signal: AbortSignal): Promise<Candidate[]> {
  const unknown = detected.filter(({ url, found }) => /^https?:/.test(url) && !found.some(isReviewable));
  const { host, close } = createHost();
  try {
    const found = await Promise.all(
      unknown.map(async ({ url }): Promise<Candidate[]> => {
        const request = { method: 'GET', url: `${url}/openapi.json`, maxBytes: MOST_BYTES } as const;
        const page = await host.http.exchange({ ...request, timeoutMs: DEADLINE_MS, signal });
        const api = page.kind === 'answered' && page.status === 200 ? parsed(page.body) : undefined;
        const stack = described(api);
        if (stack === null) return [];
        const target = { url, dialect: 'custom', custom: stack.custom };
        return [{ target, spoken: `OpenAPI, ${url}/openapi.json`, guessed: stack.guessed }];
      }),
    );
    return found.flat();
  } finally {
    await close();
  }
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

/** What can be reviewed at these addresses: what dialects know, and where they know nothing, what is described. */
export async function candidatesAt(urls: readonly string[], signal: AbortSignal): Promise<Candidate[]> {
  if (urls.length === 0) return [];
  const detected = await lookAt(urls, signal);
  const known = candidatesOf(detected, targetsOf(detected));
  return known.length > 0 ? known : describedAt(detected, signal);
}

async function doorsOf(root: string) {
  const real = await realpath(root);
  const isOwn = (folder: string | null): boolean =>
    folder !== null && `${folder}${sep}`.startsWith(`${real}${sep}`);
  return (await listening())
    .filter(({ pid }) => pid !== process.pid)
    .map(({ port, folder }) => ({ port, isOwn: isOwn(folder) }));
}

async function gpusOf(signal: AbortSignal): Promise<readonly string[]> {
  const { host, close } = createHost();
  try {
    const answer = await host.gpu.snapshot(signal, DEADLINE_MS);
    return answer.kind === 'seen' ? answer.snapshot.devices.map(({ name }) => name) : [];
  } finally {
    await close();
  }
}

/** Looks at the project in `root` and at who listens here, or at `url` alone where one is given; executes nothing of it. */
export async function lookAround(
  root: string,
  url: string | undefined,
  signal: AbortSignal,
): Promise<Surroundings> {
  const [files, gpus] = await Promise.all([readProject(root), gpusOf(signal)]);
  const project = projectFrom(files);
  const rounds = url === undefined ? addressesOf(project, await doorsOf(root)) : [[url]];
  const asked: string[] = [];
  let candidates: readonly Candidate[] = [];
  for (const addresses of rounds) {
    if (candidates.length > 0) break;
    asked.push(...addresses);
    candidates = await candidatesAt(addresses, signal);
  }
  return { project, asked, candidates, gpus };
}
