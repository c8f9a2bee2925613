import { setImmediate as breathe } from 'node:timers/promises';
import { joinPcm, type Pcm } from './pcm.ts';

const pieceBytes = 16 * 1024;
const secondsAtMost = 300;

/** Runs `work`, which prints a line of its own for each broken frame, without those lines. */
function quietly<Result>(work: () => Result): Result {
  const { error } = console;
  console.error = () => {};
  try {
    return work();
  } finally {
    console.error = error;
  }
}

/** Decodes MP3, several channels averaged into one. Rejects when a frame is broken, when there is none, and after 5 min of sound. */
export async function readMp3(bytes: Uint8Array): Promise<Pcm> {
  const { MPEGDecoder } = await import('mpg123-decoder');
  const decoder = new MPEGDecoder();
  await decoder.ready;
  const pieces: Pcm[] = [];
  let seconds = 0;
  try {
    for (let at = 0; at < bytes.length; at += pieceBytes) {
      const piece = bytes.subarray(at, at + pieceBytes);
      const { channelData, samplesDecoded, sampleRate, errors } = quietly(() => decoder.decode(piece));
      if (errors.length > 0) throw new Error('an MP3 with broken frames');
      if (samplesDecoded === 0) continue;
      pieces.push({ samples: averaged(channelData), sampleRateHz: sampleRate });
      seconds += samplesDecoded / sampleRate;
      // A few MB can hold hours: they would cost all of the memory, and everyone else the time.
      if (seconds > secondsAtMost) throw new Error(`an MP3 of more than ${secondsAtMost} s`);
      await breathe();
    }
  } finally {
    decoder.free();
  }
  const whole = joinPcm(pieces);
  if (whole === null) throw new Error('an MP3 without sound');
  return whole;
}

function averaged(channels: readonly Float32Array[]): Float32Array {
  const [first = new Float32Array(), ...others] = channels;
  return first.map(
    (sample, at) => others.reduce((sum, channel) => sum + (channel[at] ?? 0), sample) / channels.length,
  );
}
