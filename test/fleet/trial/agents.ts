import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { guarded } from '../../servers/daemon.ts';
import { start } from '../../smoke/ralph.ts';

/** The command that runs another in some place. */
export type Inside = (...words: readonly string[]) => readonly string[];

/** An agent as it is started, again and again. */
interface AgentCommand {
  readonly name: string;
  readonly queue: string;
  /** Address of its stack. */
  readonly target: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Folder of its key, which outlives it. */
  readonly folder: string;
  /** Where it lives. */
  readonly inside: Inside;
}

/** A service manager starts what ended anew after so long. */
const AGAIN_MS = 1_000;

/** A real agent under a service manager: its process may be killed, and whatever it ends by, it is started again. */
export function agentOf({ name, queue, target, labels, folder, inside }: AgentCommand) {
  const words = [
    ...['agent', '--queue', queue, '--name', name, '--target', target, '--key', join(folder, `${name}.pem`)],
    ...Object.entries(labels).flatMap(([key, value]) => ['--label', `${key}=${value}`]),
  ];
  const dying: Inside = (...command) => {
    const [first = '', ...rest] = inside(...command);
    return guarded(first, rest).flat();
  };
  let process: ReturnType<typeof start> | undefined;

  function begin(): void {
    const own = start(words, { cwd: folder, inside: dying });
    process = own;
    void own.ended.then(async () => {
      await sleep(AGAIN_MS);
      if (process === own) begin();
    });
  }
  return {
    ...{ name, target, inside, start: begin },
    /** Resolves when it has said so; rejects where it ends before. */
    saying: async (text: string): Promise<void> => process?.saying(text),
    /** Whether it has said that it has a job, and not what came of it. */
    isBusy(): boolean {
      const said = process?.said() ?? '';
      return said.lastIndexOf('job: ') > said.lastIndexOf('answered for ');
    },
    /** Ends it by the signal, for as long as nobody starts it. */
    async end(signal: NodeJS.Signals): Promise<void> {
      const ending = process;
      process = undefined;
      ending?.child.kill(signal);
      await ending?.ended;
    },
  };
}

export type Agent = ReturnType<typeof agentOf>;
