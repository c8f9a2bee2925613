import type { HealthResponse, ServiceState } from '../protocol/service.ts';
import type { EngineRecord } from './chains/engine-ledger.ts';
import { describeFailure } from './failures.ts';
import type { Store } from './store/store.ts';

/** The engines of one service, and what their last use proved. */
export interface ServiceVitals {
  /** The preferred one first. */
  readonly engines: readonly string[];
  /** The one that answered last, if any did. */
  readonly answering: string | null;
  recall(engine: string): EngineRecord | null;
}

/** What health is read from. */
export interface Vitals {
  readonly llm: ServiceVitals;
  readonly tts: ServiceVitals;
  /** Null: the browser has to listen. */
  readonly stt: ServiceVitals | null;
  readonly store: Store;
}

const never: EngineRecord = { state: 'down', ageS: 0 };

const stateOf = (engine: string, record: EngineRecord | null): ServiceState => ({
  engine,
  state: (record ?? never).state,
  checked_age_s: record?.ageS ?? null,
});

/** The engine that answered last; else the first that did when last asked; else the first that should have. */
function stateOfService({ engines, answering, recall }: ServiceVitals): ServiceState {
  const states = (answering === null ? engines : [answering, ...engines]).map((id) =>
    stateOf(id, recall(id)),
  );
  const first = (state: ServiceState['state']) => states.find((each) => each.state === state);
  const failed = engines.filter((id) => recall(id)?.state === 'down');
  return {
    ...(first('ready') ?? first('down') ?? states[0] ?? absent('disabled')),
    ...(failed.length > 0 && { failed }),
  };
}

const absent = (engine: string): ServiceState => ({ engine, state: 'absent', checked_age_s: null });

/** What is wrong with the database, or null. */
function databaseTrouble({ store }: Vitals): string | null {
  try {
    store.check();
    return null;
  } catch (error) {
    return describeFailure(error)[1];
  }
}

/**
 * The health of the stack: what the last real use of each engine proved. `detail` says what is down. A fallback that
 * answers in the place of another, speech that is not understood, and a database that does not work, are `degraded`:
 * the conversation goes on.
 */
export function healthOf(vitals: Vitals): HealthResponse {
  const llm = stateOfService(vitals.llm);
  const tts = stateOfService(vitals.tts);
  const stt = vitals.stt ? stateOfService(vitals.stt) : absent('browser-only');
  const trouble = databaseTrouble(vitals);
  const missing = Object.entries({ llm, tts }).flatMap(([service, { state }]) =>
    state === 'ready' ? [] : [service],
  );
  const fallenBack = [llm, tts, stt].some(({ failed }) => failed !== undefined);
  const details = [
    ...(missing.length > 0 ? [`not answering: ${missing.join(', ')}`] : []),
    ...(trouble === null ? [] : [`${trouble}: what is said is kept in memory only`]),
  ];
  return {
    status: missing.length > 0 ? 'unhealthy' : fallenBack || trouble !== null ? 'degraded' : 'healthy',
    groq: llm.state === 'ready',
    whisper: stt.state === 'ready',
    tts: tts.state === 'ready',
    database: trouble === null,
    services: {
      llm,
      stt,
      tts,
      database: { engine: 'sqlite', state: trouble === null ? 'ready' : 'down', checked_age_s: 0 },
    },
    ...(details.length > 0 && { detail: details.join('; ') }),
  };
}
