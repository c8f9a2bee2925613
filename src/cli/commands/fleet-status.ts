import { seen as visible } from '../../domain/unseen.ts';
import { agentsOf } from '../../queue/registry.ts';
import { scheduleOf } from '../../queue/turn-schedule.ts';
import { openTurns, seeTurns } from '../../queue/turns.ts';
import { waitingFor } from '../../queue/waiting.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { isAskedBy } from '../fleet/absent.ts';
import { type FleetFlags, openFleet } from '../fleet/fleet-place.ts';
import { drawnStatus, type FleetStatus } from '../fleet/status-text.ts';
import { canvasOf, type Terminal } from '../terminal.ts';

/** So many reviews of the fleet are looked back on. */
const LAST = 5;

/** Says who is there, what waits for whom, what is being made, what was made last, and what comes next. */
export async function fleetStatus(file: string, flags: FleetFlags, terminal: Terminal): Promise<ExitCode> {
  await using place = await openFleet(file, flags, terminal);
  const { fleet, queue, archive, lang } = place;
  const turns = await openTurns(queue, fleet.name);
  try {
    const [agents, made, schedule, waiting, entries] = await Promise.all([
      agentsOf(queue),
      seeTurns(turns),
      scheduleOf(turns),
      waitingFor(
        queue,
        fleet.stacks.map(({ asked }) => asked),
      ),
      archive.fleets.entries(),
    ]);
    const last = await Promise.all(
      entries
        .slice(-LAST)
        .toReversed()
        .map(async (entry) => ({ stem: entry.stem, found: await archive.fleets.read(entry) })),
    );
    const status: FleetStatus = {
      ...{ fleet: fleet.name, queue: queue.place, archive: archive.place },
      agents,
      stacks: fleet.stacks.map(({ name, asked }, index) => ({
        ...{ name, asked, waiting: waiting[index] ?? 0 },
        agents: agents.filter((card) => isAskedBy(asked, card)).map((card) => card.name),
      })),
      reviews: made,
      last: last.flatMap(({ stem, found }) =>
        'corrupt' in found
          ? []
          : [
              {
                ...{ stem, reviewedAt: found.reviewedAt, verdict: found.verdict, status: found.status },
                partial: found.partial,
              },
            ],
      ),
      schedule: schedule ?? null,
    };
    const text = flags.json
      ? `${visible(JSON.stringify(status, null, 2))}\n`
      : drawnStatus(status, lang, canvasOf(terminal, flags.color));
    terminal.stdout.write(text);
    return EXIT.passed;
  } finally {
    await turns.close();
  }
}
