import type { Pcm } from './pcm.ts';

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

/** Decodes MP3, several channels averaged into one. Rejects when a frame is broken or there is none. */
export async function readMp3(bytes: Uint8Array): Promise<Pcm> {
  const { MPEGDecoder } = await import('mpg123-decoder');
  const decoder = new MPEGDecoder();
  await decoder.ready;
  try {
    const { channelData, samplesDecoded, sampleRate, errors } = quietly(() => decoder.decode(bytes));
    if (errors.length > 0) throw new Error('an MP3 with broken frames');
    if (samplesDecoded === 0) throw new Error('an MP3 without sound');
    return { samples: averaged(channelData), sampleRateHz: sampleRate };
  } finally {
    decoder.free();
  }
}

function averaged(channels: readonly Float32Array[]): Float32Array {
  const [first = new Float32Array(), ...others] = channels;
  return first.map(
    (sample, at) => others.reduce((sum, channel) => sum + (channel[at] ?? 0), sample) / channels.length,
  );
}
