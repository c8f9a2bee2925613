// Imports zod: loaded only by scripts/generate-schema.js and tests.
import * as z from 'zod';
import { configSchema } from './schema.ts';
import type { CriterionDefaults } from './schema-criteria.ts';

/** The JSON Schema of `ralph.config.yaml`, for editors. */
export const jsonSchema = (criteria: readonly CriterionDefaults[]): object => ({
  title: 'ralph.config.yaml',
  ...z.toJSONSchema(configSchema(criteria, {}), { io: 'input', target: 'draft-7' }),
});
