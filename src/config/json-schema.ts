// Imports zod: loaded only by scripts/generate-schema.js and tests.
import * as z from 'zod';
import { fleetSchema, type Known } from './fleet/schema.ts';
import { configSchema } from './schema.ts';
import type { CriterionDefaults } from './schema-criteria.ts';

/** The JSON Schema of `ralph.config.yaml`, for editors. */
export const jsonSchema = (criteria: readonly CriterionDefaults[]): object => ({
  title: 'ralph.config.yaml',
  ...z.toJSONSchema(configSchema(criteria, {}), { io: 'input', target: 'draft-7' }),
});

/** The JSON Schema of `fleet.yaml`, for editors. */
export const fleetJsonSchema = (known: Known): object => ({
  title: 'fleet.yaml',
  ...z.toJSONSchema(fleetSchema(known, {}), { io: 'input', target: 'draft-7' }),
});
