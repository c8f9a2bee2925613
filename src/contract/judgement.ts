import type * as z from 'zod';
import { describeFailure } from '../domain/sample.ts';
import { same, type Text } from '../domain/text.ts';
import { errorResponse } from '../protocol/service.ts';
import type { Answered, Question, Reply } from './ask.ts';
import { type Check, differs, HOLDS, KEY_WANTED, MISSING, type Outcome } from './check.ts';
import { excerpt, jsonOf, replyFound } from './found.ts';

/** What to make of an answer, whatever its status. */
export type Judge = (reply: Answered) => Outcome | Promise<Outcome>;

const AN_ANSWER: Text = { en: 'an answer', fr: 'une réponse' };

/** Judges an answer, and says what became of a question that got none. */
export function judgeAny(judge: Judge): (reply: Reply) => Outcome | Promise<Outcome> {
  return (reply) => {
    if (reply.kind === 'unasked') return reply;
    if (reply.kind === 'answered') return judge(reply);
    const failure = { kind: 'unreachable', how: reply.failure, detail: excerpt(reply.message) } as const;
    return differs(AN_ANSWER, describeFailure(failure));
  };
}

/** As {@link judgeAny}, on a route: 404 and 405 mean that there is none, 401 that the key is not right. */
export const judgeRoute = (judge: Judge): ReturnType<typeof judgeAny> =>
  judgeAny((reply) => {
    if (reply.status === 401) return KEY_WANTED;
    return reply.status === 404 || reply.status === 405 ? MISSING : judge(reply);
  });

/** The part of a check that is about one question to one route. */
export const asking = (question: Question, judge: Judge): Pick<Check, 'run'> => ({
  run: async (ask) => judgeRoute(judge)(await ask.request(question)),
});

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );

const wanted = (issue: z.core.$ZodIssue): string => {
  if (issue.code === 'invalid_type') return issue.expected;
  return issue.code === 'invalid_value' ? issue.values.join(' | ') : issue.message;
};

/** What is wrong with a value, field by field. */
export function misfit(value: unknown, issues: readonly z.core.$ZodIssue[]): Outcome {
  const named = issues.slice(0, 3).map((issue) => {
    const found = valueAt(value, issue.path);
    const shown = found === undefined ? undefined : excerpt(JSON.stringify(found));
    return { name: issue.path.join('.') || 'JSON', wanted: wanted(issue), shown };
  });
  const found = (absent: string): string =>
    named.map(({ name, shown }) => `${name}: ${shown ?? absent}`).join('; ');
  return differs(same(named.map(({ name, wanted: what }) => `${name}: ${what}`).join('; ')), {
    en: found('absent'),
    fr: found('absent'),
  });
}

/** Judges a 200 whose JSON fits `shape`; anything else differs. */
export function reading<Shape extends z.ZodType>(
  shape: Shape,
  judge: (value: z.infer<Shape>, reply: Answered) => Outcome | Promise<Outcome> = () => HOLDS,
  statuses: readonly number[] = [200],
): Judge {
  return (reply) => {
    const json = jsonOf(reply);
    if (!statuses.includes(reply.status) || json === undefined) {
      const status = statuses.join(' | ');
      return differs(
        { en: `HTTP ${status} with JSON`, fr: `HTTP ${status} avec du JSON` },
        replyFound(reply),
      );
    }
    const { success, data, error } = shape.safeParse(json);
    return success ? judge(data, reply) : misfit(json, error.issues);
  };
}

/** Holds for one of these refusals in the one shape of every error. */
export const refusing =
  (...statuses: readonly number[]): Judge =>
  (reply) =>
    statuses.includes(reply.status) && errorResponse.safeParse(jsonOf(reply)).success
      ? HOLDS
      : differs(same(`HTTP ${statuses.join(' | ')}: {"detail":"…"}`), replyFound(reply));

/** The bad value, or the JSON that does not fit: stacks draw the line between 400 and 422 differently. */
export const refusingValue: Judge = refusing(400, 422);
