import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { text } from './manifests.ts';

/** The commands of queue.acl. */
export const allowed: ReadonlySet<string> = new Set(text('redis/queue.acl').match(/(?<=\+)[a-z|]+/g));

/** The commands of the engine's scripts, by lower case; those of its relay are not ralph's. */
export function inScripts(): ReadonlySet<string> {
  const folder = join(dirname(createRequire(import.meta.url).resolve('bullmq')), 'scripts');
  const scripts = readdirSync(folder).filter((name) => name.endsWith('.js') && !name.startsWith('relay'));
  const called = scripts.flatMap((name) => [
    ...readFileSync(join(folder, name), 'utf8').matchAll(/r(?:edis\.)?call\(\s*["']([A-Za-z]+)["']/g),
  ]);
  return new Set(called.map(([, command = '']) => command.toLowerCase()));
}
