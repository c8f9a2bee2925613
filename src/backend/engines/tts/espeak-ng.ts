import { readWav } from '../../speech/wav.ts';
import { EngineAbsent, type SpeechEngine, type Utterance } from './speech-engine.ts';

const ordinaryWordsPerMinute = 175;
const soundBytesAtMost = 64 * 1024 * 1024;

/** Variants that the program brings along, and the pitch at which each speaks with `-p 50`. */
const timbres = {
  female: { variant: 'f3', pitchHz: 200 },
  male: { variant: 'm3', pitchHz: 110 },
} as const;

/** The arguments for an utterance; the text itself goes to standard input. */
export function espeakArguments({ language, timbre, rate, pitchHz }: Utterance): string[] {
  const { variant, pitchHz: middleHz } = timbres[timbre];
  const pitch = Math.min(99, Math.max(0, Math.round(50 + (pitchHz - middleHz) / 2)));
  const speed = Math.round(ordinaryWordsPerMinute * rate);
  return [
    '--stdin',
    '--stdout',
    '-b',
    '1',
    '-v',
    `${language}+${variant}`,
    '-s',
    `${speed}`,
    '-p',
    `${pitch}`,
  ];
}

/** The `espeak-ng` program, where it is on PATH: one process per utterance. */
export function espeakNg(program = 'espeak-ng'): SpeechEngine {
  return {
    id: 'espeak-ng',
    languages: ['fr', 'en'],
    async *speak(utterance, signal) {
      const { execa } = await import('execa');
      const { failed, code, shortMessage, stdout } = await execa(program, espeakArguments(utterance), {
        input: utterance.text,
        encoding: 'buffer',
        reject: false,
        cancelSignal: signal,
        killSignal: 'SIGKILL',
        maxBuffer: soundBytesAtMost,
      });
      signal.throwIfAborted();
      if (code === 'ENOENT') throw new EngineAbsent(`${program} is not on PATH`);
      if (failed) throw new Error(shortMessage);
      yield readWav(stdout);
    },
    close: () => Promise.resolve(),
  };
}
