import type { Field, Stated } from '../../domain/imported.ts';
import type { Said } from '../said.ts';
import { settle } from '../settle.ts';

const UP =
  /✅|✓|✔|\b(?:ok|pass(?:e[ds]?)?|success(?:ful(?:ly)?)?|succeeded|reussie?|fonctionn(?:el(?:le)?|e)|functional|working|works|fixed|repare|connecte|connected|excellent|pong|actif|active|stable|perfect|up)(?!\p{L})/u;
const DOWN =
  /❌|✗|✘|(?<!\p{L})(?:\p{L}{1,4}_)?(?:fail(?:ed|ure|s|ing)?|timeout|timed out|casse[es]?|ko|mort|dead|broken|echoue\p{L}*|echec|refused|refusee?|silence|silencieux|silent|down|en panne|hs|unreachable|injoignable|erreur 500|500 error)(?!\p{L})/u;
/** "not repaired" and "never broken" say nothing certain. */
const DENIED = /\b(?:not|never|no|pas|jamais|non|sans|without|plus de|ne|n't)\s(?:\p{L}{1,12}\s)?$/u;
/** Nobody looked: what else the line says is of something else. */
const UNTESTED =
  /^[^,;|.(]{0,24}\b(?:(?:non|pas|not|jamais|never) (?:re)?(?:teste|tested|verifie|checked|mesure|measured)e?|untested|a (?:re)?tester|to be tested)\b/;
/** What somebody is to do with it, or on what condition, says nothing of how it is. */
const ASKED =
  /\b(?:si|if|once|when|quand|il faut|doit|must|should|fix|fixer|reparer|repair|corriger|debug|verifier|tester)\b[^,;:|]*$/;
const LABEL = /^\W{0,4}(?:status|statut|etat|resultat|result)\s?:/;
const TWO = /\s(?:[+&]|et|and)\s/;
const CLAUSE = /[,;|]| - | — |\. |! |\bmais\b|\bbut\b/;
const ARROW = /→|->|=>/;

/** What one clause says: up, down, or neither. What it says first counts; behind an arrow it says how it is now. */
function stateOf(clause: string): boolean | null {
  const now = clause.split(ARROW).at(-1) ?? clause;
  const [up, down] = [UP.exec(now), DOWN.exec(now)];
  const first = up && down ? (up.index < down.index ? up : down) : (up ?? down);
  if (!first) return null;
  if (DENIED.test(now.slice(0, first.index))) return first === up ? false : null;
  return first === up;
}

/** "Status: …" under a heading that names the one thing. */
const labelOf = (text: string, heading: string, name: RegExp): RegExpExecArray | null =>
  name.test(heading) && !TWO.test(heading) ? LABEL.exec(text) : null;

const MARK_BEFORE = /(✅|✓|✔|❌|✗|✘)[\s\]:\d.#-]{0,6}$/u;

/**
 * Whether something works, by what stands behind its name: in the same clause, or in the next where that one only says
 * how fast it was; else by the mark before its name.
 */
function saidOf({ text, about }: Said, name: RegExp): boolean | null {
  const found = name.exec(text) ?? labelOf(text, about[0] ?? '', name);
  if (!found || ASKED.test(text.slice(Math.max(0, found.index - 60), found.index))) return null;
  const behind = text.slice(found.index + found[0].length);
  if (UNTESTED.test(behind)) return null;
  const clauses = behind.split(CLAUSE);
  for (const clause of clauses.slice(0, 3)) {
    const state = stateOf(clause);
    if (state !== null) return state;
  }
  const [, mark] = MARK_BEFORE.exec(text.slice(0, found.index)) ?? [];
  return mark === undefined ? null : UP.test(mark);
}

/** Whether what `name` names worked: settled where all that is said of it agrees. */
export function stateField(said: readonly Said[], name: RegExp): Field<boolean> {
  return settle(
    said.flatMap((each): Stated<boolean>[] => {
      const { line, raw } = each;
      const value = saidOf(each, name);
      return value === null ? [] : [{ value, line, text: raw }];
    }),
  );
}
