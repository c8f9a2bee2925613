import type { Pcm } from '../../speech/pcm.ts';
import { type PiperVoice, readPiperVoice } from './piper-voice.ts';
import { EngineAbsent, type SpeechEngine, type Utterance } from './speech-engine.ts';

/** The program, and a voice for it. */
export interface PiperOptions {
  /** piper, from PATH. */
  readonly program?: string;
  /** Path of the voice, `….onnx`, with its `.json` beside it. */
  readonly voice: string;
}

const soundBytesAtMost = 64 * 1024 * 1024;

/** The arguments for an utterance; the text itself goes to standard input. Piper has no pitch. */
export const piperArguments = (voice: string, { rate }: Pick<Utterance, 'rate'>): string[] => [
  '--model',
  voice,
  '--output_raw',
  '--length_scale',
  (1 / rate).toFixed(3),
];

/** Raw 16-bit little-endian samples. */
function readRaw(bytes: Uint8Array, sampleRateHz: number): Pcm {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const samples = Float32Array.from(
    { length: Math.floor(bytes.byteLength / 2) },
    (_, index) => view.getInt16(2 * index, true) / 32768,
  );
  return { samples, sampleRateHz };
}

/** A voice, or why there is none. */
function voiceOrProblem(voice: string): PiperVoice | string {
  try {
    return readPiperVoice(voice);
  } catch {
    return 'the voice has no readable description (.onnx.json)';
  }
}

/** The `piper` program, where it is on PATH: one process per utterance. Throws what fails. */
export function piper({ program = 'piper', voice }: PiperOptions): SpeechEngine {
  const described = voiceOrProblem(voice);
  return {
    id: 'piper',
    languages: typeof described === 'string' ? ['fr', 'en'] : described.languages,
    async *speak(utterance, signal) {
      if (typeof described === 'string') throw new Error(described);
      const { execa } = await import('execa');
      const { failed, code, exitCode, stdout } = await execa(program, piperArguments(voice, utterance), {
        // A line is an utterance.
        input: `${utterance.text.replace(/\s+/g, ' ')}\n`,
        encoding: 'buffer',
        reject: false,
        cancelSignal: signal,
        killSignal: 'SIGKILL',
        maxBuffer: { stdout: soundBytesAtMost, stderr: 64 * 1024 },
      });
      signal.throwIfAborted();
      if (code === 'ENOENT') throw new EngineAbsent(`${program} is not on PATH`);
      if (failed) throw new Error(`piper failed (${exitCode ?? code ?? 'ended by a signal'})`);
      yield readRaw(stdout, described.sampleRateHz);
    },
    close: () => Promise.resolve(),
  };
}
