import { createMp3Encoder } from 'wasm-media-encoders';

const RATE_HZ = 24_000;
const KBITS = 48;
const POOL_S = 24;
const SYLLABLE_S = 0.25;
const HARMONICS = [1, 2, 3, 4];

/** What a frame of layer III lasts at this rate, exactly: 576 samples. */
const FRAME_MS = 24;
/** At this rate and bitrate every frame has the same length, without padding. */
const FRAME_BYTES = (FRAME_MS * KBITS) / 8;

/** Syllables with a melody, each with a pitch and a brightness of its own: nothing that listens takes it for noise or a tone. */
function babble(seconds: number): Float32Array {
  let state = 1;
  // Numerical Recipes' linear congruential generator: the same sound in every run.
  const letters = Array.from({ length: Math.ceil(seconds / SYLLABLE_S) }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  });
  return Float32Array.from({ length: seconds * RATE_HZ }, (_, index) => {
    const syllable = Math.floor(index / RATE_HZ / SYLLABLE_S);
    const t = index / RATE_HZ - syllable * SYLLABLE_S;
    const letter = letters[syllable] ?? 0;
    const pitch = 2 * Math.PI * (150 + 4 * (letter % 16));
    const voice = HARMONICS.reduce(
      (sum, n) => sum + Math.sin(pitch * n * t) / n ** (0.5 + (letter % 5) / 2),
      0,
    );
    return 0.2 * voice * Math.sin((Math.PI * t) / SYLLABLE_S);
  });
}

async function encoded(): Promise<Uint8Array> {
  const encoder = await createMp3Encoder();
  encoder.configure({ sampleRate: RATE_HZ, channels: 1, bitrate: KBITS });
  const frames = Buffer.from(encoder.encode([babble(POOL_S)]));
  return Buffer.concat([frames, encoder.finalize()]);
}

let pool: Promise<Uint8Array> | undefined;

/**
 * MP3 that decodes to `ms` of sound like speech, to the sample: whole frames, so `ms` is rounded to {@link FRAME_MS}.
 * Of each `turn` another stretch of one long babble, because a stack that says the same to everything is caught.
 */
export async function soundOf(ms: number, turn: number): Promise<Uint8Array> {
  pool ??= encoded();
  const bytes = await pool;
  const frames = Math.max(1, Math.round(ms / FRAME_MS));
  const all = Math.floor(bytes.length / FRAME_BYTES);
  const from = (turn * 7) % Math.max(1, all - frames);
  return bytes.subarray(from * FRAME_BYTES, (from + frames) * FRAME_BYTES);
}
