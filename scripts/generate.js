// Writes the index of each folder whose files are found, not listed; `--check` says whether they are current.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

const FOLDERS = [
  'probes',
  'criteria',
  'diagnoses',
  'reporters',
  'reporters/fleet',
  'dialects',
  'domain/commands',
  'backend/faults',
];

/** A name sorts before those that begin with it: `tts`, then `tts-stream`. */
const stem = (name) => name.replace(/\.ts$/, '');

const camel = (name) => name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());

async function members(folder) {
  const names = (await readdir(`${root}/src/${folder}`))
    .filter((name) => /^[a-z0-9-]+\.ts$/.test(name))
    .sort((a, b) => (stem(a) < stem(b) ? -1 : 1));
  const kept = [];
  for (const name of names) {
    const source = await readFile(`${root}/src/${folder}/${name}`, 'utf8');
    if (/^export default /m.test(source)) kept.push(name);
  }
  return kept;
}

function indexOf(folder, files) {
  const ids = files.map((file) => camel(file.replace(/\.ts$/, '')));
  const imports = files.map((file, index) => `import ${ids[index]} from './${file}';`);
  return [
    '// Written by `npm run generate`: one entry per file of this folder that has a default export.',
    ...imports,
    '',
    `export const ${basename(folder)} = [`,
    ...ids.map((id) => `  ${id},`),
    '] as const;',
    '',
  ].join('\n');
}

const check = process.argv.includes('--check');
let stale = 0;
for (const folder of FOLDERS) {
  const path = `${root}/src/${folder}/index.ts`;
  const wanted = indexOf(folder, await members(folder));
  const found = await readFile(path, 'utf8').catch(() => '');
  if (found === wanted) continue;
  stale++;
  if (check) process.stderr.write(`src/${folder}/index.ts is not current: run npm run generate\n`);
  else await writeFile(path, wanted);
}
process.exitCode = check && stale > 0 ? 1 : 0;
