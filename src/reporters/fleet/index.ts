// Written by `npm run generate`: one entry per file of this folder that has a default export.
import json from './json.ts';
import markdown from './markdown.ts';
import terminal from './terminal.ts';

export const fleet = [
  json,
  markdown,
  terminal,
] as const;
