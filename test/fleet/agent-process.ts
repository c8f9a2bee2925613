import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Evidence } from '../../src/domain/evidence.ts';
import type { Queue } from '../../src/queue/connection.ts';
import { type Ask, answersOf, fileFleet, newRun, type StackAnswer } from '../../src/queue/filing.ts';
import { watchFleet } from '../../src/queue/watching.ts';
import { start } from '../smoke/ralph.ts';

/** A folder that goes with the test: the home and the working folder of an agent. */
export async function home(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'ralph-agent-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

/** `ralph agent` as a process in a home of its own, which takes jobs when this resolves. */
export async function agentProcess(
  url: string,
  {
    name,
    at,
    words = [],
  }: { readonly name: string; readonly at: string; readonly words?: readonly string[] },
) {
  const { child, ended, saying, said } = start(['agent', '--queue', url, '--name', name, ...words], {
    cwd: at,
    env: { HOME: at, XDG_STATE_HOME: join(at, 'state') },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await saying('takes jobs from');
  return { child, ended, saying, said };
}

/** Files a run, and hands back what came of each of its stacks when nothing is out any more. */
export async function run(queue: Queue, asks: readonly Partial<Ask>[], attempts = 3) {
  const id = newRun();
  await fileFleet(queue, {
    ...{ run: id, fleet: 'test', attempts, memo: null },
    asks: asks.map((ask, index) => ({
      ...{ stack: `stack-${index + 1}`, asked: { agent: 'a' }, probes: ['backend'], samples: null, ...ask },
    })),
  });
  const ended = watchFleet(queue, id, { signal: new AbortController().signal, on: () => {} });
  return { id, answers: () => ended.then(() => answers(queue, id)) };
}

/** What came of each stack of a run, whoever signed it. */
async function answers(queue: Queue, id: string): Promise<StackAnswer[]> {
  const all: StackAnswer[] = [];
  const readers = { trust: () => null, evidence: (value: unknown) => value as Evidence };
  for await (const answer of answersOf(queue, id, readers)) all.push(answer);
  return all;
}

/** Every file below a folder, and what is in it. */
export async function filesIn(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    await Promise.all(files.sort().map(async (file) => [file, await readFile(file, 'base64')])),
  );
}

/** The processes that a process has started and that are there. */
export async function childrenOf(pid: number): Promise<string> {
  const tasks = await readdir(`/proc/${pid}/task`);
  const children = tasks.map((task) =>
    readFile(`/proc/${pid}/task/${task}/children`, 'utf8').catch(() => ''),
  );
  return (await Promise.all(children)).join('').trim();
}
