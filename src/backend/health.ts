import type { HealthResponse, ServiceState } from '../protocol/service.ts';
import type { EngineLedger, EngineRecord } from './engine-ledger.ts';
import type { Store } from './store.ts';

/** What health is read from. */
export interface Vitals {
  readonly ledger: EngineLedger;
  readonly llm: string;
  /** Ids of the speech engines, the preferred one first. */
  readonly speech: readonly string[];
  /** The one that spoke last, if any did. */
  readonly answering: string | null;
  readonly store: Store;
}

const never: EngineRecord = { state: 'down', ageS: 0 };

const stateOf = (engine: string, record: EngineRecord | null): ServiceState => ({
  engine,
  state: (record ?? never).state,
  checked_age_s: record?.ageS ?? null,
});

/** The engine that spoke last; else the first that spoke when last asked; else the first that should have. */
function speechState({ ledger, speech, answering }: Vitals): ServiceState {
  const states = (answering === null ? speech : [answering, ...speech]).map((id) =>
    stateOf(id, ledger.recall(id)),
  );
  const first = (state: ServiceState['state']) => states.find((each) => each.state === state);
  return (
    first('ready') ??
    first('down') ??
    states[0] ?? { engine: 'disabled', state: 'absent', checked_age_s: null }
  );
}

function databaseState({ store }: Vitals): ServiceState {
  try {
    store.check();
    return { engine: 'sqlite', state: 'ready', checked_age_s: 0 };
  } catch {
    return { engine: 'sqlite', state: 'down', checked_age_s: 0 };
  }
}

/** The health of the stack: what the last real use of each engine proved. `detail` names what is down. */
export function healthOf(vitals: Vitals): HealthResponse {
  const llm = stateOf(vitals.llm, vitals.ledger.recall(vitals.llm));
  const tts = speechState(vitals);
  const database = databaseState(vitals);
  const missing = Object.entries({ llm, tts, database }).flatMap(([service, { state }]) =>
    state === 'ready' ? [] : [service],
  );
  const fallenBack = vitals.speech.some((id) => vitals.ledger.recall(id)?.state === 'down');
  return {
    status: missing.length > 0 ? 'unhealthy' : fallenBack ? 'degraded' : 'healthy',
    groq: llm.state === 'ready',
    whisper: false,
    tts: tts.state === 'ready',
    database: database.state === 'ready',
    services: { llm, stt: { engine: 'browser-only', state: 'absent', checked_age_s: null }, tts, database },
    ...(missing.length > 0 && { detail: `not answering: ${missing.join(', ')}` }),
  };
}
