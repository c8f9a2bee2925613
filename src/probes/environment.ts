import type { Host } from '../domain/host.ts';
import type { Exhibit } from '../domain/observation.ts';
import { defineProbe } from '../domain/probe.ts';
import { quoted } from '../suites/terminal-text.ts';

/** Where and on which state of the code a run was made. */
export type EnvironmentReadings = {
  /** Seven characters; null where the target has no folder or the folder no git. */
  readonly commit: string | null;
  /** Null on a detached head as well. */
  readonly branch: string | null;
  /** Whether anything is changed or untracked. */
  readonly dirty: boolean | null;
  /** Null, as what follows, in evidence transcribed from a review that did not say. */
  readonly platform: string | null;
  readonly cpu: string | null;
  readonly cores: number | null;
  readonly memoryMib: number | null;
  readonly node: string | null;
};

/** What git says in a folder, trimmed; null where it cannot say. */
type Git = (...args: readonly string[]) => Promise<string | null>;

const gitIn =
  ({ commands }: Host, folder: string, signal: AbortSignal): Git =>
  async (...args) => {
    const outcome = await commands.run({
      argv: ['git', ...args],
      folder,
      // Looking must not take the lock that the owner's own git needs.
      env: { GIT_OPTIONAL_LOCKS: '0' },
      timeoutMs: 10_000,
      signal,
    });
    return outcome.kind === 'exited' && outcome.code === 0 ? outcome.stdout.trim() : null;
  };

type Code = Pick<EnvironmentReadings, 'commit' | 'branch' | 'dirty'>;

async function codeState(git: Git): Promise<Code> {
  const commit = await git('rev-parse', '--short=7', 'HEAD');
  if (commit === null || !/^[\da-f]{7,40}$/.test(commit)) return { commit: null, branch: null, dirty: null };
  const branch = await git('symbolic-ref', '--quiet', '--short', 'HEAD');
  const changes = await git('status', '--porcelain');
  return {
    commit,
    branch: branch ? quoted(branch, 100) : null,
    dirty: changes === null ? null : changes !== '',
  };
}

/** The code and the machine in two lines; what is not known is not said. */
function described(readings: EnvironmentReadings): Exhibit[] {
  const { commit, branch, dirty, platform, cpu, cores, memoryMib, node } = readings;
  const code = commit && `commit ${commit}${branch ? ` on ${branch}` : ''}${dirty ? ', with changes' : ''}`;
  const machine = `${platform}, ${cpu} × ${cores}, ${memoryMib} MiB, node ${node}`;
  const content = [...(code ? [code] : []), machine].join('\n');
  return [{ title: 'environment', language: 'text', content }];
}

/** Two figures compare only where the machine is the same; a review is of one commit. */
export default defineProbe<EnvironmentReadings>()({
  id: 'environment',
  title: { en: 'Environment', fr: 'Environnement' },
  phase: 'before',
  needsHost: true,
  metrics: {},
  // Not the release: a patched kernel is no other machine.
  fingerprint: ({ platform, cpu, cores }) => ({
    platform: platform && (platform.split(' ')[0] ?? null),
    cpu,
    cores: cores === null ? null : String(cores),
  }),
  eachSitting: ({ platform, cpu }) => ({ platform, cpu }),
  async observe({ target, host, signal }) {
    const { platform, release, ...machine } = await host.machine.facts();
    const code =
      target.folder === null
        ? { commit: null, branch: null, dirty: null }
        : await codeState(gitIn(host, target.folder, signal));
    const node = process.versions.node;
    const readings = { ...code, platform: `${platform} ${release}`, ...machine, node };
    return { readings, raw: described(readings) };
  },
});
