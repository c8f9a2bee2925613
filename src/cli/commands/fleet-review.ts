import type { LoadedFleet } from '../../config/fleet/loaded.ts';
import type { FailOn } from '../../config/loaded-config.ts';
import { duration } from '../../config/quantity.ts';
import type { FleetReview } from '../../domain/fleet.ts';
import type { Text } from '../../domain/text.ts';
import { openTurns } from '../../queue/turns.ts';
import type { ExitCode } from '../exit-codes.ts';
import { type DrawingFlags, deliverFleet, fleetDrawings } from '../fleet/deliver.ts';
import { type FleetFlags, type FleetPlace, openFleet } from '../fleet/fleet-place.ts';
import { fleetGate } from '../fleet/gate.ts';
import { makeReview } from '../fleet/make-review.ts';
import { freshTurn, type HadTurn, leftTurn, ownTurn } from '../fleet/own-turn.ts';
import { untilWritable } from '../fleet/until-kept.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError, unknownWord } from '../usage-error.ts';

export interface FleetReviewFlags extends FleetFlags, DrawingFlags {
  readonly only?: readonly string[];
  readonly deadline?: string;
  readonly failOn?: FailOn;
  readonly resume?: boolean;
}

/** The stacks of `--only`, which must be of the fleet; null: all of them. */
function onlyOf({ only, resume }: FleetReviewFlags, { stacks }: LoadedFleet): readonly string[] | null {
  if (only === undefined) return null;
  if (resume)
    throw new UsageError('--only: found it beside --resume, which goes on with what was asked before');
  const known = stacks.map(({ name }) => name);
  for (const name of only) if (!known.includes(name)) throw unknownWord('--only', name, known);
  return only;
}

/** The fleet file with what the command line says in its stead. */
function withFlags(fleet: LoadedFleet, { deadline, failOn }: FleetReviewFlags): LoadedFleet {
  const read = deadline === undefined ? undefined : duration(['30m', '2 h']).read(deadline);
  if (read && 'expected' in read)
    throw new UsageError(`--deadline: found "${deadline}", expected ${read.expected}`);
  return { ...fleet, ...(read && { deadlineMs: read.value }), ...(failOn && { failOn }) };
}

const WRITTEN = (where: string): Text => ({
  en: `fleet review written: ${where}`,
  fr: `revue de flotte écrite : ${where}`,
});

/** The fleet review of a turn, whoever made it. */
async function reviewOf(had: HadTurn, { archive }: FleetPlace): Promise<FleetReview> {
  if ('review' in had) return had.review;
  const entry = (await archive.fleets.entries()).find(({ stem }) => stem === had.stem);
  const found = entry ? await archive.fleets.read(entry) : { corrupt: 'it is not there' };
  if (!('corrupt' in found)) return found;
  throw new UsageError(
    `${had.stem}: somebody else made this review, expected it in ${archive.place} (${found.corrupt}); give both the same archive`,
  );
}

/** Has every stack of a fleet observed on its host, judges all of them here, and says which to mend first. */
export async function fleetReview(
  file: string,
  flags: FleetReviewFlags,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ExitCode> {
  const drawings = await fleetDrawings(flags, terminal.cwd());
  await using opened = await openFleet(file, flags, terminal);
  const fleet = withFlags(opened.fleet, flags);
  const only = onlyOf(flags, fleet);
  const place = { ...opened, fleet };
  const { archive, queue, tell } = place;
  await untilWritable(archive, { say: tell, signal });
  const turns = await openTurns(queue, fleet.name);
  try {
    const id = flags.resume ? await leftTurn(turns, tell) : await freshTurn(turns, only, tell);
    const had = await ownTurn(turns, id, (turn, until) => makeReview(turn, place, until), signal);
    const review = await reviewOf(had, place);
    tell(WRITTEN(`${archive.place}/${had.stem}.md`));
    await deliverFleet(review, drawings, { archive, terminal, color: flags.color });
    return fleetGate(review, fleet.failOn);
  } finally {
    await turns.close();
  }
}
