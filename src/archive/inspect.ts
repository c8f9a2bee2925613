// Imports zod: loaded only where a saved file is read.
import type * as z from 'zod';
import type { Evidence } from '../domain/evidence.ts';
import type { FleetReview } from '../domain/fleet.ts';
import type { ImportedReview } from '../domain/imported.ts';
import type { Review } from '../domain/review.ts';
import { importedOutline } from './imported-outline.ts';
import { baselinesOutline, evidenceOutline, fleetOutline, journalOutline, keptOutline } from './outline.ts';

/** What a review file holds. */
export interface Kept {
  readonly review: Review;
  readonly evidence: Evidence;
}

/** What the file of an imported review holds; its text lies beside it. */
export interface KeptImported {
  readonly imported: ImportedReview;
}

/** What a run has measured so far, and was going to. */
export interface Journal {
  readonly schema: 'ralph/journal@1';
  /** Whether it was of the bundled stack, which each sitting starts anew. */
  readonly reference: boolean;
  /** The number it was to have; null: the next. */
  readonly cycle: number | null;
  /** Ids of all probes that it was to ask. */
  readonly probes: readonly string[];
  /** How far its monotonic clock has come. */
  readonly clockMs: number;
  /** Without secrets; of its probes those that are finished. */
  readonly evidence: Evidence;
}

/** A review that later ones of its target and branch are compared with. */
export interface Blessing {
  readonly target: string;
  /** Null: of a project without git, or a detached head. */
  readonly branch: string | null;
  readonly cycle: number;
  /** Name of the review's JSON, in the same folder. */
  readonly review: string;
}

/** Why a value is not what it should be: "place: found …, expected …". */
export interface Lack {
  readonly lack: string;
}

function shown(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 60));
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : String(value);
}

function expectedOf(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'invalid_type') return `${issue.expected}`;
  if (issue.code === 'invalid_value') return issue.values.map(String).join(' or ');
  return undefined;
}

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (inside, key) => (typeof inside === 'object' && inside !== null ? Reflect.get(inside, key) : undefined),
    value,
  );

function lackOf(outline: z.ZodType, value: unknown, above: readonly string[] = []): Lack {
  const issue = outline.safeParse(value, { error: expectedOf }).error?.issues[0];
  const path = [...above, ...(issue?.path ?? [])].join('.');
  return {
    lack: `${path}${path === '' ? '' : ': '}found ${shown(valueAt(value, issue?.path ?? []))}, expected ${issue?.message}`,
  };
}

const isKept = (value: unknown): value is Kept => keptOutline.safeParse(value).success;
const isEvidence = (value: unknown): value is Evidence => evidenceOutline.safeParse(value).success;

/** Checks the contents of a review file of a cycle; readings are left to those who know their probe. */
export function inspectKept(value: unknown, cycle: number): Kept | Lack {
  if (!isKept(value)) return lackOf(keptOutline, value);
  if (value.review.cycle === cycle) return value;
  return { lack: `review.cycle: found ${value.review.cycle}, expected ${cycle}, as the file is named` };
}

const isImported = (value: unknown): value is KeptImported => importedOutline.safeParse(value).success;

/** Checks the contents of any file of the archive. */
export function inspectEntry(value: unknown, cycle: number): Kept | KeptImported | Lack {
  if (typeof value !== 'object' || value === null || !('imported' in value)) return inspectKept(value, cycle);
  if (!isImported(value)) return lackOf(importedOutline, value);
  const { imported } = value;
  if (imported.cycle === cycle) return value;
  return { lack: `imported.cycle: found ${imported.cycle}, expected ${cycle}, as the file is named` };
}

const isFleet = (value: unknown): value is FleetReview => fleetOutline.safeParse(value).success;

/** Checks the contents of the file of a fleet review. */
export function inspectFleet(value: unknown, number: number): FleetReview | Lack {
  if (!isFleet(value)) return lackOf(fleetOutline, value);
  if (value.number === number) return value;
  return { lack: `number: found ${value.number}, expected ${number}, as the file is named` };
}

/** The imported review of a file; undefined where it holds something else. */
export const inspectImported = (value: unknown): ImportedReview | undefined =>
  isImported(value) ? value.imported : undefined;

/** What is said of an imported review where evidence is wanted. */
export const IMPORTED_LACK =
  'found an imported review, which ralph did not write and has no evidence of; expected one that ralph wrote';

/** Checks saved evidence: evidence itself, or the evidence of a review file, which then knows its cycle. */
export function inspectEvidence(value: unknown): Evidence | Lack {
  if (isKept(value)) return { ...value.evidence, cycle: value.review.cycle };
  if (typeof value === 'object' && value !== null && 'imported' in value) return { lack: IMPORTED_LACK };
  const inner =
    typeof value === 'object' && value !== null && 'evidence' in value ? value.evidence : undefined;
  const evidence = inner ?? value;
  if (isEvidence(evidence)) return evidence;
  return lackOf(evidenceOutline, evidence, inner === undefined ? [] : ['evidence']);
}

const isJournal = (value: unknown): value is Journal => journalOutline.safeParse(value).success;

/** Checks what an interrupted run left. */
export const inspectJournal = (value: unknown): Journal | Lack =>
  isJournal(value) ? value : lackOf(journalOutline, value);

interface Baselines {
  readonly baselines: readonly Blessing[];
}

const isBaselines = (value: unknown): value is Baselines => baselinesOutline.safeParse(value).success;

/** Checks what says which reviews are blessed. */
export const inspectBaselines = (value: unknown): Baselines | Lack =>
  isBaselines(value) ? value : lackOf(baselinesOutline, value);
