import type { Archive } from '../archive/archive.ts';
import type { Evidence } from '../domain/evidence.ts';
import type { Portrait } from '../domain/portrait.ts';
import type { Review } from '../domain/review.ts';
import { portraitOf } from '../pipeline/portrait/portrait.ts';
import { redact } from '../pipeline/redact.ts';
import { pastOf } from './history.ts';
import { rules } from './rules.ts';
import { windowRules } from './window-rules.ts';

interface Seen {
  readonly evidence: Evidence;
  /** Of the cycles before it; null: they are not looked at. */
  readonly archive: Archive | null;
  /** What older reviews may still say. */
  readonly secrets: readonly string[];
}

/** What a drawing of a review shows beyond it. */
export async function behindOf(review: Review, { evidence, archive, secrets }: Seen): Promise<Portrait> {
  // What cannot be read was said when the review was compared.
  const past = archive ? await pastOf(archive, review.cycle, () => {}) : [];
  return redact(portraitOf(review, { evidence, rules, past, explains: windowRules.explains }), secrets);
}
