import { readdirSync, readFileSync, watch } from 'node:fs';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type Result, ralph, start } from './ralph.ts';

/** When a run is killed: so long after its start, or as soon as something of it is seen. */
export type Moment =
  | { readonly after: 'ms'; readonly ms: number }
  /** The so-many-th line of its progress. */
  | { readonly after: 'line'; readonly line: number }
  /** The so-many-th change in the folder of the reviews. */
  | { readonly after: 'change'; readonly change: number };

export interface Kill {
  readonly moment: Moment;
  readonly signal: 'SIGKILL' | 'SIGTERM' | 'SIGINT';
}

/** The same numbers from 0 to 1 for the same seed (Mulberry32, public domain). */
export function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const LINES = 13;
const CHANGES = 70;
const LONGEST_MS = 4_500;

/** The n-th kill: a third each by line, by change of the folder, and by time; most of them not to be caught. */
export function killOf(point: number, seed: number): Kill {
  const random = numbers(seed * 10_007 + point);
  const signal = (['SIGKILL', 'SIGKILL', 'SIGKILL', 'SIGTERM', 'SIGINT'] as const)[Math.floor(random() * 5)];
  const part = random();
  const moments: Moment[] = [
    { after: 'line', line: 1 + (Math.floor(point / 3) % LINES) },
    { after: 'change', change: 1 + Math.floor(part * CHANGES) },
    { after: 'ms', ms: Math.round(part * LONGEST_MS) },
  ];
  const moment = moments[point % moments.length];
  if (!moment || !signal) throw new Error('no such point');
  return { moment, signal };
}

/** What is asked: a probe of each phase, and every watch that the reference stack has something to show to. */
export const ASKED = ['backend', 'environment', 'llm', 'llm_stream', 'tts', 'host', 'memory', 'stats'];

const FLAGS = [
  'review',
  '--reference',
  '--lang',
  'en',
  '-n',
  '1',
  '--warmup',
  '0',
  '--only',
  ASKED.join(','),
];

/** The line that a finished probe is told by, and which probe that is. */
export async function titles(): Promise<ReadonlyMap<string, string>> {
  const { probes } = JSON.parse((await ralph(['list', '--json', '--lang', 'en'])).stdout);
  return new Map(probes.map(({ id, title }: { id: string; title: string }) => [title, id]));
}

/** Ids of the probes that a run has said were finished. */
export const saidFinished = (stderr: string, known: ReadonlyMap<string, string>): string[] =>
  [...stderr.matchAll(/^\S+Z {3}[✓–✖] (.+?) {2}/gm)].flatMap(([, title = '']) => known.get(title) ?? []);

/** The processes whose environment has this folder for temporary files: all that a run has started. */
function alive(temporary: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const isOurs = readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`TMPDIR=${temporary}\0`);
        const isDead = /\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
        return isOurs && !isDead ? [Number(pid)] : [];
      } catch {
        return [];
      }
    });
}

/** A folder of reviews and one for temporary files, and runs in them. */
export async function place(root: string) {
  const [reviews, temporary] = [join(root, 'reviews'), join(root, 'tmp')];
  await mkdir(reviews);
  await mkdir(temporary);
  const options = { cwd: root, env: { TMPDIR: temporary } };
  const args = (...more: string[]) => [...FLAGS, '--reviews', reviews, ...more];

  /** Starts a run and kills it at the moment; one that is quicker than that ends by itself. */
  async function killed({ moment, signal }: Kill, ...more: string[]): Promise<Result> {
    const { child, ended } = start(args(...more), options);
    const kill = () => void child.kill(signal);
    let [lines, changes] = [0, 0];
    const watching = watch(reviews, () => {
      if (moment.after === 'change' && ++changes === moment.change) kill();
    });
    child.stderr.on('data', (text: string) => {
      const before = lines;
      lines += text.split('\n').length - 1;
      if (moment.after === 'line' && before < moment.line && lines >= moment.line) kill();
    });
    const timer = moment.after === 'ms' ? setTimeout(kill, moment.ms) : undefined;
    const result = await ended;
    clearTimeout(timer);
    watching.close();
    return result;
  }

  return {
    reviews,
    temporary,
    killed,
    run: (...more: string[]) => ralph(args(...more), options),
    gone: () => expect.poll(() => alive(temporary), { timeout: 30_000 }).toEqual([]),
  };
}

/** What is remembered of the reviews is no leftover: it is made again when it is gone. */
const isIndex = (name: string): boolean => name.startsWith('.ralph-index.sqlite');

const isJournal = (name: string): boolean => name.startsWith('.ralph-run-');

/** What is in a folder of reviews, each file of it read: nothing may be half, or of another than its name says. */
export async function contents(reviews: string) {
  const names = (await readdir(reviews)).sort();
  const hidden = names.filter((name) => name.startsWith('.') && !isIndex(name));
  const cycles: number[] = [];
  const lonely: string[] = [];
  for (const name of names.filter((each) => !each.startsWith('.'))) {
    const [, stem = '', cycle, kind] = /^(\d{4}-\d\d-\d\d-cycle-(\d{3}))\.(json|md)$/.exec(name) ?? [];
    const text = await readFile(join(reviews, name), 'utf8');
    if (kind === 'md') {
      expect(names).toContain(`${stem}.json`);
      expect(text).toMatch(new RegExp(`^---\\n[^]*\\ncycle: ${Number(cycle)}\\n[^]*\\n---\\n`));
    } else {
      const { review, evidence } = JSON.parse(text);
      expect([name, review.cycle, evidence.schema]).toEqual([name, Number(cycle), 'ralph/evidence@1']);
      cycles.push(review.cycle);
      if (!names.includes(`${stem}.md`)) lonely.push(stem);
    }
  }
  const journals = await Promise.all(
    hidden.filter(isJournal).map(async (name) => JSON.parse(await readFile(join(reviews, name), 'utf8'))),
  );
  return { cycles: cycles.sort((a, b) => a - b), hidden, lonely, journals };
}

/** What the newest review says was asked. */
export async function newest(reviews: string) {
  const names = (await readdir(reviews)).filter((name) => name.endsWith('.json')).sort();
  const name = names.toSorted((a, b) => Number(a.slice(17, 20)) - Number(b.slice(17, 20))).at(-1) ?? '';
  return JSON.parse(await readFile(join(reviews, name), 'utf8'));
}
