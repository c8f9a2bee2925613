import type { HealthResponse } from '../../protocol/service.ts';
import { defineFault } from './fault.ts';

function praised({ detail: _, services, ...claims }: HealthResponse): HealthResponse {
  const ready = ({ engine, state }: HealthResponse['services']['llm']) => ({
    engine,
    state: state === 'absent' ? state : ('ready' as const),
    checked_age_s: 0,
  });
  const { llm, stt, tts, database } = services;
  return {
    ...claims,
    status: 'healthy',
    groq: true,
    whisper: stt.state !== 'absent',
    tts: true,
    database: true,
    services: { llm: ready(llm), stt: ready(stt), tts: ready(tts), database: ready(database) },
  };
}

export default defineFault({
  id: 'health-lies',
  about: 'health says healthy, and ready of all that it has, whatever is',
  argument: null,
  meddle: () => ({ health: (honest) => () => praised(honest()) }),
});
