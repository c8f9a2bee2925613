// Imports zod: loaded only where a file is read or the JSON Schema is written.
import * as z from 'zod';
import { labels, named } from './addressee-fields.ts';
import { path, section, whole, written } from './fields.ts';
import { queueUrl } from './queue-url.ts';
import { type Environment, variableSetIn } from './variable.ts';

const probe = z
  .string({ error: 'the id of a probe' })
  .regex(/^[a-z][a-z0-9_-]*$/, { error: 'the id of a probe such as llm' });

/** The block `agent`: from which queue this host takes jobs, and what it allows. */
export const agentSchema = (env: Environment) =>
  section({
    queue: written(queueUrl)
      .optional()
      .describe('The Redis or Valkey in which jobs for this host lie; rediss is TLS.'),
    queue_password_env: written(variableSetIn(env))
      .optional()
      .describe(
        'Name of the environment variable that holds the password of the queue. Default: RALPH_QUEUE_PASSWORD.',
      ),
    queue_ca: path()
      .optional()
      .describe('Certificate of the authority that signed that of the queue, relative to this file.'),
    queue_cert: path()
      .optional()
      .describe('Certificate that is shown to the queue, where it asks for one, relative to this file.'),
    queue_key: path().optional().describe('Private key of that certificate, relative to this file.'),
    name: named('an agent').optional().describe('What fleets call this host. Default: its host name.'),
    labels: labels.optional().describe('What else jobs may ask for: any one agent that carries these.'),
    key: path()
      .optional()
      .describe(
        'File of the key that signs what this host answers; made where there is none. Default: one in ~/.local/state/ralph.',
      ),
    probes: z
      .array(probe, { error: 'a list such as [llm, tts]' })
      .min(1, { error: 'at least one probe' })
      .max(64, { error: 'at most 64 probes' })
      .meta({ examples: [['llm', 'tts']] })
      .optional()
      .describe('The probes that a job may ask for. Default: all.'),
    most_samples: whole(1, 1000)
      .optional()
      .describe('Most warm samples of a series that a job may ask for. Default: 100.'),
    bench_users: whole(1, 100_000)
      .optional()
      .describe('Most users that a load test may have this host make. Default: none, and no load test.'),
  });
