// Imports zod: loaded only where a file is read or the JSON Schema is written.
import * as z from 'zod';
import { labels, named } from '../addressee-fields.ts';
import { databaseUrl } from '../database-url.ts';
import { defaults } from '../defaults.ts';
import { choice, line, path, section, whole, written } from '../fields.ts';
import { duration, percent } from '../quantity.ts';
import { queueUrl } from '../queue-url.ts';
import { type CriterionDefaults, criteriaSchema } from '../schema-criteria.ts';
import { type Environment, variableSetIn } from '../variable.ts';
import { fleetDefaults } from './defaults.ts';

/** More stacks than anybody reviews as one. */
const MOST_STACKS = 1_000;

/** What a fleet file must know of ralph: the criteria, and the ids of its probes. */
export interface Known {
  readonly criteria: readonly CriterionDefaults[];
  readonly probes: readonly string[];
}

const oneAddressee = z.refine<{ readonly agent?: unknown; readonly labels?: unknown }>(
  ({ agent, labels: carried }) => (agent === undefined) !== (carried === undefined),
  {
    when: ({ value }) => typeof value === 'object' && value !== null,
    error: 'either agent, the name of one, or labels, such as {pool: eu}, that any one of several carries',
  },
);

const stack = ({ probes }: Pick<Known, 'probes'>) =>
  section({
    name: line().describe('What reviews call the stack; no two are alike.'),
    agent: named('an agent').optional().describe('Who observes it: the agent of this name, and no other.'),
    labels: labels.optional().describe('Who observes it: any one agent that carries all of these.'),
    probes: z
      .array(choice(probes as [string, ...string[]]), { error: `a list such as [${probes[0]}]` })
      .min(1, { error: 'at least one probe; without the key all that the host allows' })
      .optional()
      .describe('Only these probes. Default: all that the host allows.'),
    samples: whole(1, 1000)
      .optional()
      .describe('So many warm samples of each latency series. Default: as the config of the host says.'),
  })
    .check(oneAddressee)
    .meta({ oneOf: [{ required: ['agent'] }, { required: ['labels'] }] });

const stacks = (known: Known) =>
  z
    .array(stack(known), { error: 'a list of stacks, each with a name and an agent or labels' })
    .min(1, { error: 'at least one stack' })
    .max(MOST_STACKS, { error: `at most ${MOST_STACKS} stacks` })
    .check(({ value, issues }) => {
      const first = new Map<string, number>();
      for (const [index, { name }] of value.entries()) {
        const before = first.get(name);
        if (before === undefined) first.set(name, index);
        else
          issues.push({
            ...{ code: 'custom', input: name, path: [index, 'name'] },
            message: `a name of its own: that of stack ${before + 1} is the same`,
          });
      }
    });

const KEY = /^[A-Za-z0-9+/]{43}=$/;
const keyError = 'the public key that the agent prints when it starts';

/** Name of an agent → what is known of it. */
export const agentsSchema = z.record(
  named('an agent'),
  section({
    key: z.string({ error: keyError }).regex(KEY, { error: keyError }).describe('Its public key.'),
  }),
  { error: 'a block such as {gpu-07: {key: …}}' },
);

/** `fleet.yaml`; every default is applied later. */
export const fleetSchema = (known: Known, env: Environment) =>
  section({
    name: named('the fleet')
      .optional()
      .describe('What reviews call the fleet. Default: the name of the file, without .yaml.'),
    queue: written(queueUrl).describe('The Redis or Valkey that the agents listen to; rediss is TLS.'),
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
    stacks: stacks(known).describe('The stacks of the fleet.'),
    agents: agentsSchema
      .optional()
      .describe(
        'The keys of agents. One that is not listed is remembered when it answers first, and refused when its key changes; with trust: listed, it is refused.',
      ),
    trust: choice(['first', 'listed'])
      .optional()
      .describe(
        'Whether an agent that is not listed is believed when it answers first, or never. Default: first.',
      ),
    deadline: written(duration(['30m', '2 h']))
      .optional()
      .describe(
        `After this a stack that has not answered is a failed one. Default: ${fleetDefaults.deadlineMs / 60_000} m.`,
      ),
    attempts: whole(1, 5)
      .optional()
      .describe(`How often a stack is asked before it is a failed one. Default: ${fleetDefaults.attempts}.`),
    criteria: criteriaSchema(known.criteria)
      .optional()
      .describe('How single criteria count, where that differs from their defaults.'),
    tolerance: written(percent('10 %'))
      .optional()
      .describe(`A relative change below this is noise. Default: ${defaults.tolerancePct} %.`),
    lang: choice(['en', 'fr'])
      .optional()
      .describe('Language of the review. Default: that of the environment.'),
    label: line().optional().describe('Words in the title of the review, after the cycle.'),
    agents_file: path()
      .optional()
      .describe(
        'Where the keys of agents that are not listed are remembered, relative to this file. Default: the name of this file, with .agents before .yaml.',
      ),
    reviews: path()
      .optional()
      .describe(`Folder of the reviews, relative to this file. Default: ${defaults.reviews}.`),
    archive: written(databaseUrl)
      .optional()
      .describe('Database in which reviews are kept in place of that folder. Default: none.'),
    archive_password_env: written(variableSetIn(env))
      .optional()
      .describe(
        'Environment variable with the password of the database. Default: that of the address, else PGPASSWORD, else ~/.pgpass.',
      ),
    fail_on: choice(['blocked', 'attention', 'regression', 'never'])
      .optional()
      .describe(
        `From which verdict on the gate is closed, so that the exit code is 1. Default: ${defaults.failOn}.`,
      ),
  });

/** What a fleet file says, in its own names and in ralph's units. */
export type FleetSettings = z.output<ReturnType<typeof fleetSchema>>;
