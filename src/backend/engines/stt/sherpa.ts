import { createRequire } from 'node:module';
import { join } from 'node:path';
import { RequestRefused } from '../../failures.ts';
import type { Pcm } from '../../speech/pcm.ts';
import { readSound } from '../../speech/sound.ts';
import { cutAtPause } from './cut-at-pause.ts';
import { sherpaModel } from './sherpa-model.ts';
import { sherpaProcess } from './sherpa-process.ts';
import type { Recording, SttEngine } from './stt-engine.ts';

/** A model for sherpa-onnx. */
export interface SherpaOptions {
  /** As published: .onnx files and tokens.txt. */
  readonly folder: string;
}

const library = 'sherpa-onnx-node';
/** Whisper models hear 30 s at a time, and nothing after them. */
const pieceS = 28;

/** Where the library lies: beside this program, or in the working directory. */
function installed(workingDirectory: string): string | null {
  for (const from of [import.meta.url, join(workingDirectory, 'package.json')]) {
    try {
      return createRequire(from).resolve(library);
    } catch {}
  }
  return null;
}

/** What keeps a model from being used; null when nothing does. */
export function problemWithSherpa(
  { folder }: SherpaOptions,
  workingDirectory = process.cwd(),
): string | null {
  if (installed(workingDirectory) === null) return `${library} is not installed: npm install ${library}`;
  try {
    sherpaModel(folder);
    return null;
  } catch (error) {
    return `${folder} ${error instanceof Error ? error.message : String(error)}`;
  }
}

/**
 * A model of one's own, heard with sherpa-onnx where that is installed, one recording at a time. Throws when the model
 * or the library is not there. Refuses recordings that are neither WAV nor MP3.
 */
export function sherpa(options: SherpaOptions, workingDirectory = process.cwd()): SttEngine {
  const problem = problemWithSherpa(options, workingDirectory);
  const path = installed(workingDirectory);
  if (problem !== null || path === null) throw new Error(problem ?? `${library} is not installed`);
  const model = sherpaModel(options.folder);
  const { hear, close } = sherpaProcess(path, model);
  let turn: Promise<unknown> = Promise.resolve();

  return {
    id: `sherpa:${model.kind}`,
    atOnce: 1,
    async *transcribe(recording, signal) {
      const sound = await soundOf(recording);
      let blank = '';
      for (const piece of cutAtPause(sound, pieceS)) {
        const mine = turn.then(() => hear(piece, signal));
        turn = mine.catch(() => {});
        const text = await mine;
        if (text === '') continue;
        yield blank + text;
        blank = ' ';
      }
    },
    close,
  };
}

async function soundOf({ bytes, container }: Recording): Promise<Pcm> {
  if (container !== 'wav' && container !== 'mp3') {
    throw new RequestRefused(415, `file: this stack hears WAV and MP3, not ${container}`);
  }
  return readSound(bytes).catch((error: unknown) => {
    throw new RequestRefused(415, `file: ${error instanceof Error ? error.message : 'cannot be read'}`);
  });
}
