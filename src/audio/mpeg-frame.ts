/** The header of one frame of MPEG audio, layer III. */
export interface MpegFrame {
  readonly bytes: number;
  readonly samples: number;
  readonly sampleRateHz: number;
  readonly channels: number;
  /** Length of the header with its checksum and side information: the first sample data come after it. */
  readonly sideBytes: number;
}

// ISO/IEC 11172-3, 2.4.2.3, and 13818-3, 2.4.2.3: kbit/s and Hz by index.
const KBITS_1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const KBITS_2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
const RATES_HZ = [44_100, 48_000, 32_000];
const VERSION_1 = 3;
const VERSION_2 = 2;
const MONO = 3;

/** Reads the header of a frame that begins at `at`; undefined where none does. */
export function mpegFrameAt(bytes: Uint8Array, at: number): MpegFrame | undefined {
  const [sync = 0, kind = 0, coding = 0, mode = 0] = bytes.subarray(at, at + 4);
  if (sync !== 0xff || (kind & 0xe6) !== 0xe2 || at + 4 > bytes.length) return undefined;
  const version = (kind >> 3) & 3;
  const isFirst = version === VERSION_1;
  const kbits = (isFirst ? KBITS_1 : KBITS_2)[coding >> 4];
  const rateHz = RATES_HZ[(coding >> 2) & 3];
  if (!kbits || !rateHz || version === 1) return undefined;
  const sampleRateHz = isFirst ? rateHz : version === VERSION_2 ? rateHz / 2 : rateHz / 4;
  const samples = isFirst ? 1152 : 576;
  const channels = mode >> 6 === MONO ? 1 : 2;
  const side = isFirst ? (channels === 1 ? 17 : 32) : channels === 1 ? 9 : 17;
  return {
    bytes: Math.floor((samples * kbits * 125) / sampleRateHz) + ((coding >> 1) & 1),
    samples,
    sampleRateHz,
    channels,
    sideBytes: 4 + (kind & 1 ? 0 : 2) + side,
  };
}

/** Whether the frame at `at` is an encoder's own figures (Xing or Info), which hold no sound. */
export const isHeaderFrame = (bytes: Uint8Array, at: number, { sideBytes }: MpegFrame): boolean =>
  ['Xing', 'Info'].includes(String.fromCharCode(...bytes.subarray(at + sideBytes, at + sideBytes + 4)));
