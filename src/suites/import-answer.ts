import * as z from 'zod';
import { quoted } from './terminal-text.ts';

const said = z.string().transform((text) => quoted(text));

const imports = z.array(z.object({ module: said, by: said })).transform((all) => all.slice(0, 100));

const importAnswer = z.object({
  python: said.refine((version) => version !== ''),
  /** Seconds since 1970. */
  packagesChangedAt: z.number().min(0).max(8.64e12).nullable(),
  missing: imports,
  undeclared: imports,
  found: z
    .array(said)
    .default([])
    .transform((all) => all.slice(0, 500)),
});

export type ImportAnswer = z.infer<typeof importAnswer>;

/** Reads what `import-check.ts` answers; undefined for anything else. Loads zod: to be imported lazily. */
export const readImportAnswer = (answer: unknown): ImportAnswer | undefined =>
  importAnswer.safeParse(answer).data;
