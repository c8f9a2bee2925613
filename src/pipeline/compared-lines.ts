import type { Change, Proof } from '../domain/change.ts';
import type { Evidence } from '../domain/evidence.ts';
import { figure } from '../domain/figure.ts';
import type { Baseline } from '../domain/review.ts';
import { samplingOf } from '../domain/scenario.ts';
import type { Text } from '../domain/text.ts';
import { LEAST_CYCLES } from '../statistics/regression/by-history.ts';
import { FALSE_CLAIMS_PER_REVIEW, LEAST_RANKED } from '../statistics/regression/rule.ts';
import type { Choice, Comparison } from './history.ts';

const HOW: Readonly<Record<Baseline['how'], (branch: string) => Text>> = {
  previous: () => ({ en: 'the newest that there is', fr: 'le plus récent' }),
  branch: (branch) => ({ en: `the newest of ${branch}`, fr: `le plus récent de ${branch}` }),
  blessed: (branch) => ({ en: `the blessed one of ${branch}`, fr: `celui qui est béni pour ${branch}` }),
  chosen: () => ({ en: 'as asked', fr: 'comme demandé' }),
};

const NO_BRANCH: Text = { en: 'no branch', fr: 'aucune branche' };

/** Where there is nothing to compare with, and why. */
function without({ chosen, branch }: Choice): Text {
  if (chosen === null) return { en: 'Compared with nothing, as asked', fr: 'Comparé à rien, comme demandé' };
  return branch === undefined
    ? {
        en: 'Compared with nothing: there is no earlier cycle of this target',
        fr: 'Comparé à rien : aucun cycle précédent de cette cible',
      }
    : {
        en: `Compared with nothing: there is no cycle of this target on ${branch}`,
        fr: `Comparé à rien : aucun cycle de cette cible sur ${branch}`,
      };
}

function withWhat({ cycle, commit, branch, how, differences }: Baseline): Text {
  const [en, fr] = (['en', 'fr'] as const).map((lang) => HOW[how](branch ?? NO_BRANCH[lang])[lang]);
  const at = commit === null ? '' : ` (${commit})`;
  const [differs, diffère] =
    differences.length === 0
      ? ['', '']
      : [
          '; its figures do not compare, because the testbed differs',
          ' ; ses chiffres ne se comparent pas, car le banc d’essai diffère',
        ];
  return {
    en: `Compared with cycle ${cycle}${at}, ${en}${differs}`,
    fr: `Comparé au cycle ${cycle}${at}, ${fr}${diffère}`,
  };
}

/** By which rule the figures that wander were told from noise, and how often that errs. */
function byRule(
  proofs: readonly Proof[],
  { rubric: { tolerancePct }, scenario }: Pick<Evidence, 'rubric' | 'scenario'>,
): Text[] {
  if (proofs.length === 0) return [];
  const { most } = samplingOf(scenario);
  const provisional = proofs.filter(({ basis }) => basis === 'previous').length;
  const known = proofs.length - provisional;
  const share = `${Number((100 * FALSE_CLAIMS_PER_REVIEW).toPrecision(2))} %`;
  const rule: Text = {
    en: `Of ${proofs.length} figures that wander by themselves, one is called better or worse only where it moved by more than ${tolerancePct} % and its floor, and again when it was measured a second time`,
    fr: `Des ${proofs.length} chiffres qui fluctuent d’eux-mêmes, aucun n’est dit mieux ou pire s’il n’a bougé de plus de ${tolerancePct} % et de son seuil, et de nouveau à la seconde mesure`,
  };
  const byHistory: Text = {
    en: `${known} of them against what ${LEAST_CYCLES} comparable cycles or more let expect, level and tail (Student’s prediction intervals of one to three cycles together, CUSUM for slow drift); chance alone claims anything in ${share} of reviews, all figures together`,
    fr: `${known} d’entre eux face à ce que laissent attendre ${LEAST_CYCLES} cycles comparables ou plus, niveau et traîne (intervalles de prédiction de Student sur un à trois cycles ensemble, CUSUM pour les dérives lentes) ; le hasard seul affirme quelque chose dans ${share} des revues, tous chiffres ensemble`,
  };
  const byRanks: Text = {
    en: `${provisional} of them by the ranks of their samples against one cycle, which is provisional: how far they wander from one cycle to the next is known from ${LEAST_CYCLES} comparable ones on`,
    fr: `${provisional} d’entre eux par les rangs de leurs mesures face à un seul cycle, ce qui est provisoire : on sait combien ils fluctuent d’un cycle à l’autre à partir de ${LEAST_CYCLES} cycles comparables`,
  };
  const tooFew: Text = {
    en: `Ranks tell nothing of ${most} samples a series, however far a figure moved: it takes ${LEAST_RANKED} of them`,
    fr: `Les rangs ne disent rien de ${most} mesures par série, si loin qu’un chiffre ait bougé : il en faut ${LEAST_RANKED}`,
  };
  return [
    rule,
    ...(known > 0 ? [byHistory] : []),
    ...(provisional > 0 ? [byRanks] : []),
    ...(provisional > 0 && most < LEAST_RANKED ? [tooFew] : []),
    ...visibleIn(proofs),
  ];
}

/** What size of change could have been seen. */
function visibleIn(proofs: readonly Proof[]): Text[] {
  const visible = proofs.flatMap(({ visiblePct }) => visiblePct ?? []);
  if (visible.length === 0) return [];
  const [least, most] = [Math.min(...visible), Math.max(...visible)].map((pct) => figure(pct, '%'));
  return [
    {
      en: `This cycle could have seen ±${least} of the steadiest of them, ±${most} of the least steady`,
      fr: `Ce cycle pouvait voir ±${least} du plus stable d’entre eux, ±${most} du moins stable`,
    },
  ];
}

/** What seemed to have moved, and whether that was looked at again. */
function lookedAgain(changes: readonly Change[], { confirmations = {} }: Evidence): Text[] {
  const again = Object.keys(confirmations);
  const once = changes.filter(({ proof }) => proof?.suspected && proof.measured === 1);
  const names = (lang: 'en' | 'fr') => once.map(({ title }) => title[lang]).join(', ');
  return [
    ...(again.length > 0
      ? [
          {
            en: `Put a second time, alone, because a figure seemed to have moved: ${again.join(', ')}`,
            fr: `Redemandé, seul, parce qu’un chiffre semblait avoir bougé : ${again.join(', ')}`,
          },
        ]
      : []),
    ...(once.length > 0
      ? [
          {
            en: `Seemed to have moved and was measured only once, so nothing is claimed: ${names('en')}`,
            fr: `Semblait avoir bougé et n’a été mesuré qu’une fois, donc rien n’est affirmé : ${names('fr')}`,
          },
        ]
      : []),
  ];
}

/** How it was compared: with what, by which rule, how often that errs, and what was looked at twice. */
export function comparedLines(
  comparison: Comparison | undefined,
  choice: Choice,
  evidence: Evidence,
): Text[] {
  if (!comparison) return [without(choice)];
  const { baseline, changes } = comparison;
  const proofs = changes.flatMap(({ proof }) => proof ?? []);
  return [withWhat(baseline), ...byRule(proofs, evidence), ...lookedAgain(changes, evidence)];
}
