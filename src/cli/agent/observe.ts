import type { AnswerBody, ObserveJob } from '../../domain/fleet-job.ts';
import { oneLine } from '../../domain/printable.ts';
import { putAnswer } from '../../queue/answers.ts';
import { tellOf } from '../../queue/happenings.ts';
import { jobFrom, type Sender } from '../../queue/job-check.ts';
import { AnswerTooBig } from '../../queue/packing.ts';
import { firstTaker, isWithdrawn } from '../../queue/taken.ts';
import type { Task } from '../../queue/working.ts';
import { inItsDialect } from '../in-its-dialect.ts';
import { measure } from '../measure.ts';
import type { Settings } from '../settings.ts';
import type { Agent } from './agent.ts';
import { type Asked, askedBy, withLeftOut } from './allowed.ts';
import { telling } from './telling.ts';

/** How often whoever measures looks whether somebody still waits for it. */
const LOOK_MS = 5_000;

/** Nobody waits for it any more. */
class Withdrawn extends Error {
  override readonly name = 'Withdrawn';
}

/** The host's settings, with as many samples as a job asks for. */
const settingsFor = (settings: Settings, { samples }: ObserveJob): Settings =>
  samples === null
    ? settings
    : {
        ...settings,
        config: {
          ...settings.config,
          scenario: { ...settings.config.scenario, samples, mostSamples: samples },
        },
      };

const oneOf = (signal: AbortSignal, controller: AbortController): AbortSignal =>
  AbortSignal.any([signal, controller.signal]);

/** Measures what a job asks for. Rejects with the reason of `signal`, or {@link Withdrawn}. */
async function measured(agent: Agent, job: ObserveJob, { probes, leftOut }: Asked, signal: AbortSignal) {
  const { queue, shown } = agent;
  const controller = new AbortController();
  const look = setInterval(() => {
    isWithdrawn(queue, job.run).then(
      (over) => over && controller.abort(new Withdrawn('nobody waits for it any more')),
      // A server that is away tells nothing.
      () => undefined,
    );
  }, LOOK_MS);
  try {
    const both = oneOf(signal, controller);
    const progress = telling(agent, job, probes.length);
    const given = settingsFor(agent.settings, job);
    const settings = await inItsDialect(given, { say: shown.tell, signal: both });
    return withLeftOut(await measure(settings, { probes, progress, signal: both }), leftOut);
  } finally {
    clearInterval(look);
  }
}

/** What a job comes to: an answer, or null where nobody waits for one. Throws what another try may mend. */
async function bodyOf(agent: Agent, task: Task, job: ObserveJob): Promise<AnswerBody | null> {
  const { name, queue, allowance, shown } = agent;
  const isElsewhere = (await firstTaker(queue, job, name)) !== name;
  const asked = askedBy(job, { allowance, isElsewhere });
  if ('why' in asked) return { kind: 'refused', why: asked.why };
  shown.tell({ en: `job: ${job.stack}, of run ${job.run}`, fr: `tâche : ${job.stack}, revue ${job.run}` });
  void tellOf(queue, job.run, { stack: job.stack, progress: { kind: 'taken', agent: name } });
  try {
    return { kind: 'observed', evidence: await measured(agent, job, asked, task.signal) };
  } catch (error) {
    if (error instanceof Withdrawn) return null;
    if (task.signal.aborted || !task.isLastTry) throw error;
    return {
      kind: 'broken',
      why: oneLine(agent.mask(String(error instanceof Error ? error.message : error))),
    };
  }
}

const sayRefused = ({ shown }: Agent, { stack }: Sender, why: { en: string; fr: string }): void => {
  const of = stack === '' ? '' : ` (${stack})`;
  shown.tell({ en: `refused a job${of}: ${why.en}`, fr: `tâche refusée${of} : ${why.fr}` });
};

/**
 * Does what jobs ask as far as this host allows it, and signs what comes of it. The result of a job is the id of its
 * answer; null where there is nobody to answer to.
 */
export function observing(agent: Agent): (task: Task) => Promise<string | null> {
  const { queue, name, key, shown } = agent;
  /** What could not be handed over, because the job was another's by then, is handed over when it comes back. */
  let kept: { readonly job: string; readonly answer: string } | undefined;

  const put = async ({ run, stack }: Sender, body: AnswerBody): Promise<string> => {
    const told = { run, stack, agent: name };
    try {
      return await putAnswer(queue, told, body, key);
    } catch (error) {
      if (!(error instanceof AnswerTooBig)) throw error;
      return putAnswer(queue, told, { kind: 'broken', why: error.message }, key);
    }
  };

  return async (task) => {
    const found = jobFrom(task.data);
    if (!('job' in found)) {
      sayRefused(agent, found, found.why);
      return found.run === '' || found.stack === '' ? null : put(found, { kind: 'refused', why: found.why });
    }
    const { job } = found;
    const own = `${job.run} ${job.stack}`;
    if (kept?.job === own) return kept.answer;
    if (await isWithdrawn(queue, job.run)) return null;
    agent.busy(job.stack);
    try {
      const body = await bodyOf(agent, task, job);
      if (body === null) {
        shown.tell({ en: 'nobody waits for it any more', fr: 'plus personne ne l’attend' });
        return null;
      }
      if (body.kind === 'refused') sayRefused(agent, job, body.why);
      if (body.kind === 'broken')
        shown.tell({ en: `could not be measured: ${body.why}`, fr: `mesure impossible : ${body.why}` });
      const answer = await put(job, body);
      kept = { job: own, answer };
      shown.tell({ en: `answered for ${job.stack}`, fr: `réponse donnée pour ${job.stack}` });
      return answer;
    } finally {
      agent.busy(null);
    }
  };
}
