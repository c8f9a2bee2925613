import { describe, expect, it } from 'vitest';
import { withoutThinking } from './without-thinking.ts';

async function read(...tokens: readonly string[]): Promise<string[]> {
  async function* source() {
    yield* tokens;
  }
  const left: string[] = [];
  for await (const token of withoutThinking(source())) left.push(token);
  return left;
}

describe('withoutThinking', () => {
  it.each<[string, string[], string[]]>([
    ['lets an ordinary answer pass as it is', ['One', ' two'], ['One', ' two']],
    ['leaves out thoughts in one token', ['<think>hm</think>\n\nYes', '.'], ['Yes', '.']],
    ['leaves out thoughts cut anywhere', ['\n<th', 'ink>', 'hm', ' </thi', 'nk>Yes', '.'], ['Yes', '.']],
    ['leaves out thoughts without an end', ['<think>', 'hm'], []],
    ['keeps what only begins like a thought', ['<th', 'ree>'], ['<three>']],
    ['keeps an answer that ends as a thought begins', ['<'], ['<']],
    ['keeps the word in the middle of an answer', ['I', ' <think>'], ['I', ' <think>']],
  ])('%s', async (_, tokens, left) => {
    expect(await read(...tokens)).toEqual(left);
  });
});
