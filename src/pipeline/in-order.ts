interface Placed {
  readonly id: string;
  readonly follows?: readonly string[];
}

/** The probes of a phase as they are listed, except that none comes before one that it `follows`. */
export function inOrder<Each extends Placed>(probes: readonly Each[]): Each[] {
  const ordered: Each[] = [];
  let waiting = [...probes];
  while (waiting.length > 0) {
    const mayAsk = ({ follows = [] }: Each) => !waiting.some(({ id }) => follows.includes(id));
    // Two that follow each other would wait for ever: then the list decides.
    const next = waiting.find(mayAsk) ?? waiting[0];
    ordered.push(...waiting.filter((each) => each === next));
    waiting = waiting.filter((each) => each !== next);
  }
  return ordered;
}
