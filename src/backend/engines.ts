import type { LlmEngine } from './engines/llm/llm-engine.ts';
import { openaiLlm } from './engines/llm/openai.ts';
import { scriptedPersona } from './engines/llm/scripted.ts';
import { type Provider, problemWithUrl } from './engines/provider/provider.ts';
import { echo } from './engines/stt/echo.ts';
import { openaiStt } from './engines/stt/openai.ts';
import { type SherpaOptions, sherpa } from './engines/stt/sherpa.ts';
import type { SttEngine } from './engines/stt/stt-engine.ts';
import { espeakNg } from './engines/tts/espeak-ng.ts';
import { flite } from './engines/tts/flite.ts';
import { openaiTts, type SpeechProvider } from './engines/tts/openai.ts';
import { type PiperOptions, piper } from './engines/tts/piper.ts';
import type { SpeechEngine } from './engines/tts/speech-engine.ts';
import { tone } from './engines/tts/tone.ts';

/** Which engines to use; whatever is left out has the value named. */
export interface EngineOptions {
  /** An OpenAI-compatible server of language models. None. */
  readonly llm?: Provider;
  /** An OpenAI-compatible server of voices. None. */
  readonly tts?: SpeechProvider;
  /** The piper program and a voice for it. None. */
  readonly piper?: PiperOptions;
  /** An OpenAI-compatible server that transcribes. None: the browser has to listen. */
  readonly stt?: Provider;
  /** A model that transcribes here, in the place of such a server. None. */
  readonly sherpa?: SherpaOptions;
  /** Hears what the stack has said itself, and nothing else, where no model and no server transcribes. No. */
  readonly echo?: boolean;
  /** Which models may answer, the preferred one first. All that are configured: openai, scripted. */
  readonly llmEngines?: readonly LlmEngineId[];
  /** Which engines may speak, the preferred one first. All that are configured: openai, piper, espeak-ng, flite, tone. */
  readonly speechEngines?: readonly SpeechEngineId[];
  /** How long one model may take for one answer. 30 s */
  readonly llmDeadlineMs?: number;
  /** How long one engine may take for one utterance. 5 s */
  readonly speechDeadlineMs?: number;
  /** How long a transcription may take. 15 s */
  readonly sttDeadlineMs?: number;
}

/** The engines by their names in a configuration; null where one is not configured. */
const llmEngines = {
  openai: ({ llm }, { llmMs }) => llm && openaiLlm(llm, llmMs),
  scripted: scriptedPersona,
} as const satisfies Record<string, Maker<LlmEngine>>;

const speechEngines = {
  openai: ({ tts }, { speechMs }) => tts && openaiTts(tts, speechMs),
  piper: (options) => options.piper && piper(options.piper),
  'espeak-ng': () => espeakNg(),
  flite: () => flite(),
  tone,
} as const satisfies Record<string, Maker<SpeechEngine>>;

type Maker<Engine> = (options: EngineOptions, deadlines: Deadlines) => Engine | undefined;

/** Names of the language models. */
export type LlmEngineId = keyof typeof llmEngines;

/** Names of the speech engines. */
export type SpeechEngineId = keyof typeof speechEngines;

/** How long an engine of each kind may take. */
interface Deadlines {
  readonly llmMs: number;
  readonly speechMs: number;
  readonly sttMs: number;
}

/** What a stack thinks, speaks and hears with, in order of preference. */
export interface Engines {
  readonly llm: readonly LlmEngine[];
  readonly speech: readonly SpeechEngine[];
  readonly stt: SttEngine | null;
  readonly deadlines: Deadlines;
}

/** The engines of a stack. Throws when one is named that is not configured, and on an address that is none. */
export function enginesOf(options: EngineOptions): Engines {
  for (const [name, provider] of Object.entries({ llm: options.llm, tts: options.tts, stt: options.stt })) {
    const problem = provider ? problemWithUrl(provider.url) : null;
    if (problem) throw new Error(`the url of ${name} ${problem}`);
  }
  const deadlines = {
    llmMs: options.llmDeadlineMs ?? 30_000,
    speechMs: options.speechDeadlineMs ?? 5_000,
    sttMs: options.sttDeadlineMs ?? 15_000,
  };
  return {
    llm: chosen(llmEngines, options.llmEngines, options, deadlines),
    speech: chosen(speechEngines, options.speechEngines, options, deadlines),
    stt: sttOf(options, deadlines),
    deadlines,
  };
}

/** What is nearest first: a model of this machine before a server. */
function sttOf(
  { sherpa: model, stt, echo: hearsItself }: EngineOptions,
  { sttMs }: Deadlines,
): SttEngine | null {
  if (model) return sherpa(model);
  if (stt) return openaiStt(stt, sttMs);
  return hearsItself ? echo() : null;
}

function chosen<Engine, Id extends string>(
  makers: Readonly<Record<Id, Maker<Engine>>>,
  ids: readonly Id[] | undefined,
  options: EngineOptions,
  deadlines: Deadlines,
): readonly Engine[] {
  const all = Object.keys(makers) as Id[];
  return (ids ?? all).flatMap((id) => {
    const engine = makers[id](options, deadlines);
    if (engine === undefined && ids) throw new Error(`the engine ${id} is chosen, but not configured`);
    return engine === undefined ? [] : [engine];
  });
}
