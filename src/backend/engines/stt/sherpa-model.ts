import { readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

/** A model as sherpa-onnx takes it: paths by what they are for, under the name of its kind. */
export interface SherpaModel {
  readonly kind: string;
  readonly config: { readonly modelConfig: Readonly<Record<string, unknown>> };
}

interface Kind {
  readonly kind: string;
  /** In the name of the folder or of the model, where files alone do not tell. */
  readonly named?: RegExp;
  /** What each file is for, and how its name says so. */
  readonly files: Readonly<Record<string, RegExp>>;
}

const part = (name: string) => new RegExp(`(^|[-_.])${name}([-_.]|$)`);
const single = { model: part('model') };

/** Kinds of models by their files as they are published, those with the most files first. */
const kinds: readonly Kind[] = [
  {
    kind: 'moonshine',
    files: {
      preprocessor: part('preprocess'),
      encoder: part('encode'),
      uncachedDecoder: /uncached_decode/,
      cachedDecoder: /(^|[-.])cached_decode/,
    },
  },
  {
    kind: 'transducer',
    files: { encoder: part('encoder'), decoder: part('decoder'), joiner: part('joiner') },
  },
  { kind: 'fireRedAsr', named: /fire-?red/i, files: { encoder: part('encoder'), decoder: part('decoder') } },
  { kind: 'canary', named: /canary/i, files: { encoder: part('encoder'), decoder: part('decoder') } },
  { kind: 'whisper', files: { encoder: part('encoder'), decoder: part('decoder') } },
  { kind: 'senseVoice', named: /sense-?voice/i, files: single },
  { kind: 'paraformer', named: /paraformer/i, files: single },
  { kind: 'zipformerCtc', named: /zipformer/i, files: single },
  { kind: 'nemoCtc', named: /nemo/i, files: single },
];

const threads = 2;

/** Reads what model lies in a folder from the names of its files. Throws, with what is missing, when none does. */
export function sherpaModel(folder: string): SherpaModel {
  const name = basename(resolve(folder));
  const files = filesIn(folder);
  if (/streaming/i.test(name))
    throw new Error('holds a streaming model, and whole recordings are heard here');
  const tokens = files.find((file) => file.endsWith('tokens.txt'));
  if (tokens === undefined) throw new Error('has no tokens.txt');
  // The quantised file of two is as good on a processor, and several times smaller.
  const models = files
    .filter((file) => file.endsWith('.onnx'))
    .sort((one, other) => Number(other.includes('int8')) - Number(one.includes('int8')));
  for (const { kind, named, files: parts } of kinds) {
    if (named && ![name, ...models].some((each) => named.test(each))) continue;
    const found = Object.entries(parts).flatMap(([use, called]) => {
      const file = models.find((each) => called.test(each));
      return file === undefined ? [] : [[use, join(folder, file)] as const];
    });
    if (found.length < Object.keys(parts).length) continue;
    const modelConfig = {
      [kind]: Object.fromEntries(found),
      tokens: join(folder, tokens),
      numThreads: threads,
      provider: 'cpu',
    };
    return { kind, config: { modelConfig } };
  }
  throw new Error(`holds no model that is known here, but: ${models.join(', ').slice(0, 200) || 'no .onnx'}`);
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    throw new Error('is no folder that can be read');
  }
}
