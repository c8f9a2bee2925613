import type { Field } from '../../domain/imported.ts';
import type { Said } from '../said.ts';
import { settle } from '../settle.ts';

const ROUTES = /(?<![\p{L}\d.,#/+~<>-]|[<>~] )(\d{1,5}) routes\b|^routes\s?:\s(\d{1,5})$/u;

/** How many routes the build made. */
export const routesOf = (said: readonly Said[]): Field<number> =>
  settle(
    said.flatMap(({ text, line, raw }) => {
      const [, before, behind] = ROUTES.exec(text) ?? [];
      const count = before ?? behind;
      return count === undefined ? [] : [{ value: Number(count), line, text: raw }];
    }),
  );
