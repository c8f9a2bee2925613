/** What the worker is asked: the arguments of one run of flite, without its name. */
export interface FliteJob {
  readonly args: readonly string[];
}

/** What the worker answers. */
export type FliteResult = { readonly wav: Uint8Array } | { readonly error: string };

/**
 * The worker that runs flite, as JavaScript to evaluate: a string works the same from source and from a bundle.
 * `workerData` is the path of the WebAssembly module. It brings its own in-memory system interface, which knows
 * one folder and one file to write, because `node:wasi` brings the whole process down when the machine is busy.
 */
export const fliteWorkerCode = `
const { parentPort, workerData } = require('node:worker_threads');
const compiled = WebAssembly.compile(require('node:fs').readFileSync(workerData));
const folder = 3, file = 4, ok = 0, badDescriptor = 8, unsupported = 52;

async function run(args) {
  const argv = ['flite', ...args, '-o', '/sound'].map((text) => Buffer.from(text + '\\0'));
  const written = [];
  const said = [];
  let memory;
  const bytes = () => Buffer.from(memory.buffer);
  const finished = new Error('finished');
  const calls = {
    args_sizes_get(count, size) {
      bytes().writeUInt32LE(argv.length, count);
      bytes().writeUInt32LE(Buffer.concat(argv).length, size);
      return ok;
    },
    args_get(pointers, at) {
      for (const [index, arg] of argv.entries()) {
        bytes().writeUInt32LE(at, pointers + 4 * index);
        bytes().set(arg, at);
        at += arg.length;
      }
      return ok;
    },
    clock_time_get(clock, precision, at) {
      bytes().writeBigUInt64LE(process.hrtime.bigint(), at);
      return ok;
    },
    fd_prestat_get(fd, at) {
      if (fd !== folder) return badDescriptor;
      bytes().writeUInt32LE(0, at);
      bytes().writeUInt32LE(1, at + 4);
      return ok;
    },
    fd_prestat_dir_name(fd, at) {
      bytes().write('/', at);
      return ok;
    },
    fd_fdstat_get(fd, at) {
      const kind = fd === folder ? 3 : fd === file ? 4 : 2;
      bytes().fill(0, at, at + 24).writeUInt8(kind, at);
      bytes().fill(255, at + 8, at + 24);
      return ok;
    },
    path_open(fd, flags, path, length, how, rights, inheriting, state, at) {
      bytes().writeUInt32LE(file, at);
      return ok;
    },
    fd_write(fd, pieces, count, at) {
      let total = 0;
      for (let index = 0; index < count; index += 1) {
        const start = bytes().readUInt32LE(pieces + 8 * index);
        const length = bytes().readUInt32LE(pieces + 8 * index + 4);
        (fd === file ? written : said).push(Buffer.from(bytes().subarray(start, start + length)));
        total += length;
      }
      bytes().writeUInt32LE(total, at);
      return ok;
    },
    fd_close: () => ok,
    fd_fdstat_set_flags: () => ok,
    fd_read: () => unsupported,
    fd_seek: () => unsupported,
    proc_exit() {
      throw finished;
    },
  };
  const instance = await WebAssembly.instantiate(await compiled, { wasi_snapshot_preview1: calls });
  memory = instance.exports.memory;
  try {
    instance.exports._start();
  } catch (error) {
    if (error !== finished) throw error;
  }
  const wav = new Uint8Array(Buffer.concat(written));
  if (wav.length === 0) throw new Error(Buffer.concat(said).toString().slice(0, 200) || 'wrote nothing');
  return wav;
}

parentPort.on('message', async ({ args }) => {
  try {
    const wav = await run(args);
    parentPort.postMessage({ wav }, [wav.buffer]);
  } catch (error) {
    parentPort.postMessage({ error: String(error.message) });
  }
});
`;
