import * as z from 'zod';

/** The one shape of every error. */
export const errorResponse = z.object({ detail: z.string() });

/** `GET /`: what the stack is; each feature names the engine that really answers. */
export const serviceResponse = z.object({
  service: z.string(),
  status: z.literal('online'),
  version: z.string(),
  features: z.object({ llm: z.string(), stt: z.string(), tts: z.string() }),
  voices: z.array(z.string()),
});

const serviceState = z.object({
  engine: z.string(),
  state: z.enum(['ready', 'down', 'absent']),
  /** Seconds since that use; null when it was never used. */
  checked_age_s: z.number().nullable(),
  /** Engines of the chain that failed when they were last used, when there are any. */
  failed: z.array(z.string()).optional(),
});

/** An engine and how it fared when it was last really used. */
export type ServiceState = z.infer<typeof serviceState>;

/** `GET /health`: at 503 when it is unhealthy. `detail` says what is down, in words to act on. */
export const healthResponse = z.object({
  status: z.enum(['healthy', 'degraded', 'unhealthy']),
  /** The contract's historic name for the language model. */
  groq: z.boolean(),
  whisper: z.boolean(),
  tts: z.boolean(),
  database: z.boolean(),
  services: z.object({ llm: serviceState, stt: serviceState, tts: serviceState, database: serviceState }),
  detail: z.string().optional(),
});

/** {@link healthResponse}, as a type. */
export type HealthResponse = z.infer<typeof healthResponse>;

/** `GET /health/live` and `GET /health/ready`, at 200. */
export const probeResponse = z.object({ status: z.enum(['alive', 'ready']) });

/** `GET /voices`. */
export const voicesResponse = z.object({
  voices: z.array(z.object({ id: z.string(), name: z.string(), default: z.boolean() })),
});

/** `GET /stats`; the average is null until a request has been answered. */
export const statsResponse = z.object({
  total_requests: z.number().int(),
  avg_latency_ms: z.number().nullable(),
  requests_last_hour: z.number().int(),
  active_sessions: z.number().int(),
  /** Sentences since the start of the stack, by what became of them; cancelled ones had nobody waiting any more. */
  speech: z
    .object({
      spoken: z.number().int(),
      mute: z.number().int(),
      cancelled: z.number().int(),
      in_progress: z.number().int(),
    })
    .optional(),
});

/** {@link statsResponse}, as a type. */
export type StatsResponse = z.infer<typeof statsResponse>;

/** What became of all sentences so far. */
export type SpeechTally = NonNullable<StatsResponse['speech']>;
