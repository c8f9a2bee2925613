import type { Contradiction, Field, ImportedFields, Item, ReadDocument } from '../domain/imported.ts';
import type { Lang } from '../domain/text.ts';

const texts = ({ value }: Field<readonly Item[]>): readonly string[] | null =>
  value?.map(({ text }) => text) ?? null;

const told =
  (lang: Lang) =>
  ({ kind, lines, what }: Contradiction) => ({ kind, lines, what: what[lang] });

/** The record of one file, as `--json` prints it; of a file that cannot be read all is null. */
export function jsonRecord(file: string, read: ReadDocument | undefined, lang: Lang) {
  const fields = read?.fields;
  const value = <Name extends keyof ImportedFields>(name: Name): ImportedFields[Name]['value'] | null =>
    fields?.[name].value ?? null;
  const criteria = fields?.criteria.value;
  return {
    file,
    kind: value('kind'),
    number: value('number'),
    reviewed_at: value('reviewed_at'),
    commit: value('commit'),
    status: value('status'),
    verdict: value('verdict'),
    score_pct: value('score_pct'),
    score_points: value('score_points'),
    score_max: value('score_max'),
    blockers: fields ? texts(fields.blockers) : null,
    progress: fields ? texts(fields.progress) : null,
    tests_passed: value('tests_passed'),
    tests_failed: value('tests_failed'),
    tests_skipped: value('tests_skipped'),
    llm_ms: value('llm_ms'),
    tts_ms: value('tts_ms'),
    e2e_ms: value('e2e_ms'),
    gpu_util_pct: value('gpu_util_pct'),
    gpu_mem_used_mib: value('gpu_mem_used_mib'),
    gpu_mem_total_mib: value('gpu_mem_total_mib'),
    gpu_name: value('gpu_name'),
    build_ok: value('build_ok'),
    routes: value('routes'),
    websocket_ok: value('websocket_ok'),
    criteria: criteria ? criteria.map(({ name, points, max }) => ({ name, points, max })) : null,
    ambiguous: read?.ambiguous ?? [],
    contradictions: read?.contradictions.map(told(lang)) ?? [],
  };
}
