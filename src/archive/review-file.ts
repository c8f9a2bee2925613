import { codeOf, EvidenceError } from './archive-error.ts';
import type { Kept } from './inspect.ts';
import { type Json, jsonIn, readJson } from './json-file.ts';

const OURS = 'ralph/review@1';

const inside = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;

/** Why a file is no review that this ralph can read, where it is something else that is known. */
function otherThing(value: unknown): string | undefined {
  if (inside(value, 'schema') === 'ralph/evidence@1')
    return 'found saved evidence, expected a review; "ralph judge FILE --reviews FOLDER" makes one of it';
  const schema = inside(inside(value, 'review'), 'schema');
  if (typeof schema !== 'string' || schema === OURS || !/^ralph\/review@\d{1,6}$/.test(schema))
    return undefined;
  return `review.schema: found "${schema}", expected "${OURS}"; another ralph wrote it: verify with that one, or review again`;
}

/** Reads the JSON file of a review. Throws {@link EvidenceError}. */
export async function loadReview(file: string): Promise<Kept> {
  const json = await readJson(file).catch((error: unknown) => {
    const todo = codeOf(error) === 'ENOENT' ? 'name a review that is there' : 'correct the path';
    throw new EvidenceError(`${file}  cannot be read (${codeOf(error)}); ${todo}`, { cause: error });
  });
  return reviewOf(json, file);
}

/** The review of a cycle in the bytes of its JSON; null: there are none. `file`: how it is called. Throws {@link EvidenceError}. */
export async function reviewIn(bytes: Uint8Array | null, file: string, cycle: number): Promise<Kept> {
  if (bytes === null)
    throw new EvidenceError(`${file}  cannot be read (ENOENT); name a review that is there`);
  return reviewOf(jsonIn(bytes), file, cycle);
}

async function reviewOf(json: Json, file: string, cycle?: number): Promise<Kept> {
  if ('lack' in json) throw new EvidenceError(`${file}  ${json.lack}`);
  const other = otherThing(json.value);
  if (other !== undefined) throw new EvidenceError(`${file}  ${other}`);
  const { inspectKept, IMPORTED_LACK } = await import('./inspect.ts');
  if (inside(json.value, 'imported') !== undefined) throw new EvidenceError(`${file}  ${IMPORTED_LACK}`);
  const own = inside(inside(json.value, 'review'), 'cycle');
  const found = inspectKept(json.value, cycle ?? (typeof own === 'number' ? own : 0));
  if ('lack' in found) throw new EvidenceError(`${file}  ${found.lack}`);
  return found;
}
