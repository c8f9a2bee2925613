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

/** Decodes MP3 to its first channel; undefined when no frame decodes. */
export async function decodeMp3(bytes: Uint8Array): Promise<Pcm | undefined> {
  const { MPEGDecoder } = await import('mpg123-decoder');
  const decoder = new MPEGDecoder();
  await decoder.ready;
  try {
    const { channelData, samplesDecoded, sampleRate } = quietly(() => decoder.decode(bytes));
    const samples = channelData[0];
    return samples && samplesDecoded > 0 ? { samples, sampleRateHz: sampleRate } : undefined;
  } finally {
    decoder.free();
  }
}
