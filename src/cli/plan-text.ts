import { figure } from '../domain/figure.ts';
import type { Text } from '../domain/text.ts';
import { type Expected, GUESS_MS } from '../pipeline/expected.ts';
import type { Plan, Span } from '../pipeline/plan.ts';

/** "48 s", "2 min 5 s". */
export function clockTime(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return ms < 10_000 ? figure(ms / 1000, 's') : `${seconds} s`;
  const rest = seconds % 60;
  return `${Math.floor(seconds / 60)} min${rest === 0 ? '' : ` ${rest} s`}`;
}

/** "6–20", or one number where both are the same. */
export const spanText = ({ least, most }: Span): string => (least === most ? `${least}` : `${least}–${most}`);

/** "about 2 min 5 s, 2 min of it waiting for the rate limit". */
function timeText({ ms, waitMs, isKnown }: Expected): Text {
  const waiting = waitMs > 0;
  const guess = clockTime(GUESS_MS);
  const beside = isKnown
    ? { en: '', fr: '' }
    : { en: ` (guessing ${guess} an answer)`, fr: ` (en comptant ${guess} par réponse)` };
  return {
    en: `about ${clockTime(ms)}${waiting ? `, ${clockTime(waitMs)} of it waiting for the rate limit` : ''}${beside.en}`,
    fr: `environ ${clockTime(ms)}${waiting ? `, dont ${clockTime(waitMs)} à attendre la limite de débit` : ''}${beside.fr}`,
  };
}

const several = ({ most }: Span): string => (most === 1 ? '' : 's');

/** A plan in one line. */
export function planText(plan: Plan, expected: Expected): Text {
  const { requests, limit, sampling } = plan;
  const asked = spanText(requests);
  const hasSeries = plan.probes.some(({ probe }) => probe.demand?.series);
  const each = hasSeries
    ? {
        en: `, ${spanText(sampling)} warm sample${several(sampling)} a series`,
        fr: `, ${spanText(sampling)} mesure${several(sampling)} à chaud par série`,
      }
    : { en: '', fr: '' };
  const time = timeText(expected);
  const tight = plan.fits
    ? { en: '', fr: '' }
    : {
        en: '; more than samples.rate_limit_budget allows, so the rest will meet refusals',
        fr: ' ; plus que ne permet samples.rate_limit_budget, la suite sera donc refusée',
      };
  return {
    en: `plan: ${asked} request${several(requests)}${limit ? `, at most ${limit.requests} in ${clockTime(limit.windowMs)}` : ''}${each.en}, ${time.en}${tight.en}`,
    fr: `plan : ${asked} requête${several(requests)}${limit ? `, au plus ${limit.requests} par ${clockTime(limit.windowMs)}` : ''}${each.fr}, ${time.fr}${tight.fr}`,
  };
}

/** A plan that changed on the way, where the limit did not: what is different from here on. */
export function changedPlanText({ sampling, requests }: Plan): Text {
  const [samples, left] = [spanText(sampling), spanText(requests)];
  return {
    en: `from here on ${samples} warm sample${several(sampling)} a series, ${left} requests left`,
    fr: `à partir d’ici ${samples} mesure${several(sampling)} à chaud par série, ${left} requêtes restantes`,
  };
}
