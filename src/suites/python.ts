import { randomBytes } from 'node:crypto';
import type { CommandOutcome } from '../domain/host.ts';
import type { ProbeContext } from '../domain/probe.ts';
import { patienceMs } from '../domain/scenario.ts';
import { obstacle } from './refusal.ts';
import { lastLine, quoted } from './terminal-text.ts';

/** What is wrong with an interpreter that gave no answer. */
export type Breakage = 'hangs' | 'crashes' | 'not-found' | 'nonsense';

export type PythonAnswer<Value> =
  | { readonly kind: 'answered'; readonly value: Value }
  | {
      readonly kind: 'broken';
      readonly how: Breakage;
      /** In words, one line. */
      readonly detail: string;
      /** What the script had said before it broke. */
      readonly said: Readonly<Record<string, unknown>>;
    }
  /** The folder to run in does not exist: that says nothing of the interpreter. */
  | { readonly kind: 'no-folder'; readonly message: string };

/** An interpreter starts in a tenth of a second; from a cold disk, behind a slow environment, in a few. */
const FIRST_WORD_MS = { least: 5_000, most: 15_000 };

const HUNG_BEFORE = 'it did not come back when it was asked before';

/** Who asks: its target's folder is where the interpreter runs. */
type Asker = Pick<ProbeContext, 'host' | 'target' | 'scenario' | 'signal' | 'hung'>;

interface PythonQuestion<Value> {
  readonly program: string;
  readonly script: string;
  readonly args: readonly string[];
  readonly timeoutMs: number;
  /** Undefined when the answer has not the right shape. */
  readonly read: (answer: unknown) => Value | undefined;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parsed(json: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json);
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}

/** All that stands as JSON objects behind the marker, line by line, later members over earlier ones. */
export const markedAnswer = (stdout: string, marker: string): Record<string, unknown> =>
  // Entries and not assignment: a member called __proto__ stays a member.
  Object.fromEntries(
    stdout
      .split('\n')
      .filter((line) => line.includes(marker))
      .flatMap((line) => Object.entries(parsed(line.slice(line.lastIndexOf(marker) + marker.length)))),
  );

type Ran = Exclude<CommandOutcome, { kind: 'not-started' }>;

function breakage(outcome: Ran, timeoutMs: number, firstWordMs: number): { how: Breakage; detail: string } {
  if (outcome.kind === 'timed-out') {
    const seconds = (outcome.stdout === '' ? Math.min(firstWordMs, timeoutMs) : timeoutMs) / 1000;
    return { how: 'hangs', detail: `no answer within ${seconds} s` };
  }
  if (outcome.kind === 'signalled') return { how: 'crashes', detail: `ended by ${outcome.signal}` };
  if (outcome.code === 0) {
    const said = quoted(outcome.stdout, 120);
    return {
      how: 'nonsense',
      detail: said ? `does not answer as a Python does: ${said}` : 'answers nothing',
    };
  }
  const complaint = lastLine(outcome.stderr) ?? lastLine(outcome.stdout);
  return { how: 'crashes', detail: quoted([`exit code ${outcome.code}`, complaint ?? []].flat().join(': ')) };
}

/**
 * Puts a script to an interpreter over its standard input. The answer counts only behind a marker that the
 * script alone was told, so that noise, echoes and banners on standard output are never taken for it. Its first word
 * it says before it does anything that may take long; one that once did not come back is not asked again.
 */
export async function askPython<Value>(
  { host, target: { folder }, scenario, signal, hung }: Asker,
  { program, script, args, timeoutMs, read }: PythonQuestion<Value>,
): Promise<PythonAnswer<Value>> {
  if (hung.has(program)) return { kind: 'broken', how: 'hangs', detail: HUNG_BEFORE, said: {} };
  const firstWordMs = patienceMs(scenario, FIRST_WORD_MS);
  const marker = randomBytes(16).toString('hex');
  const outcome = await host.commands.run({
    argv: [program, '-', ...args, marker],
    ...(folder === null ? {} : { folder }),
    // Importing must leave no traces in the folders that are looked at.
    env: { PYTHONDONTWRITEBYTECODE: '1' },
    input: script,
    timeoutMs,
    firstWordMs,
    maxOutputBytes: 4 * 2 ** 20,
    signal,
  });
  if (outcome.kind === 'timed-out') hung.add(program);
  if (outcome.kind === 'not-started') {
    if (outcome.reason === 'no-folder') return { kind: 'no-folder', message: outcome.message };
    return { kind: 'broken', how: 'not-found', detail: obstacle(outcome), said: {} };
  }
  const said = markedAnswer(outcome.stdout, marker);
  const value = read(said);
  if (value !== undefined) return { kind: 'answered', value };
  const { how, detail } = breakage(outcome, timeoutMs, firstWordMs);
  return { kind: 'broken', how, detail: detail.replaceAll(marker, '…'), said };
}
