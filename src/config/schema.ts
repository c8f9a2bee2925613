import type * as z from 'zod';
import { databaseUrl } from './database-url.ts';
import { defaults } from './defaults.ts';
import { choice, flag, line, path, section, written } from './fields.ts';
import { percent } from './quantity.ts';
import { agentSchema } from './schema-agent.ts';
import { type CriterionDefaults, criteriaSchema } from './schema-criteria.ts';
import { samplesSchema } from './schema-samples.ts';
import { targetSchema } from './schema-target.ts';
import { telemetrySchema } from './schema-telemetry.ts';
import { type Environment, variableSetIn } from './variable.ts';

/** `ralph.config.yaml`; every default is applied later, so the output holds only what the file says. */
export const configSchema = (criteria: readonly CriterionDefaults[], env: Environment) =>
  section({
    target: targetSchema(env).describe('The stack under review.'),
    samples: samplesSchema.optional().describe('What a run puts to the stack.'),
    criteria: criteriaSchema(criteria)
      .optional()
      .describe('How single criteria count, where that differs from their defaults.'),
    tolerance: written(percent('10 %'))
      .optional()
      .describe(`A relative change below this is noise. Default: ${defaults.tolerancePct} %.`),
    telemetry: telemetrySchema.optional().describe('Traces of what a run asks, for OpenTelemetry.'),
    agent: agentSchema(env)
      .optional()
      .describe('What this host does for fleets: which jobs it takes, and what it allows.'),
    lang: choice(['en', 'fr'])
      .optional()
      .describe('Language of the review. Default: that of the environment.'),
    label: line().optional().describe('Words in the title of the review, after the cycle.'),
    reviews: path()
      .optional()
      .describe(`Folder of the reviews, relative to this file. Default: ${defaults.reviews}.`),
    archive: written(databaseUrl)
      .optional()
      .describe(
        'Database in which reviews are kept in place of that folder; what a run keeps on the way stays in the folder. Default: none.',
      ),
    archive_password_env: written(variableSetIn(env))
      .optional()
      .describe(
        'Environment variable with the password of the database. Default: that of the address, else PGPASSWORD, else ~/.pgpass.',
      ),
    keep_sounds: flag()
      .optional()
      .describe(
        `Whether a review keeps how one answer of each kind sounded, to be listened to in its HTML report: up to 96 KiB each. Default: ${defaults.keepSounds}.`,
      ),
    fail_on: choice(['blocked', 'attention', 'regression', 'never'])
      .optional()
      .describe(
        `From which verdict on the gate is closed, so that the exit code is 1. Default: ${defaults.failOn}.`,
      ),
  });

/** What a config file says, in its own names and in ralph's units. */
export type Settings = z.output<ReturnType<typeof configSchema>>;
