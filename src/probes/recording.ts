import { decoded } from '../audio/decode.ts';
import { inspectAudio } from '../audio/inspect.ts';
import { speechDefect } from '../domain/audio.ts';
import type { ProbeContext } from '../domain/probe.ts';
import { isMissingRoute, isRateLimit, isSwallowed, saysWhy } from '../domain/sample.ts';
import type { Answer, Failure } from '../domain/stack.ts';
import { pcm16Of } from '../protocol/pcm16.ts';
import { waveFile } from '../protocol/wave-file.ts';

/** The stack's own speech, to be sent back to it. */
export interface Recording {
  /** The words in it. */
  readonly said: string;
  readonly bytes: Uint8Array;
  readonly durationS: number;
}

/** Said where there is nothing to send; why, the probe of speech tells. */
export const NO_RECORDING = { unavailable: 'the stack speaks nothing that could be sent back to it' };

const LEAST_WAIT_MS = 1_000;
const BLIND_WAIT_MS = 5_000;

/** Raw samples as a file that says what it is: of what a label once said of them no listener knows. */
async function asFile(bytes: Uint8Array, label: string | null): Promise<Uint8Array> {
  const { container, pcm } = await decoded(bytes, label);
  if (container !== 'pcm' || !pcm) return bytes;
  return waveFile({ rateHz: pcm.sampleRateHz, widthBytes: 2, channels: 1 }, pcm16Of(pcm.samples));
}

/** Has the stack speak `text`: one request. Undefined where it does not, or where that is no speech. */
export async function record(context: ProbeContext, text: string): Promise<Recording | undefined> {
  const { stack, scenario, signal, pace } = context;
  for (;;) {
    const spoken = await stack.speak?.({ text, timeoutMs: scenario.timeoutMs, signal });
    if (spoken?.kind === 'answered') {
      const { audio, label } = spoken.value;
      const facts = await inspectAudio(audio, label);
      if (!facts.decoded || speechDefect(facts, text.length)) return undefined;
      return { said: text, bytes: await asFile(audio, label), durationS: facts.decoded.durationS };
    }
    if (!spoken || !isRateLimit(spoken.failure)) return undefined;
    const waitMs = Math.max(LEAST_WAIT_MS, spoken.failure.retryAfterMs ?? BLIND_WAIT_MS);
    if (!(await pace.waitForRateLimit(waitMs))) return undefined;
  }
}

/**
 * Sends recordings one after the other, from `first` on, each until the rate limit lets it through. The `more` others
 * are made together once the first is through, so that a stack which does not listen need not speak either, and no
 * recording is made between two that are measured. Where the stack stops speaking, the last one is sent again.
 */
export function dispatcher(context: ProbeContext, first: Recording, text: () => string, more: number) {
  let waiting = [first];
  let last = first;

  async function makeMore() {
    const made: Recording[] = [];
    for (let count = 0; count < more; count++) {
      const recording = await record(context, text());
      if (!recording) break;
      made.push(recording);
    }
    return made;
  }

  return {
    /** The recording that was sent last. */
    get last(): Recording {
      return last;
    },
    async send<Value>(ask: (recording: Recording) => Promise<Answer<Value>>): Promise<Answer<Value>> {
      if (waiting.length === 0) waiting = await makeMore();
      last = waiting[0] ?? last;
      const answer = await ask(last);
      if (answer.kind === 'answered' || !isRateLimit(answer.failure)) waiting.shift();
      return answer;
    },
  };
}

/** The names under which health routes speak of the transcriber. */
const NAMES = ['stt', 'whisper'];
const NOT_THERE = /^(absent|disabled|off|none)$/i;

/** Whether the stack promises to transcribe: what it says of itself, unless the target requires it. */
export async function promisesToTranscribe({
  target,
  stack,
  scenario,
  signal,
  responsive,
}: ProbeContext): Promise<boolean> {
  if (target.requires.includes('stt')) return true;
  if (!responsive) return false;
  const health = await stack.health({ timeoutMs: scenario.timeoutMs, signal });
  if (health.kind === 'failed') return false;
  const { services, states = {} } = health.value;
  const told = NAMES.flatMap((name) => states[name] ?? []);
  return told.length > 0
    ? told.some((state) => !NOT_THERE.test(state))
    : NAMES.some((name) => services[name] === true);
}

/**
 * Whether a failure says that nobody listens here, which is no fault: no such route, or 503 from a stack that promises
 * no transcriber. One that does promise is down.
 */
export const isDeaf =
  (context: ProbeContext) =>
  async (failure: Failure): Promise<boolean> => {
    // What went wrong after it had listened is no deafness.
    if (failure.at !== undefined && failure.at !== 'hearing') return false;
    if (isMissingRoute(failure)) return true;
    if (failure.kind !== 'rejected' || saysWhy(failure)) return false;
    if ((failure.status ?? 0) < 500 && !isSwallowed(failure)) return false;
    return !(await promisesToTranscribe(context));
  };
