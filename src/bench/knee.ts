import { figure } from '../domain/figure.ts';
import type { CapacityFound, Level } from './capacity.ts';
import { failedLine, objective } from './report.ts';
import { headline } from './result.ts';

const BAR_CHARS = 24;
const SIGNS = { kept: '✓', missed: '✖', inconclusive: '?' } as const;

function latencyOf({ measured: { timings } }: Level): number {
  const { summary } = headline(timings);
  return summary?.p95 ?? summary?.max ?? 0;
}

/** A latency as a bar against the highest; whatever is there shows. */
const bar = (value: number, highest: number): string =>
  value === 0 ? '' : '█'.repeat(Math.max(1, Math.round((BAR_CHARS * value) / highest)));

function sentence({ passing, failing, settled }: CapacityFound): string {
  const users = `${passing} simultaneous ${passing === 1 ? 'user keeps' : 'users keep'} the objectives`;
  if (!settled) return `not settled: at least ${users}`;
  if (failing === null) return `${users}, and more were not tried: the knee lies beyond`;
  return passing === 0 ? 'not even one user keeps the objectives' : `knee: ${users}, ${failing} do not`;
}

/** Why the search could not go on at a level. */
const reasons = ({ levels, tainted }: CapacityFound): string[] =>
  levels
    .filter(({ outcome }) => outcome === 'inconclusive')
    .flatMap(({ users, measured: { instrument, objectives } }) => [
      ...(users === tainted ? [] : instrument.doubts.map((doubt) => `! ${users} users: ${doubt}`)),
      ...objectives.flatMap(({ id, kept }) =>
        kept === null ? [`! ${users} users: too few requests for ${id}; a longer duration would help`] : [],
      ),
    ]);

/** Up to how many users the figures are the stack's, and not those of the instrument. */
function trust({ trusted, tainted, levels }: CapacityFound): string[] {
  const late = levels.find(({ users }) => users === tainted)?.measured.instrument;
  if (!late) return [];
  const upTo = trusted === null ? 'at no level' : `up to ${trusted} users`;
  return [`~ the instrument is to be trusted ${upTo}; at ${tainted}, ${late.doubts.join('; ')}`];
}

/** What the fewest users missed that are too many, and how turns failed there. */
function missed({ failing, levels }: CapacityFound): string[] {
  const level = levels.findLast(({ users, outcome }) => users === failing && outcome === 'missed');
  if (!level) return [];
  const { objectives, requests } = level.measured;
  const lines = objectives.filter(({ kept }) => kept === false).map(objective);
  return [...lines, ...failedLine(requests.failed)].map((line) => `  ${line}`);
}

/** Answers per second and p95 of every level, fewest users first, with the knee between those that kept and the rest. */
export function knee(found: CapacityFound): string {
  const levels = [...found.levels].sort((left, right) => left.users - right.users);
  const highest = Math.max(...levels.map(latencyOf));
  const rows = levels.map((level) => {
    const users = String(level.users).padStart(7);
    const answered = `${level.measured.requests.goodPerSecond.toFixed(1)}/s`.padStart(10);
    const latency = figure(latencyOf(level), 'ms').padStart(9);
    const lost = level.measured.objectives.filter(({ kept }) => kept === false).map(({ id }) => id);
    const late = level.measured.instrument.tainted.length > 0 ? ['~ late instrument'] : [];
    const drawn = [SIGNS[level.outcome], bar(latencyOf(level), highest), [...lost, ...late].join(', ')];
    return [users, answered, latency, ...drawn].join(' ').trimEnd();
  });
  const beyond = levels.findIndex(({ users }) => users > found.passing);
  if (beyond >= 0 && found.passing > 0) rows.splice(beyond, 0, `${'─'.repeat(28)} knee`);
  const name = levels.some(({ measured }) => measured.timings.v2v) ? 'v2v p95' : 'p95';
  const head = `${'users'.padStart(7)} ${'goodput'.padStart(10)} ${name.padStart(9)}`;
  return [head, ...rows, sentence(found), ...trust(found), ...missed(found), ...reasons(found), ''].join(
    '\n',
  );
}
