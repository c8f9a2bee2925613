import { faults } from '../../backend/faults/index.ts';
import { reporters } from '../../reporters/index.ts';
import { catalogue } from '../../selftest/catalogue/index.ts';
import { rules } from '../rules.ts';
import type { Value } from './outline.ts';

/** What can be typed in place of a value. */
export type Words =
  | { readonly kind: 'words' | 'list'; readonly words: readonly string[] }
  | { readonly kind: 'file' }
  | { readonly kind: 'folder' }
  | { readonly kind: 'anything' };

const metricIds = (): string[] =>
  rules.probes.flatMap(({ id, metrics }) => [id, ...Object.keys(metrics).map((name) => `${id}.${name}`)]);

const one = (words: readonly string[]): Words => ({ kind: 'words', words: [...new Set(words)] });
const several = (words: readonly string[]): Words => ({ kind: 'list', words });

/** By the name that a value has in help; the ids are those of this very ralph. */
const BY_NAME: Readonly<Record<string, () => Words>> = {
  probes: () => several(rules.probes.map(({ id }) => id)),
  id: () =>
    one([...rules.diagnoses.map(({ id }) => id), ...rules.criteria.map(({ id }) => id), ...metricIds()]),
  metric: () => one(['score', ...metricIds()]),
  faults: () => several(catalogue.map(({ id }) => id)),
  'id[:argument]': () => one(faults.map(({ id }) => id)),
  'id[=path]': () => one(reporters.map(({ id }) => id)),
  file: () => ({ kind: 'file' }),
  scenario: () => ({ kind: 'file' }),
  review: () => ({ kind: 'file' }),
  a: () => ({ kind: 'file' }),
  b: () => ({ kind: 'file' }),
  folder: () => ({ kind: 'folder' }),
  place: () => ({ kind: 'folder' }),
  from: () => ({ kind: 'folder' }),
  to: () => ({ kind: 'folder' }),
};

/** The words for a value. */
export const wordsFor = ({ name, choices }: Value): Words =>
  choices === null ? (BY_NAME[name]?.() ?? { kind: 'anything' }) : one(choices);
