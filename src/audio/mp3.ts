import type { Decoded } from './decoded.ts';
import { mpegStream } from './mpeg-stream.ts';

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

/** Decodes MP3 to its first channel; no samples when no frame decodes. */
export async function decodeMp3(bytes: Uint8Array): Promise<Decoded> {
  const { MPEGDecoder } = await import('mpg123-decoder');
  const decoder = new MPEGDecoder();
  await decoder.ready;
  try {
    const { channelData, samplesDecoded, sampleRate } = quietly(() => decoder.decode(bytes));
    const samples = channelData[0];
    const { stream, channels } = mpegStream(bytes);
    const pcm = samples && samplesDecoded > 0 ? { samples, sampleRateHz: sampleRate, channels } : null;
    return { pcm, stream };
  } finally {
    decoder.free();
  }
}
