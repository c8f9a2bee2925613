import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A library with the interface of sherpa-onnx-node; the tokens file of a model says how it behaves. */
const library = `
const { readFileSync, writeFileSync } = require('node:fs');
exports.OfflineRecognizer = class {
  constructor({ modelConfig }) {
    this.manner = readFileSync(modelConfig.tokens, 'utf8');
    if (this.manner === 'hangs') writeFileSync(modelConfig.tokens + '.pid', String(process.pid));
    if (this.manner === 'refuses') throw new TypeError('Please check your config!');
    if (this.manner === 'aborts') process.abort();
    this.decoded = 0;
  }
  createStream() {
    return { acceptWaveform(sound) { this.sound = sound; } };
  }
  decode(stream) {
    while (this.manner === 'hangs') {}
    this.decoded += 1;
  }
  getResult({ sound }) {
    const { samples, sampleRate } = sound;
    const isRight = samples instanceof Float32Array;
    const loudest = Math.round(100 * samples.reduce((peak, each) => Math.max(peak, Math.abs(each)), 0));
    const text = isRight ? \` \${this.decoded}: \${samples.length} at \${sampleRate}, \${loudest} %\` : 'no samples';
    return { text: this.manner === 'hears nothing' ? '' : text, tokens: [], timestamps: [], lang: '' };
  }
};
`;

/** A folder with the library installed in it, and a Whisper model that behaves in a manner. */
export function sherpaFolder(manner = ''): { readonly folder: string; readonly installed: string } {
  const installed = mkdtempSync(join(tmpdir(), 'sherpa-'));
  const at = join(installed, 'node_modules', 'sherpa-onnx-node');
  mkdirSync(at, { recursive: true });
  writeFileSync(join(at, 'package.json'), '{"name":"sherpa-onnx-node","main":"sherpa-onnx.js"}');
  writeFileSync(join(at, 'sherpa-onnx.js'), library);
  const files = ['tiny-encoder.onnx', 'tiny-encoder.int8.onnx', 'tiny-decoder.int8.onnx', 'tiny-tokens.txt'];
  return { folder: modelFolder('sherpa-onnx-whisper-tiny', files, manner, installed), installed };
}

/** A folder with empty files; its tokens hold a text. */
export function modelFolder(
  name: string,
  files: readonly string[],
  tokens = '',
  parent = mkdtempSync(join(tmpdir(), 'model-')),
): string {
  const folder = join(parent, name);
  mkdirSync(folder);
  for (const file of files) writeFileSync(join(folder, file), file.endsWith('tokens.txt') ? tokens : '');
  return folder;
}

/** A 16-bit mono WAV of a constant level. */
export function wavOf(seconds: number, sampleRateHz = 16_000, level = 0.5): Uint8Array<ArrayBuffer> {
  const samples = Math.round(seconds * sampleRateHz);
  const wav = Buffer.alloc(44 + 2 * samples);
  wav.write('RIFF\xff\xff\xff\xffWAVEfmt \x10\0\0\0\x01\0\x01\0', 'latin1');
  wav.writeUInt32LE(sampleRateHz, 24);
  wav.writeUInt32LE(2 * sampleRateHz, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(2 * samples, 40);
  for (let at = 0; at < samples; at += 1) wav.writeInt16LE(Math.round(level * 32_767), 44 + 2 * at);
  return new Uint8Array(wav);
}
