// Imports zod: loaded only where a saved file is read.
import * as z from 'zod';

const text = z.string();
const figure = z.number();
const line = z.int().min(1);
const list = <Item extends z.ZodType>(item: Item) => z.array(item).readonly();

const field = <Value extends z.ZodType>(value: Value) =>
  z.object({
    value: value.nullable(),
    where: line.nullable(),
    candidates: list(z.object({ value: z.unknown(), line, text })),
  });

const span = field(z.object({ min: figure, max: figure }));
const items = list(z.object({ text, line }));
const criterion = z.object({ name: text, points: figure.nullable(), max: figure.nullable(), line });

const fields = z.object({
  kind: field(z.enum(['cycle', 'sprint'])),
  number: field(figure),
  reviewed_at: field(text),
  commit: field(text),
  status: field(text),
  verdict: field(z.enum(['ok', 'attention', 'blocked', 'inconclusive'])),
  score_pct: field(figure),
  score_points: field(figure),
  score_max: field(figure),
  blockers: field(items),
  progress: field(items),
  criteria: field(list(criterion)),
  tests_passed: field(figure),
  tests_failed: field(figure),
  tests_skipped: field(figure),
  llm_ms: span,
  tts_ms: span,
  e2e_ms: span,
  gpu_util_pct: field(figure),
  gpu_mem_used_mib: field(figure),
  gpu_mem_total_mib: field(figure),
  gpu_name: field(text),
  build_ok: field(z.boolean()),
  routes: field(figure),
  websocket_ok: field(z.boolean()),
});

/** The file of an imported review. */
export const importedOutline = z.object({
  imported: z.object({
    schema: z.literal('ralph/imported@1'),
    cycle: z.int().min(1),
    reviewedAt: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/, { error: 'a time such as 2026-01-31T12:00:00Z' }),
    file: text,
    target: text,
    sha256: text,
    fields,
    unknown: z.record(text, items),
    ambiguous: list(text),
    contradictions: list(z.object({ kind: text, lines: list(line), what: z.object({ en: text, fr: text }) })),
  }),
});
