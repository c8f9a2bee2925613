// Imports zod: loaded only where a file is read or the JSON Schema is written.
import * as z from 'zod';
import { LABEL, LABEL_EXPECTED, MOST_LABELS, QUEUE_NAME, queueNameOf } from '../domain/addressee.ts';

/** The name of an agent or a fleet. */
export const named = (of: string) => {
  const error = queueNameOf(of);
  return z.string({ error }).regex(QUEUE_NAME, { error });
};

/** Labels, at least one. */
export const labels = z
  .record(
    z.string().regex(LABEL, { error: LABEL_EXPECTED }),
    z.string({ error: LABEL_EXPECTED }).regex(LABEL, { error: LABEL_EXPECTED }),
    { error: 'a block such as {pool: eu}' },
  )
  .refine((given) => Object.keys(given).length >= 1 && Object.keys(given).length <= MOST_LABELS, {
    error: `1 to ${MOST_LABELS} labels`,
  })
  .meta({ minProperties: 1, maxProperties: MOST_LABELS, examples: [{ pool: 'eu' }] });
