import { checkedBy, healthCommands, inTurn, statsCommand, typed } from '../domain/commands.ts';
import { describeFailure, isMissingRoute } from '../domain/sample.ts';
import { SERVICE_FLAGS } from '../domain/service-health.ts';
import { same } from '../domain/text.ts';
import type { Facts } from '../probes/facts.ts';
import { defineDiagnosis } from './define.ts';
import { claimAfterUse, contradictions } from './health-claims.ts';

/** What the stack says of its database, the latest word of it. */
function claimOf(facts: Facts) {
  const backend = facts.observed('backend');
  return claimAfterUse(facts) ?? (backend && 'claim' in backend.health ? backend.health.claim : undefined);
}

export default defineDiagnosis({
  id: 'database-down',
  layer: 'service',
  explains: ['stats', 'backend'],
  otherwise: 'warning',
  about: {
    en: 'The stack says that its database does not work, and so its statistics fail while chat and speech go on. It is told from a stack whose flags deny whatever works (health-lies), and from a statistics route that is merely not there. It matters because conversations are not kept, or are kept in memory until the next restart.',
    fr: 'La pile dit que sa base de données ne marche pas, et ses statistiques échouent tandis que chat et parole continuent. À distinguer d’une pile dont les drapeaux nient ce qui marche (health-lies), et d’une route de statistiques simplement absente. C’est grave parce que les conversations ne sont pas gardées, ou ne le sont qu’en mémoire jusqu’au prochain redémarrage.',
  },
  detect(facts) {
    const claim = claimOf(facts);
    const stats = facts.observed('stats');
    if (!claim || !SERVICE_FLAGS.database.some((flag) => claim.services[flag] === false)) return undefined;
    const failure = stats && 'failure' in stats && !isMissingRoute(stats.failure) ? stats.failure : undefined;
    // Who denies what works is no witness.
    if (!failure && (contradictions(facts)?.denied.length ?? 0) > 0) return undefined;
    return {
      title: {
        en: `The database does not work${claim.detail === undefined ? '' : `: ${claim.detail}`}`,
        fr: `La base de données ne marche pas${claim.detail === undefined ? '' : ` : ${claim.detail}`}`,
      },
      explains: [
        ...(failure ? ['stats'] : []),
        ...(facts.target.requires.includes('database') ? ['backend'] : []),
      ],
      headline: { en: 'DATABASE DOWN', fr: 'BASE DE DONNÉES EN PANNE' },
      evidence: [
        {
          en: `health says of it: not ready (status ${claim.status ?? '–'})`,
          fr: `la santé en dit : pas prête (statut ${claim.status ?? '–'})`,
        },
        ...(claim.detail === undefined ? [] : [same(claim.detail)]),
        ...(failure
          ? [
              {
                en: `statistics: ${describeFailure(failure).en}`,
                fr: `statistiques : ${describeFailure(failure).fr}`,
              },
            ]
          : []),
      ],
      story: {
        en: 'The conversation goes on and is not kept: history, statistics and whatever else stands on the database are lost or wait for it.',
        fr: 'La conversation continue sans être gardée : historique, statistiques et tout ce qui repose sur la base sont perdus ou l’attendent.',
      },
      remedy: [
        {
          text: {
            en: 'See who holds the file, and whether it can be written; FILE is the path of the database',
            fr: 'Voir qui tient le fichier, et s’il peut être écrit ; FILE est le chemin de la base',
          },
          code: {
            language: 'bash',
            lines: ['fuser -v FILE', 'df -h FILE', 'ls -l FILE'],
          },
        },
        {
          text: {
            en: 'End a second process that holds it, give it a journal that readers and a writer share (PRAGMA journal_mode=WAL), and a busy timeout',
            fr: 'Arrêter le second processus qui le tient, lui donner un journal que lecteurs et écrivain partagent (PRAGMA journal_mode=WAL), et un délai d’attente (busy_timeout)',
          },
          ...typed(statsCommand(facts.target)),
        },
      ],
      unblock: [
        {
          text: { en: 'health says that the database is ready', fr: 'la santé dit la base prête' },
          ...checkedBy(inTurn(healthCommands(facts.target))),
          holds: false,
        },
      ],
      quip: {
        en: 'It listens well, and remembers nothing.',
        fr: 'Elle écoute bien, et ne retient rien.',
      },
    };
  },
});
