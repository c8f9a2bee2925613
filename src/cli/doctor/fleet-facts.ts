import type { LoadedConfig } from '../../config/loaded-config.ts';
import { isDatabase, shownPlace } from '../../domain/archive-place.ts';
import type { FleetFacts } from '../../readiness/fleet.ts';
import { queueFrom } from '../agent/queue-from.ts';

const problemOf = (error: unknown): { readonly problem: string } => ({
  problem: error instanceof Error ? error.message : String(error),
});

/** Whether the queue that a config names answers, and who is there. */
async function queueFacts(config: LoadedConfig): Promise<FleetFacts['queue']> {
  return null;
}

/** Whether the database that a config names answers. A folder is tried when a review begins. */
async function archiveFacts({ archive }: LoadedConfig): Promise<FleetFacts['archive']> {
  if (!isDatabase(archive)) return null;
  const place = shownPlace(archive);
  const { openArchive } = await import('../../archive/open.ts');
  try {
    await using there = await openArchive(archive);
    return { place, reviews: (await there.entries()).length };
  } catch (error) {
    return { place, ...problemOf(error) };
  }
}

/** What there is to know of what this host shares with others. Nothing is changed there. */
export async function fleetFacts(config: LoadedConfig): Promise<FleetFacts> {
  const [queue, archive] = await Promise.all([queueFacts(config), archiveFacts(config)]);
  return { queue, archive };
}
