import type { EngineLedger, EngineRecord } from './engine-ledger.ts';
import { ProviderFailure } from './engines/provider/provider-failure.ts';
import type { Recording, SttEngine } from './engines/stt/stt-engine.ts';
import { EngineUnavailable } from './failures.ts';
import { heeding } from './heeding.ts';

/** Turns voices into text. */
export interface Transcriber {
  readonly engine: string;
  /** How the engine fared when it was last asked; null when it never was. */
  recall(engine: string): EngineRecord | null;
  /** Rejects with EngineUnavailable when the engine fails, and when the caller's signal aborts. */
  transcribe(recording: Recording, caller: AbortSignal): Promise<string>;
}

interface TranscriberOptions {
  readonly engine: SttEngine;
  /** How long it may take for one recording. */
  readonly deadlineMs: number;
  readonly ledger: EngineLedger;
}

/** A transcriber over one engine. */
export function transcriber({ engine, deadlineMs, ledger }: TranscriberOptions): Transcriber {
  return {
    engine: engine.id,
    recall: ledger.recall,
    async transcribe(recording, caller) {
      const deadline = AbortSignal.timeout(deadlineMs);
      const signal = AbortSignal.any([caller, deadline]);
      try {
        let text = '';
        for await (const piece of heeding(engine.transcribe(recording, signal), signal)) text += piece;
        ledger.note(engine.id, 'ready');
        return text;
      } catch (error) {
        caller.throwIfAborted();
        ledger.note(engine.id, 'down');
        const told = error instanceof ProviderFailure ? error.message : 'it failed';
        const why = deadline.aborted ? `no text within ${deadlineMs} ms` : told;
        throw new EngineUnavailable(`no transcription: ${engine.id}: ${why}`, { cause: error });
      }
    },
  };
}
