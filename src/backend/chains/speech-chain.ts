import type { SpeechAttempt } from '../../protocol/speech.ts';
import type { Language } from '../../protocol/voices.ts';
import { EngineAbsent, type SpeechEngine, type Utterance } from '../engines/tts/speech-engine.ts';
import { isAudible, joinPcm, type Pcm } from '../speech/pcm.ts';
import type { EngineLedger, EngineRecord } from './engine-ledger.ts';
import { useEngine } from './engine-use.ts';
import { heeding } from './heeding.ts';
import { askInOrder } from './in-order.ts';

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
 * Asks the engines in turn until one is heard; one that throws, is too slow, returns nothing or silence, or rests is passed.
 * What was asked goes into the ledger. An engine that is absent or lacks the language is not asked, and is named
 * among the attempts only when nobody spoke.
 */
export function speechChain({ engines, deadlineMs, ledger }: ChainOptions): SpeechChain {
  const whyNotAsked = (engine: SpeechEngine, { language }: Utterance) => {
    if (ledger.recall(engine.id)?.state === 'absent') return 'not on this machine';
    return engine.languages.includes(language) ? null : `does not speak ${language}`;
  };

  const ask = (engine: SpeechEngine, utterance: Utterance, caller: AbortSignal) =>
    useEngine(
      {
        engine: engine.id,
        ledger,
        deadlineMs,
        missing: 'no sound',
        work: ({ signal }) => soundOf(heeding(engine.speak(utterance, signal), signal)),
        describe: (error) => (error instanceof Error ? error.message : String(error)).slice(0, detailChars),
        judge: (error) => (error instanceof EngineAbsent ? 'absent' : 'failed'),
      },
      caller,
    );

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
      const able = engines.filter((engine) => whyNotAsked(engine, utterance) === null);
      const { given, attempts } = await askInOrder({
        engines: able,
        ledger,
        ask: (engine) => ask(engine, utterance, caller),
      });
      const asked = attempts.map(({ engine, detail }) => ({ engine, spoke: detail === null, detail }));
      if (given) return { spoken: { engine: given.engine, pcm: given.result }, attempts: asked };
      const passed = engines.flatMap((engine) => {
        const detail = able.includes(engine) ? null : whyNotAsked(engine, utterance);
        return detail === null ? [] : [{ engine: engine.id, spoke: false, detail }];
      });
      return { spoken: null, attempts: [...asked, ...passed] };
    },
    async close() {
      await Promise.all(engines.map((engine) => engine.close()));
    },
  };
}

/** All of a sound. Rejects when there is nothing in it to hear. */
async function soundOf(pieces: AsyncIterable<Pcm>): Promise<Pcm> {
  const heard: Pcm[] = [];
  for await (const piece of pieces) heard.push(piece);
  const pcm = joinPcm(heard);
  if (pcm === null) throw new Error('returned nothing');
  if (!isAudible(pcm)) throw new Error('returned silence');
  return pcm;
}
