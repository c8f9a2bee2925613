import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { modelFolder } from './sherpa.fixture.ts';
import { sherpaModel } from './sherpa-model.ts';

describe('sherpaModel', () => {
  it.each<[string, string, Record<string, string>]>([
    [
      'sherpa-onnx-whisper-tiny.en',
      'whisper',
      { encoder: 'tiny.en-encoder.int8.onnx', decoder: 'tiny.en-decoder.int8.onnx' },
    ],
    [
      'sherpa-onnx-zipformer-fr-2023-04-14',
      'transducer',
      {
        encoder: 'encoder-epoch-29-avg-9.int8.onnx',
        decoder: 'decoder-epoch-29-avg-9.onnx',
        joiner: 'joiner-epoch-29-avg-9.int8.onnx',
      },
    ],
    [
      'sherpa-onnx-moonshine-tiny-en-int8',
      'moonshine',
      {
        preprocessor: 'preprocess.onnx',
        encoder: 'encode.int8.onnx',
        uncachedDecoder: 'uncached_decode.int8.onnx',
        cachedDecoder: 'cached_decode.int8.onnx',
      },
    ],
    [
      'sherpa-onnx-fire-red-asr-large',
      'fireRedAsr',
      { encoder: 'encoder.int8.onnx', decoder: 'decoder.int8.onnx' },
    ],
    ['sherpa-onnx-sense-voice-zh-en-ja-ko-yue', 'senseVoice', { model: 'model.int8.onnx' }],
    ['sherpa-onnx-paraformer-zh-2023-03-28', 'paraformer', { model: 'model.int8.onnx' }],
    ['sherpa-onnx-zipformer-ctc-small', 'zipformerCtc', { model: 'model.onnx' }],
    ['sherpa-onnx-nemo-fast-conformer-ctc-fr', 'nemoCtc', { model: 'model.onnx' }],
  ])('knows %s for a %s', (name, kind, files) => {
    const folder = modelFolder(name, [...Object.values(files), 'tokens.txt']);
    const model = sherpaModel(folder);
    expect(model.kind).toBe(kind);
    expect(model.config.modelConfig).toEqual({
      [kind]: Object.fromEntries(Object.entries(files).map(([use, file]) => [use, join(folder, file)])),
      tokens: join(folder, 'tokens.txt'),
      numThreads: 2,
      provider: 'cpu',
    });
  });

  it('takes the quantised file of two', () => {
    const files = ['a-decoder.int8.onnx', 'a-decoder.onnx', 'a-encoder.int8.onnx', 'a-encoder.onnx'];
    const folder = modelFolder('whisper', [...files, 'a-tokens.txt']);
    expect(sherpaModel(folder).config.modelConfig).toMatchObject({
      whisper: {
        encoder: join(folder, 'a-encoder.int8.onnx'),
        decoder: join(folder, 'a-decoder.int8.onnx'),
      },
    });
  });

  it.each<[string, string, readonly string[]]>([
    ['has no tokens.txt', 'whisper', ['a-encoder.onnx', 'a-decoder.onnx']],
    ['holds no model that is known here, but: no .onnx', 'empty', ['tokens.txt']],
    ['holds no model that is known here, but: model.onnx', 'mystery', ['model.onnx', 'tokens.txt']],
    [
      'holds a streaming model',
      'sherpa-onnx-streaming-zipformer',
      ['encoder.onnx', 'decoder.onnx', 'joiner.onnx', 'tokens.txt'],
    ],
  ])('says that a folder %s', (message, name, files) => {
    expect(() => sherpaModel(modelFolder(name, files))).toThrow(message);
  });

  it('says that there is no folder', () => {
    expect(() => sherpaModel('/nowhere/at/all')).toThrow('is no folder that can be read');
  });
});
