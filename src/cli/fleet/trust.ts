import { replaceFile } from '../../archive/durable.ts';
import type { LoadedFleet } from '../../config/fleet/loaded.ts';
import { loadPins, pinsText } from '../../config/fleet/pins.ts';
import { QUEUE_NAME } from '../../domain/addressee.ts';
import type { Text } from '../../domain/text.ts';
import type { Trust } from '../../queue/answers.ts';

const changed = (agent: string, where: string): Text => ({
  en: `${agent} signs with another key than the one in ${where}: somebody else may answer by its name`,
  fr: `${agent} signe avec une autre clé que celle de ${where} : un autre répond peut-être à sa place`,
});

const forgotten = (agent: string, file: string, why: string): Text => ({
  en: `the key of ${agent} could not be remembered in ${file} (${why}), so nobody would notice another one: list it under agents in the fleet file`,
  fr: `la clé de ${agent} n’a pas pu être retenue dans ${file} (${why}), et une autre passerait inaperçue : l’inscrire sous agents dans le fichier de la flotte`,
});

const unlisted = (agent: string, file: string): Text => ({
  en: `${agent} is not listed in ${file}, which trusts listed agents alone: its key goes there, under agents`,
  fr: `${agent} ne figure pas dans ${file}, qui ne se fie qu’aux agents inscrits : y ajouter sa clé, sous agents`,
});

const NO_NAME: Text = {
  en: 'whoever answered goes by a name that no agent can have',
  fr: 'celui qui a répondu porte un nom qu’aucun agent ne peut avoir',
};

const met = (agent: string, file: string): Text => ({
  en: `${agent} is met for the first time; its key is remembered in ${file}`,
  fr: `première rencontre de ${agent} ; sa clé est retenue dans ${file}`,
});

/**
 * By which keys a fleet knows its agents: those of its file, and those that were met first. One that is met now is
 * remembered at once, and said, unless the fleet trusts listed ones alone; where it cannot be, it is not trusted. Throws ConfigError where what is remembered cannot
 * be read.
 */
export async function openTrust(
  { file, agents, agentsFile, trust }: Pick<LoadedFleet, 'file' | 'agents' | 'agentsFile' | 'trust'>,
  say: (line: Text) => void,
): Promise<Trust> {
  let pins = trust === 'listed' ? {} : await loadPins(agentsFile);
  return async (agent, key) => {
    // Who answers over labels says his name himself, and it goes into a file.
    if (!QUEUE_NAME.test(agent)) return NO_NAME;
    const listed = Object.hasOwn(agents, agent) ? agents[agent] : undefined;
    if (listed !== undefined) return listed === key ? null : changed(agent, file);
    if (trust === 'listed') return unlisted(agent, file);
    const pinned = Object.hasOwn(pins, agent) ? pins[agent] : undefined;
    if (pinned !== undefined) return pinned === key ? null : changed(agent, agentsFile);
    const more = { ...pins, [agent]: key };
    try {
      await replaceFile(agentsFile, pinsText(more));
    } catch (error) {
      const why = error instanceof Error && 'code' in error ? String(error.code) : String(error);
      return forgotten(agent, agentsFile, why);
    }
    pins = more;
    say(met(agent, agentsFile));
    return null;
  };
}
