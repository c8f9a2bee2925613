import type { Contradiction, Field, ImportedFigures, Span, Stated } from '../../domain/imported.ts';

/** What is one thing all through a review; a latency or a load may well be measured twice. */
const SINGLE = [
  'tests_passed',
  'tests_failed',
  'tests_skipped',
  'gpu_mem_total_mib',
  'gpu_name',
  'build_ok',
  'routes',
  'websocket_ok',
] as const;

const said = (value: unknown): string => (typeof value === 'boolean' ? (value ? 'OK' : 'KO') : `${value}`);

/** Figures and states that a document gives twice and differently, each different one once. */
export const figures = (fields: ImportedFigures): readonly Contradiction[] =>
  SINGLE.flatMap((name) => {
    const { candidates }: Field<unknown> = fields[name];
    const [first, ...others]: readonly Stated<unknown>[] = candidates;
    if (!first) return [];
    const told = new Set([first.value]);
    return others.flatMap(({ value, line }) => {
      if (told.has(value)) return [];
      told.add(value);
      const what = {
        en: `${name} is ${said(first.value)}, and ${said(value)}`,
        fr: `${name} vaut ${said(first.value)}, et ${said(value)}`,
      };
      const kind = name.startsWith('tests') ? ('tests' as const) : ('figure' as const);
      return [{ kind, lines: [first.line, line], what }];
    });
  });

const inMs = ({ min, max }: Span): string => `${min}–${max} ms`;

/** Latencies of which the document gives several ranges; single figures beside a range may be of other requests. */
export const spans = (fields: ImportedFigures): readonly Contradiction[] =>
  (['llm_ms', 'tts_ms', 'e2e_ms'] as const).flatMap((name) => {
    const [first, ...others] = fields[name].candidates.filter(({ value }) => value.min < value.max);
    if (!first) return [];
    const told = new Set([inMs(first.value)]);
    return others.flatMap(({ value, line }) => {
      if (told.has(inMs(value))) return [];
      told.add(inMs(value));
      const what = {
        en: `${name} is ${inMs(first.value)}, and ${inMs(value)}`,
        fr: `${name} vaut ${inMs(first.value)}, et ${inMs(value)}`,
      };
      return [{ kind: 'figure' as const, lines: [first.line, line], what }];
    });
  });
