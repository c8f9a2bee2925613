import type { Field } from '../../domain/imported.ts';
import type { Said } from '../said.ts';
import { settle } from '../settle.ts';

const ROUTES =
  /(?<![\p{L}\d.,#/+~<>-]|[<>~] )(\d{1,5}) routes\b(?! (?:manquantes?|missing|cassees?|broken|en erreur|failed|failing|echouees?|ajoutees?|added|nouvelles?|restantes?|remaining)\b)|^[^\p{L}\d]{0,4}routes\s?:\s(\d{1,5})(?=$|[\s),;](?![/\d]))/u;

/** How many routes the build made. */
export const routesOf = (said: readonly Said[]): Field<number> =>
  settle(
    said.flatMap(({ text, line, raw }) => {
      const [, before, behind] = ROUTES.exec(text) ?? [];
      const count = before ?? behind;
      return count === undefined ? [] : [{ value: Number(count), line, text: raw }];
    }),
  );
