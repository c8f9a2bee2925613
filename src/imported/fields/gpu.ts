import type { Stated } from '../../domain/imported.ts';
import type { Said } from '../said.ts';

export const stated = <Value>(value: Value, { line, raw }: Said): Stated<Value> => ({
  value,
  line,
  text: raw,
});

export const GPU = /\b(?:gpu|nvidia|geforce|rtx|gtx|cuda|carte graphique|graphics card)\b/;
/** nvidia-smi's own row: sizes between commas. */
export const ROW = /(?:^|[,;]\s?)(\d{1,7})\s?mib,\s?(\d{1,7})\s?mib(?=\s?(?:,|$))/;
