// Written by `npm run generate`: one entry per file of this folder that has a default export.
import json from './json.ts';

export const fleet = [
  json,
] as const;
