// Written by `npm run generate`: one entry per file of this folder that has a default export.
import badge from './badge.ts';
import github from './github.ts';
import githubSummary from './github-summary.ts';
import gitlab from './gitlab.ts';
import html from './html.ts';
import json from './json.ts';
import junit from './junit.ts';
import markdown from './markdown.ts';
import openmetrics from './openmetrics.ts';
import shields from './shields.ts';
import terminal from './terminal.ts';

export const reporters = [
  badge,
  github,
  githubSummary,
  gitlab,
  html,
  json,
  junit,
  markdown,
  openmetrics,
  shields,
  terminal,
] as const;
