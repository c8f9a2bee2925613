import { babble, int16, mp3, sound, wav } from '../../src/audio/clips.fixture.ts';
import { inspectAudio } from '../../src/audio/inspect.ts';
import { mpegStream } from '../../src/audio/mpeg-stream.ts';
import { oggPage } from '../../src/audio/ogg.fixture.ts';
import { oggPages, packetsOf } from '../../src/audio/ogg.ts';
import { opusFile } from '../../src/backend/speech/opus-file.ts';
import { leadingSilenceOf } from '../../src/bench/leading-silence.ts';
import { inPieces } from './mutate.ts';
import type { Parser } from './parser.ts';

/** Short, because each of thousands is decoded. */
const clip = sound(0.12, babble);

async function opusClip(): Promise<Buffer> {
  const file = await opusFile();
  return Buffer.concat([file.add(clip), file.end()]);
}

const id3 = Buffer.concat([Buffer.from([0x49, 0x44, 0x33, 4, 0, 0, 0, 0, 1, 2]), Buffer.alloc(130)]);

const inspecting =
  (label: string | null): Parser['parse'] =>
  (input) =>
    inspectAudio(new Uint8Array(input), label);

/** Sound in its containers, as a stack sends it. */
export async function soundParsers(): Promise<readonly Parser[]> {
  const [mpeg, opus] = await Promise.all([mp3(clip), opusClip()]);
  const waves = [wav(clip), wav(clip, 16_000, 0xffffffff)];
  return [
    { id: 'WAV', corpus: waves, parse: inspecting('audio/wav') },
    { id: 'MP3', corpus: [mpeg, Buffer.concat([id3, mpeg])], parse: inspecting('audio/mpeg') },
    { id: 'Ogg Opus', corpus: [opus], parse: inspecting('audio/ogg') },
    {
      id: 'Ogg pages that check out',
      corpus: [opus],
      parse: (input, next) => {
        const pages = inPieces(input.subarray(0, 4_000), next).slice(0, 20);
        const whole = pages.map((packet, index) =>
          oggPage({ packets: [packet.subarray(0, 4_000)], flags: index === 0 ? 2 : 0, granule: index * 960 }),
        );
        packetsOf(oggPages(new Uint8Array(Buffer.concat(whole))).pages);
        return inspectAudio(new Uint8Array(Buffer.concat(whole)), 'audio/ogg');
      },
    },
    { id: 'raw samples', corpus: [int16(clip)], parse: inspecting('audio/pcm; rate=24000; channels=1') },
    { id: 'sound of any kind', corpus: [mpeg, opus, ...waves], parse: inspecting(null) },
    {
      id: 'MPEG frames',
      corpus: [mpeg],
      parse: (input) => {
        mpegStream(new Uint8Array(input));
        return leadingSilenceOf(new Uint8Array(input));
      },
    },
  ];
}
