const voice = (at: number): number =>
  [1, 2, 3, 4].reduce((sum, n) => sum + Math.sin((n * at) / 15) / (2 * n), 0) * Math.sin(at / 1300);

/** A WAV of half a second of 16 kHz: four harmonics that swell twice, or nothing at all. The silent one is shorter. */
export function recording(of: 'speech' | 'silence'): Buffer<ArrayBuffer> {
  const samples = of === 'speech' ? 8000 : 4000;
  const data = Buffer.alloc(2 * samples);
  if (of === 'speech')
    for (let at = 0; at < samples; at += 1) data.writeInt16LE(Math.round(8000 * voice(at)), 2 * at);
  const head = Buffer.alloc(44);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(36 + data.length, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(16_000, 24);
  head.writeUInt32LE(32_000, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(data.length, 40);
  return Buffer.concat([head, data]);
}
