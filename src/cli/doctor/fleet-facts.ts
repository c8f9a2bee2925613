import type { LoadedConfig } from '../../config/loaded-config.ts';
import { isDatabase, shownPlace } from '../../domain/archive-place.ts';
import type { FleetFacts } from '../../readiness/fleet.ts';
import type { Terminal } from '../terminal.ts';

const problemOf = (error: unknown): { readonly problem: string } => ({
  problem: error instanceof Error ? error.message : String(error),
});

/** Whether the queue that a config names answers, and who is there. */
async function queueFacts({ agent }: LoadedConfig, terminal: Terminal): Promise<FleetFacts['queue']> {
  if (agent === undefined || agent.queue === null) return null;
  const {
    queue: url,
    queuePassword: password,
    queueCa: caFile,
    queueCert: certFile,
    queueKey: keyFile,
  } = agent;
  const [{ queueFrom }, { agentsOf }, { addressOf, placeOf }] = await Promise.all([
    import('../queue-from.ts'),
    import('../../queue/registry.ts'),
    import('../../queue/place.ts'),
  ]);
  const place = placeOf(addressOf(url));
  try {
    const queue = await queueFrom({ url, password, caFile, certFile, keyFile }, terminal);
    try {
      return { place, agents: (await agentsOf(queue)).map(({ name }) => name) };
    } finally {
      await queue.close();
    }
  } catch (error) {
    return { place, ...problemOf(error) };
  }
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

/** What there is to know of what this host shares with others; no job and no review is changed by it. */
export async function fleetFacts(config: LoadedConfig, terminal: Terminal): Promise<FleetFacts> {
  const [queue, archive] = await Promise.all([queueFacts(config, terminal), archiveFacts(config)]);
  return { queue, archive };
}
