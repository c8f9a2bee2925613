import type { ImportedFigures } from '../../domain/imported.ts';
import { documentOf } from '../document.ts';
import { figuresOf } from '../figures.ts';

/** The figures of a review whose body is this, of cycle 20. */
export const figuresIn = (...lines: readonly string[]): ImportedFigures =>
  figuresOf(documentOf(['# Moderator Review - Cycle 20', '', ...lines].join('\n')));

/** A fence with these lines. */
export const fence = (...lines: readonly string[]): string => ['```', ...lines, '```'].join('\n');
