import type { Verdict } from './review.ts';

/** What a document says once. */
export interface Stated<Value> {
  readonly value: Value;
  /** Counted from 1. */
  readonly line: number;
  /** What stands there, for the reader. */
  readonly text: string;
}

/** What a document says of one thing. */
export interface Field<Value> {
  /** Null where the document does not settle it: it is silent, or says several things. */
  readonly value: Value | null;
  /** The line on which the value stands. */
  readonly where: number | null;
  /** What was said, where that does not settle it; otherwise empty. */
  readonly candidates: readonly Stated<Value>[];
}

/** From the lowest figure stated to the highest; a single figure is both. */
export interface Span {
  readonly min: number;
  readonly max: number;
}

/** One entry of a list of the front matter. */
export interface Item {
  readonly text: string;
  readonly line: number;
}

/** One row of the score table. */
export interface StatedCriterion {
  readonly name: string;
  readonly points: number;
  /** Null for points on top, such as "+30". */
  readonly max: number | null;
  readonly line: number;
}

/** Two places of a document that cannot both be right, or one that is wrong in itself. */
export interface Contradiction {
  readonly kind:
    | 'sum'
    | 'percent'
    | 'range'
    | 'score'
    | 'verdict'
    | 'number'
    | 'commit'
    | 'time'
    | 'count'
    | 'tests'
    | 'figure'
    | 'front-matter';
  /** Both places, in the order of the sentence. */
  readonly lines: readonly number[];
  readonly what: string;
}

/** What one figure of a review is about: the fields that a document may state in any place of its body. */
export interface ImportedFigures {
  readonly tests_passed: Field<number>;
  readonly tests_failed: Field<number>;
  readonly tests_skipped: Field<number>;
  readonly llm_ms: Field<Span>;
  readonly tts_ms: Field<Span>;
  readonly e2e_ms: Field<Span>;
  readonly gpu_util_pct: Field<number>;
  readonly gpu_mem_used_mib: Field<number>;
  readonly gpu_mem_total_mib: Field<number>;
  readonly gpu_name: Field<string>;
  readonly build_ok: Field<boolean>;
  readonly routes: Field<number>;
  readonly websocket_ok: Field<boolean>;
}

/** What a review is called, says of itself and counts up. */
export interface ImportedWords {
  readonly kind: Field<'cycle' | 'sprint'>;
  readonly number: Field<number>;
  /** ISO 8601, UTC. */
  readonly reviewed_at: Field<string>;
  readonly commit: Field<string>;
  readonly status: Field<string>;
  readonly verdict: Field<Verdict>;
  readonly score_pct: Field<number>;
  readonly score_points: Field<number>;
  readonly score_max: Field<number>;
  readonly blockers: Field<readonly Item[]>;
  readonly progress: Field<readonly Item[]>;
  readonly criteria: Field<readonly StatedCriterion[]>;
}

export type ImportedFields = ImportedWords & ImportedFigures;

/** What was read of a review that ralph did not write; its text lies beside it, byte for byte. */
export interface ImportedReview {
  readonly schema: 'ralph/imported@1';
  /** Name of the file it was read from. */
  readonly file: string;
  /** Of the target it is of, as whoever imported it said. */
  readonly target: string;
  /** SHA-256 of its bytes. */
  readonly sha256: string;
  readonly fields: ImportedFields;
  /** Front matter that no field above is read from: key → what stands there. */
  readonly unknown: Readonly<Record<string, readonly Item[]>>;
  /** Names of the fields with several candidates. */
  readonly ambiguous: readonly string[];
  readonly contradictions: readonly Contradiction[];
}
