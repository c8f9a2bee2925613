import type { JobProgress, ObserveJob } from '../../domain/fleet-job.ts';
import type { ObserveEvent } from '../../pipeline/observe.ts';
import { tellOf } from '../../queue/happenings.ts';
import type { Progress } from '../progress.ts';
import type { Agent } from './agent.ts';

/** Shows what happens here, and tells it to whoever watches the run; `of` is how many probes are asked. */
export function telling(
  { shown, queue, name, mask }: Agent,
  { run, stack }: ObserveJob,
  of: number,
): Progress {
  let done = 0;
  const tell = (progress: JobProgress): void => void tellOf(queue, run, { stack, progress });
  const on = (event: ObserveEvent): void => {
    shown.on(event);
    if (event.kind === 'note') tell({ kind: 'note', agent: name, line: mask(event.line) });
    if (event.kind !== 'started' && event.kind !== 'finished') return;
    if (event.kind === 'finished') done = Math.min(done + 1, of);
    tell({ kind: 'probe', agent: name, probe: event.probe.id, done, of });
  };
  return { ...shown, on };
}
