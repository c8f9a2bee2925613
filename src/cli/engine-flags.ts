import { type Command, Option } from 'commander';
import type { LlmEngineId, SpeechEngineId } from '../backend/engines.ts';

/** Flags that choose the engines of the reference stack, as commander hands them over. */
export interface EngineFlags {
  readonly llmUrl?: string;
  readonly llmModel?: string;
  readonly llmKeyEnv?: string;
  readonly llmEngines?: string;
  readonly ttsUrl?: string;
  readonly ttsModel?: string;
  readonly ttsKeyEnv?: string;
  readonly ttsVoice?: string;
  readonly ttsFormat?: 'wav' | 'mp3';
  readonly ttsEngines?: string;
  readonly piperVoice?: string;
  readonly sttUrl?: string;
  readonly sttModel?: string;
  readonly sttKeyEnv?: string;
  readonly sttSherpa?: string;
  readonly sttEcho?: boolean;
}

const services = { llm: 'language models', tts: 'voices', stt: 'transcriptions' } as const;

/** What a provider may serve. */
export type Service = keyof typeof services;

/** Names for --llm-engines. */
export const llmEngines: readonly LlmEngineId[] = ['openai', 'scripted'];
/** Names for --tts-engines. */
export const speechEngines: readonly SpeechEngineId[] = ['openai', 'piper', 'espeak-ng', 'flite', 'tone'];

/** Adds the flags that choose engines. */
export function choosingEngines(command: Command): Command {
  for (const [service, what] of Object.entries(services)) {
    command
      .option(
        `--${service}-url <url>`,
        `OpenAI-compatible server of ${what}, such as http://localhost:11434/v1`,
      )
      .option(`--${service}-model <name>`, 'model to ask for there')
      .option(`--${service}-key-env <name>`, 'environment variable with the API key for it');
  }
  return command
    .option('--llm-engines <ids>', `who may answer, in this order: ${llmEngines.join(', ')}`)
    .option('--tts-voice <name>', 'voice to ask for there (default: alloy)')
    .addOption(new Option('--tts-format <format>', 'format to ask for there').choices(['wav', 'mp3']))
    .option('--piper-voice <file>', 'voice (.onnx) for the piper program')
    .option('--stt-sherpa <folder>', 'model to transcribe with here; wants sherpa-onnx-node installed')
    .option(
      '--stt-echo',
      'hear what the stack has said itself, and nothing else: to try it out without a model',
    )
    .option('--tts-engines <ids>', `who may speak, in this order: ${speechEngines.join(', ')}`);
}
