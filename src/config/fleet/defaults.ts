/** What holds where a fleet file does not say otherwise. */
export const fleetDefaults = {
  deadlineMs: 3_600_000,
  attempts: 3,
  passwordEnv: 'RALPH_QUEUE_PASSWORD',
} as const;
