import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';

/** Whether a program is installed. */
export function installed(program) {
  try {
    execFileSync('which', [program], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const cores = availableParallelism();
const pinned = cores > 1 && installed('taskset');

/** Said beside the figures. */
export const placing = pinned
  ? `server on one core, client on ${cores === 2 ? 'the other' : `the other ${cores - 1}`}`
  : 'server and client share all cores: taskset or a second core is missing';

const [SERVER, CLIENT] = ['0', cores === 2 ? '1' : `1-${cores - 1}`];
const on = (core, command) => (pinned ? ['taskset', '-c', core, ...command] : command);

/** Starts a server that tells its address over IPC, alone on its core. */
export async function startServer(script, ...args) {
  const [program, ...rest] = on(SERVER, [process.execPath, script, ...args]);
  const child = spawn(program, rest, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const exited = once(child, 'exit');
  const told = await Promise.race([once(child, 'message'), exited.then(() => [{}])]);
  if (told[0].url === undefined) throw new Error(`${script} ended before it was ready`);
  return {
    url: told[0].url,
    pid: child.pid,
    async stop() {
      child.kill();
      await exited;
    },
  };
}

/** Runs a client to its end on the other cores; its output and the processor time it took in s. */
export async function runClient(command, { env = {}, codes = [0] } = {}) {
  const [program, ...args] = on(CLIENT, command);
  const child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  const texts = { stdout: '', stderr: '' };
  for (const name of Object.keys(texts)) {
    child[name].setEncoding('utf8').on('data', (text) => {
      texts[name] += text;
    });
  }
  const [code] = await once(child, 'close');
  if (!codes.includes(code)) throw new Error(`${command.join(' ')} ended with ${code}: ${texts.stderr}`);
  return texts.stdout;
}
