import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const inside = new URL('./inside.js', import.meta.url).href;
const ticksPerS = 100;
const MB = 1024 * 1024;

/** How long a server has run on a processor, in s: user and system time of /proc/<pid>/stat. */
export function cpuS(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerS;
}

const kilobytes = (file, field) =>
  Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(readFileSync(file, 'utf8'))[1]);

/** Memory of a process in MB: resident, and its proportional share of what is shared. */
export const memoryMB = (pid) => ({
  rss: (kilobytes(`/proc/${pid}/status`, 'VmRSS') * 1024) / MB,
  pss: (kilobytes(`/proc/${pid}/smaps_rollup`, 'Pss') * 1024) / MB,
});

/** What a process holds of the system: its children and its open files. */
export const holdings = (pid) => ({
  children: readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean),
  ).length,
  files: readdirSync(`/proc/${pid}/fd`).length,
});

/** Starts a module as a server and resolves with its address once it has told it over IPC. */
async function start(module, args) {
  const child = fork(module, args, {
    execArgv: ['--expose-gc', '--import', inside],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const exited = once(child, 'exit');
  const told = await Promise.race([once(child, 'message'), exited.then(([code]) => [{ code }])]);
  const [{ url, code }] = told;
  if (url === undefined) throw new Error(`${module} ended with ${code} before it was ready`);
  return {
    url,
    pid: child.pid,
    /** Bytes of the heap in use, after a full collection if so asked. */
    async heapMB({ collect }) {
      child.send({ collect });
      const [{ heapBytes }] = await once(child, 'message');
      return heapBytes / MB;
    },
    async stop() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

/** The reference stack without a rate limit, answering from the script, speaking with espeak-ng. */
export const startStack = (cli) =>
  start(cli, 'serve --port 0 --rate-limit 0 --llm-engines scripted --tts-engines espeak-ng'.split(' '));

/** A Fastify with the schemas of `/chat` and nothing behind it; it always answers `body`. */
export const startBare = (schemas, body) =>
  start(fileURLToPath(new URL('./bare-fastify.js', import.meta.url)), [schemas, JSON.stringify(body)]);
