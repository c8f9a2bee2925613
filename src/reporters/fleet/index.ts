// Written by `npm run generate`: one entry per file of this folder that has a default export.
import html from './html.ts';
import json from './json.ts';
import markdown from './markdown.ts';
import terminal from './terminal.ts';

export const fleet = [
  html,
  json,
  markdown,
  terminal,
] as const;
