const opening = '<think>';
const closing = '</think>';

/** Leaves out the thoughts that some models put before their answer, between `<think>` and `</think>`. */
export async function* withoutThinking(tokens: AsyncIterable<string>): AsyncGenerator<string> {
  let held = '';
  let begun = false;
  for await (const token of tokens) {
    if (begun) {
      yield token;
      continue;
    }
    held = afterThoughts(held + token);
    const start = held.trimStart();
    if (start.startsWith(opening) || opening.startsWith(start)) continue;
    yield held;
    begun = true;
  }
  if (!begun && !held.trimStart().startsWith(opening)) yield held;
}

/** What follows a whole thought at the start of a text, without the blanks between; all of it when there is none. */
function afterThoughts(text: string): string {
  const start = text.trimStart();
  const end = start.startsWith(opening) ? start.indexOf(closing) : -1;
  return end < 0 ? text : start.slice(end + closing.length).trimStart();
}
