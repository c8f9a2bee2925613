import type { SpeechAttempt } from '../protocol/speech.ts';
import type { Language } from '../protocol/voices.ts';
import type { EngineLedger, EngineRecord } from './engine-ledger.ts';
import { EngineAbsent, type SpeechEngine, type Utterance } from './engines/tts/speech-engine.ts';
import { heeding } from './heeding.ts';
import { isAudible, joinPcm, type Pcm } from './pcm.ts';

/** What came of asking the engines in turn: the sound, if one spoke, and every attempt. */
interface ChainOutcome {
  readonly spoken: { readonly engine: string; readonly pcm: Pcm } | null;
  readonly attempts: readonly SpeechAttempt[];
}

interface ChainOptions {
  readonly engines: readonly SpeechEngine[];
  /** How long one engine may take for one utterance. */
  readonly deadlineMs: number;
  readonly ledger: EngineLedger;
}

const detailChars = 200;
const oneWord: Readonly<Record<Language, string>> = { fr: 'Bonjour', en: 'Hello' };

/** Engines in order of preference, behind one voice. */
export interface SpeechChain {
  readonly engines: readonly SpeechEngine[];
  /** How an engine fared when it was last asked; null when it never was. */
  recall(engine: string): EngineRecord | null;
  /** Has every engine say one word, so that the ledger knows of each. */
  prove(caller: AbortSignal): Promise<void>;
  /** Rejects only when the caller's signal aborts. */
  speak(utterance: Utterance, caller: AbortSignal): Promise<ChainOutcome>;
  close(): Promise<void>;
}

/**
 * Asks the engines in turn until one is heard; one that throws, is too slow, or returns nothing or silence is passed.
 * What was asked goes into the ledger. An engine that is absent or lacks the language is not asked, and is named
 * among the attempts only when nobody spoke.
 */
export function speechChain({ engines, deadlineMs, ledger }: ChainOptions): SpeechChain {
  const whyNotAsked = (engine: SpeechEngine, { language }: Utterance) => {
    if (ledger.recall(engine.id)?.state === 'absent') return 'not on this machine';
    return engine.languages.includes(language) ? null : `does not speak ${language}`;
  };

  async function ask(engine: SpeechEngine, utterance: Utterance, caller: AbortSignal): Promise<Pcm | string> {
    const deadline = AbortSignal.timeout(deadlineMs);
    const signal = AbortSignal.any([caller, deadline]);
    try {
      const pieces: Pcm[] = [];
      for await (const piece of heeding(engine.speak(utterance, signal), signal)) pieces.push(piece);
      const pcm = joinPcm(pieces);
      if (pcm === null) throw new Error('returned nothing');
      if (!isAudible(pcm)) throw new Error('returned silence');
      ledger.note(engine.id, 'ready');
      return pcm;
    } catch (error) {
      caller.throwIfAborted();
      ledger.note(engine.id, error instanceof EngineAbsent ? 'absent' : 'down');
      // Asked of the deadline itself, which keeps it alive: collected as garbage, it would never come.
      if (deadline.aborted) return `no sound within ${deadlineMs} ms`;
      return (error instanceof Error ? error.message : String(error)).slice(0, detailChars);
    }
  }

  return {
    engines,
    recall: ledger.recall,
    async prove(caller) {
      const sayOneWord = (engine: SpeechEngine) => {
        const [language = 'fr'] = engine.languages;
        return ask(
          engine,
          { text: oneWord[language], language, timbre: 'female', rate: 1, pitchHz: 200 },
          caller,
        );
      };
      await Promise.all(engines.map(sayOneWord));
    },
    async speak(utterance, caller) {
      const asked: SpeechAttempt[] = [];
      const passed: SpeechAttempt[] = [];
      for (const engine of engines) {
        const reason = whyNotAsked(engine, utterance);
        if (reason !== null) {
          passed.push({ engine: engine.id, spoke: false, detail: reason });
          continue;
        }
        const heard = await ask(engine, utterance, caller);
        if (typeof heard !== 'string') {
          asked.push({ engine: engine.id, spoke: true, detail: null });
          return { spoken: { engine: engine.id, pcm: heard }, attempts: asked };
        }
        asked.push({ engine: engine.id, spoke: false, detail: heard });
      }
      return { spoken: null, attempts: [...asked, ...passed] };
    },
    async close() {
      await Promise.all(engines.map((engine) => engine.close()));
    },
  };
}
