import { ProviderFailure } from '../engines/provider/provider-failure.ts';
import type { Recording, SttEngine } from '../engines/stt/stt-engine.ts';
import { EngineUnavailable } from '../failures.ts';
import type { EngineLedger, EngineRecord } from './engine-ledger.ts';
import { useEngine } from './engine-use.ts';
import { heeding } from './heeding.ts';

/** Turns voices into text. */
export interface Transcriber {
  readonly engine: string;
  /** How the engine fared when it was last asked; null when it never was. */
  recall(engine: string): EngineRecord | null;
  /**
   * Rejects with EngineUnavailable when the engine fails, RequestRefused when it cannot read such a recording, and
   * when the caller's signal aborts.
   */
  transcribe(recording: Recording, caller: AbortSignal): Promise<string>;
  close(): Promise<void>;
}

interface TranscriberOptions {
  readonly engine: SttEngine;
  /** How long it may take for one recording. */
  readonly deadlineMs: number;
  readonly ledger: EngineLedger;
}

/** A transcriber over one engine, which is asked even while it rests: no other could hear. */
export function transcriber({ engine, deadlineMs, ledger }: TranscriberOptions): Transcriber {
  return {
    engine: engine.id,
    recall: ledger.recall,
    async transcribe(recording, caller) {
      const came = await useEngine(
        {
          engine: engine.id,
          ledger,
          deadlineMs,
          missing: 'no text',
          work: ({ signal }) => textOf(heeding(engine.transcribe(recording, signal), signal)),
          describe: (error) => (error instanceof ProviderFailure ? error.message : 'it failed'),
        },
        caller,
      );
      if ('result' in came) return came.result;
      throw new EngineUnavailable(`no transcription: ${engine.id}: ${came.detail}`);
    },
    close: async () => engine.close?.(),
  };
}

async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}

/** The transcriber, where there is one. Throws EngineUnavailable. */
export function hearingOf(transcriber: Transcriber | null): Transcriber {
  if (transcriber) return transcriber;
  throw new EngineUnavailable('no engine transcribes here: the browser has to');
}
