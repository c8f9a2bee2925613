import { execa } from 'execa';
import { folder, start } from '../smoke/ralph.ts';
import { programs, RALPH } from '../smoke/shell.ts';

/** A page that is typed along, block by block, at a stack of its own port. */
export async function typedAlong() {
  const cwd = await folder();
  const env = { PATH: await programs(cwd, { ralph: RALPH }), LC_ALL: 'C', NO_COLOR: '1' };
  let url = '';
  const there = (text: string): string => text.replaceAll('http://localhost:8000', url);
  return {
    cwd,
    /** Starts the stack as a block says, on a port that is free. */
    async serve(block: string) {
      const args = block.trim().replace('--port 8000', '--port 0').split(/\s+/).slice(1);
      const stack = start(args, { cwd });
      await stack.saying('http://127.0.0.1:');
      url = (/http:\/\/127\.0\.0\.1:\d+/.exec(stack.said())?.[0] ?? '').replace('127.0.0.1', 'localhost');
      return async () => {
        stack.child.kill();
        await stack.ended;
      };
    },
    /** Types a block, and gives what came of its last line. */
    async type(block: string) {
      const { exitCode, all } = await execa('bash', ['-c', there(block)], {
        cwd,
        env,
        all: true,
        reject: false,
      });
      return { code: exitCode, said: all.replaceAll(url.replace('http://', ''), 'localhost:8000') };
    },
  };
}

const squeezed = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/** The lines of a shown output that did not come. */
export const missing = (shown: string, said: string): string[] =>
  shown
    .split('\n')
    .map(squeezed)
    .filter((line) => line !== '' && !squeezed(said).includes(line));
