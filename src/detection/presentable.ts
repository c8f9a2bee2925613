import type { Recognition } from '../domain/detection.ts';
import { oneLine } from '../domain/printable.ts';
import { firstChars } from '../domain/secrets/excerpt.ts';
import type { ServiceOptions } from '../domain/target.ts';

const MOST_LINES = 12;
const MOST_NAMES = 100;
const MOST_CHARS = 160;

const bounded = (text: string): string => firstChars(oneLine(text), MOST_CHARS);

/** A name is asked for as it stands, so one that may not be shown as it stands is none. */
const isName = (text: string): boolean => text !== '' && bounded(text) === text;

const names = (all: readonly string[] | undefined): string[] =>
  (all ?? []).filter(isName).slice(0, MOST_NAMES);

function named(options: ServiceOptions): ServiceOptions {
  const { model, voice, ...rest } = options;
  return {
    ...rest,
    ...(model !== undefined && isName(model) && { model }),
    ...(voice !== undefined && isName(voice) && { voice }),
  };
}

/** A recognition of which every word may be shown: what servers say of themselves is theirs, and not trusted. */
export function presentable<Found extends Recognition>(found: Found): Found {
  const { because, product, models, voices, options, byRole } = found;
  return {
    ...found,
    because: because.slice(0, MOST_LINES).map(bounded),
    product: product === null ? null : bounded(product) || null,
    ...(models && { models: names(models) }),
    ...(voices && { voices: names(voices) }),
    ...(options && { options: named(options) }),
    ...(byRole && {
      byRole: Object.fromEntries(Object.entries(byRole).map(([role, each]) => [role, named(each)])),
    }),
  };
}
