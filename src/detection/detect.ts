import type { Recogniser, Recognition, Sightings } from '../domain/detection.ts';
import type { Text } from '../domain/text.ts';
import { type Looking, look } from './look.ts';
import { otherwise } from './otherwise.ts';
import { presentable } from './presentable.ts';

/** From here on something is said to speak; below it is a guess. */
const REVIEWABLE = 0.5;
/** From here on it is spoken to without asking anybody. */
export const SURE = 0.8;

/** A dialect that is spoken at an address. */
export interface Found extends Recognition {
  readonly dialect: string;
  /** Where a review would ask it. */
  readonly url: string;
}

/** What was found at one address. */
export interface Detected {
  /** As it was asked. */
  readonly asked: string;
  /** As it answered, where that was otherwise: over TLS, in clear, or over plain TCP. */
  readonly url: string;
  /** What it speaks, the surest first; guesses are among them. */
  readonly found: readonly Found[];
  /** What is there instead; null where something is found. */
  readonly otherwise: Text | null;
  /** Whether anything was answered at all. */
  readonly answers: boolean;
  readonly tookMs: number;
}

/** Everything that some dialect knows for its own, the surest first. */
const recognised = (sightings: Sightings, recognisers: readonly Recogniser[]): Found[] =>
  recognisers
    .flatMap((dialect) => {
      const recognition = dialect.recognise?.(sightings);
      return recognition
        ? [
            presentable({
              dialect: dialect.id,
              ...recognition,
              url: sightings.url + (recognition.base ?? ''),
            }),
          ]
        : [];
    })
    .toSorted((a, b) => b.certainty - a.certainty);

/** Whether a review could ask it. */
export const isReviewable = ({ certainty, roles }: Found): boolean =>
  certainty >= REVIEWABLE && roles.length > 0;

/** Finds out what speaks at an address; rejects only when the signal aborts. */
export async function detect(
  asked: string,
  recognisers: readonly Recogniser[],
  looking: Looking,
): Promise<Detected> {
  const startMs = looking.host.clock.nowMs();
  const seen = await look(asked, looking);
  const found = recognised(seen.sightings, recognisers);
  return {
    asked,
    url: seen.sightings.url,
    found,
    otherwise: found.some(isReviewable) ? null : otherwise(seen),
    answers: seen.silence === null,
    tookMs: looking.host.clock.nowMs() - startMs,
  };
}
