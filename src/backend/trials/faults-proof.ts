import { inspectAudio } from '../../audio/inspect.ts';
import { speechDefect } from '../../domain/audio.ts';
import type { Client } from '../contract/stack-under-test.ts';
import type { RunningBackend } from '../start.ts';

/** A stack that is asked by tests. */
export type Stack = RunningBackend & Client;

/** How the symptom of a fault is seen from outside, and what is seen there without it. */
export interface Proof<Seen = unknown> {
  /** What it is switched on with. */
  readonly argument?: number;
  /** Faults without which it cannot be seen, on before, during and after, each as `serve --fault` takes it. */
  readonly beside?: readonly string[];
  look(stack: Stack): Promise<Seen>;
  /** What is seen, or matchers for it, while the fault is on; it may depend on what was seen before. */
  symptom(before: Seen): unknown;
  /** What is seen while it is off. */
  readonly honest: unknown;
}

/** A proof whose parts agree on what is seen. */
export const proof = <Seen>({ look, symptom, ...rest }: Proof<Seen>): Proof => ({
  ...rest,
  look,
  symptom: (before) => symptom(before as Seen),
});

/** As {@link proof}, with the lateness that `act` shows every time; what is honest may be late now and then, on a busy machine. */
export const lateness = (
  lateMs: number,
  act: (stack: Stack) => Promise<unknown>,
  { tries } = { tries: 5 },
): Proof => ({
  argument: lateMs,
  async look(stack) {
    for (let attempt = 0; attempt < tries; attempt += 1) {
      const startedAt = performance.now();
      await act(stack);
      if (performance.now() - startedAt < lateMs) return 'in time';
    }
    return 'late';
  },
  symptom: () => 'late',
  honest: 'in time',
});

/** What a person would hear of these bytes: their container, or what is wrong with them. */
export async function heard(bytes: Uint8Array, chars: number): Promise<string> {
  const audio = await inspectAudio(bytes, null);
  return speechDefect(audio, chars)?.en ?? audio.container;
}

/** Sends a request and reads its answer as JSON. */
export async function json(
  asked: Promise<Response>,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await asked;
  return { status: response.status, body: Object(await response.json()) };
}
