// Written by `npm run generate`: one entry per file of this folder that has a default export.
import eva from './eva.ts';

export const dialects = [
  eva,
] as const;
