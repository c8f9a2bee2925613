import type { Contradiction, Field, ImportedFigures, Stated } from '../../domain/imported.ts';

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
