import { checkedBy, healthCommands, inTurn, typed } from '../domain/commands.ts';
import { afterDrift, FULL_POINTS } from '../domain/points.ts';
import { isSick, PROOF, SERVICE_FLAGS, type ServiceHealth, unreadiness } from '../domain/service-health.ts';
import type { Service, ServiceRole } from '../domain/target.ts';
import { same, type Text } from '../domain/text.ts';
import { told } from '../domain/told.ts';
import type { Facts } from '../probes/facts.ts';
import { defineCriterion, drifted, notMeasured } from './define.ts';

/** Whether use proved a service: undefined where this run did not use it. */
function proven(facts: Facts, service: Service | ServiceRole): boolean | undefined {
  if (service === 'database') return undefined;
  const used = PROOF[service].filter(({ probe }) => facts.observed(probe) !== undefined);
  return used.length === 0 ? undefined : used.some(({ metric }) => facts.number(metric) !== undefined);
}

/** What must be ready: what the target requires, and a server that was given for its socket alone. */
const required = ({ target: { requires, services } }: Facts): readonly (Service | ServiceRole)[] =>
  services?.socket ? [...requires, 'socket'] : requires;

/** Whether a route denies what use has proved: its word on what nobody used is then worth nothing. */
const isNoWitness = (facts: Facts, claims: Readonly<Record<string, boolean>>): boolean =>
  (['llm', 'tts', 'stt'] as const).some(
    (service) =>
      proven(facts, service) === true && SERVICE_FLAGS[service].some((flag) => claims[flag] === false),
  );

/** Required services that are down: use decides; where nothing used it, the claim does. */
function down(facts: Facts, claims: Readonly<Record<string, boolean>>): (Service | ServiceRole)[] {
  const isBelieved = !isNoWitness(facts, claims);
  return required(facts).filter((service) => {
    const used = proven(facts, service);
    const flags = service === 'socket' ? [service] : SERVICE_FLAGS[service];
    return used === undefined ? isBelieved && flags.some((flag) => claims[flag] === false) : !used;
  });
}

/** Where each server that is down is, and why it is not ready; undefined where none of them says. */
function saidOf(services: readonly ServiceHealth[], missing: readonly string[]): Text | undefined {
  const said = services.flatMap((service) => {
    const why = missing.includes(service.role) ? unreadiness(service) : undefined;
    return why ? [{ url: service.url, why }] : [];
  });
  if (said.length === 0) return undefined;
  return {
    en: said.map(({ url, why }) => `${url}: ${why.en}`).join('; '),
    fr: said.map(({ url, why }) => `${url} : ${why.fr}`).join(' ; '),
  };
}

/** What use showed of a claim that was made before it, and what became of the claim. */
function disproved(facts: Facts, before: string | null): Text {
  const after = facts.observed('health_after')?.health;
  const [en, fr] = [before ?? 'nothing', before ?? 'rien'];
  if (after && 'failure' in after)
    return {
      en: `health said ${en} before it was used, and answers no more`,
      fr: `la santé annonçait ${fr} avant l’usage, et ne répond plus`,
    };
  const now = after?.claim.status ?? before;
  return now === before
    ? { en: `health says ${en}; use says otherwise`, fr: `la santé annonce ${fr} ; l’usage dit le contraire` }
    : {
        en: `health said ${en} before it was used, and says ${now} now`,
        fr: `la santé annonçait ${fr} avant l’usage, et annonce ${now} maintenant`,
      };
}

/** Which of the required services this run has proven; the rest is the stack's word. */
function proof(facts: Facts): Text {
  const used = facts.target.requires.filter((service) => proven(facts, service)).join(', ');
  return used === ''
    ? { en: 'as it says itself: no service was used', fr: 'selon lui-même : aucun service n’a servi' }
    : { en: `proven by use: ${used}`, fr: `prouvé par l’usage : ${used}` };
}

const dead = (value: Text, comment: Text) => ({ points: 0, value, comment });

export default defineCriterion({
  id: 'backend',
  title: { en: 'Backend', fr: 'Backend' },
  failureTitle: { en: 'The backend does not prove its health', fr: 'Le backend ne prouve pas sa santé' },
  finding: 'backend-down',
  why: {
    en: 'A health route only says that objects exist; a service is up when it was used and worked.',
    fr: 'Une route de santé dit seulement que des objets existent ; un service est debout quand il a servi.',
  },
  probe: 'backend',
  metrics: ['backend.health_ms'],
  layer: 'stack',
  blocking: true,
  weight: 1,
  shown: true,
  formula: {
    en: '10 when every required service is ready and proven by use; −2 on drift; 0 when unreachable or a required service is down',
    fr: '10 si chaque service requis est prêt et prouvé par l’usage ; −2 en cas de dérive ; 0 s’il est injoignable ou qu’un service requis est en panne',
  },
  judge(facts) {
    const backend = facts.observed('backend');
    if (!backend) return notMeasured;
    const { health } = backend;
    if ('failure' in health) {
      const { failure } = health;
      const [value, comment] =
        failure.kind === 'unreachable'
          ? [{ en: 'UNREACHABLE', fr: 'INJOIGNABLE' }, failure.detail]
          : failure.kind === 'rejected'
            ? [
                failure.status === null ? { en: 'REFUSED', fr: 'REFUSÉ' } : same(`HTTP ${failure.status}`),
                failure.detail,
              ]
            : [{ en: 'NOT HEALTH', fr: 'RÉPONSE INVALIDE' }, failure.found];
      return dead(value, told(comment));
    }
    const { claim } = health;
    if (isSick(claim.status))
      return dead(same(claim.status ?? ''), { en: 'says so itself', fr: 'il le dit lui-même' });
    const missing = down(facts, claim.services);
    if (missing.length > 0) {
      const list = missing.join(', ');
      const used = missing.some((service) => proven(facts, service) === false);
      return dead(
        { en: `${list} DOWN`, fr: `${list} EN PANNE` },
        saidOf(backend.services ?? [], missing) ??
          (used ? disproved(facts, claim.status) : undefined) ?? {
            en: `health says ${claim.status ?? 'nothing'}; its own flag says otherwise`,
            fr: `la santé annonce ${claim.status ?? 'rien'} ; son propre drapeau dit le contraire`,
          },
      );
    }
    const drift = drifted(facts);
    return {
      points: afterDrift(FULL_POINTS, drift),
      value: same(claim.status ?? 'OK'),
      comment: drift
        ? {
            en: 'runs, but would not survive a restart',
            fr: 'tourne, mais ne survivrait pas à un redémarrage',
          }
        : proof(facts),
    };
  },
  remedy: (facts) => [
    {
      text: { en: 'Look at what it answers, and at its log', fr: 'Regarder ce qu’il répond, et son journal' },
      ...typed(...healthCommands(facts.target)),
    },
  ],
  check: (facts) => ({
    text: {
      en: 'health answers 200 and every required service works',
      fr: 'la santé répond 200 et chaque service requis fonctionne',
    },
    ...checkedBy(inTurn(healthCommands(facts.target))),
  }),
});
