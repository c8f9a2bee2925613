import type { Verdict } from './review.ts';
import type { Text } from './text.ts';

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
  /** Null where it has none, such as "N/A". */
  readonly points: number | null;
  /** Null where it has none, such as behind "+30" on top of the others. */
  readonly max: number | null;
  readonly line: number;
}

/** Two places of a document that cannot both be right, or one that is wrong in itself. */
export interface Contradiction {
  readonly kind: /** The rows of the score table do not add up to the total. */
    | 'sum'
    /** A percentage is not that of its points. */
    | 'percent'
    /** More points or percent than there can be. */
    | 'range'
    /** Two scores. */
    | 'score'
    /** Two verdicts, or one that its blockers deny. */
    | 'verdict'
    /** Two cycles or sprints. */
    | 'number'
    /** Two commits. */
    | 'commit'
    /** A count of blockers that is not that of the list. */
    | 'count'
    /** Two counts of tests. */
    | 'tests'
    /** Two figures or states of the same thing. */
    | 'figure';
  /** Both places, counted from 1, in the order of the sentence. */
  readonly lines: readonly number[];
  readonly what: Text;
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

/** What a document says, and where it contradicts itself. */
export type ReadDocument = Pick<ImportedReview, 'fields' | 'unknown' | 'ambiguous' | 'contradictions'>;

/** What was read of a review that ralph did not write; its text lies beside it, byte for byte. */
export interface ImportedReview {
  readonly schema: 'ralph/imported@1';
  /** The number under which it is kept, which is its own where that was to be had. */
  readonly cycle: number;
  /** When it counts as written, ISO 8601, UTC: what it says, else the time of the review before it. */
  readonly reviewedAt: string;
  /** Name of the file it was read from. */
  readonly file: string;
  /** Name of the target it is of, as whoever imported it said. */
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
