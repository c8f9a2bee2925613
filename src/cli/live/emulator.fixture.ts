import xterm from '@xterm/headless';

/** A terminal without a screen, that understands what real ones do. */
export function emulator(columns: number, rows: number) {
  const terminal = new xterm.Terminal({
    cols: columns,
    rows,
    scrollback: 10_000,
    allowProposedApi: true,
  });
  const { active } = terminal.buffer;
  const writes: string[] = [];

  /** All that was ever shown and was not taken away, scrolled off or not. */
  const text = (): string[] => {
    const lines = Array.from({ length: active.length }, (_, at) => active.getLine(at));
    const shown = lines.map((line) => line?.translateToString(true) ?? '');
    while (shown.at(-1) === '') shown.pop();
    return shown;
  };

  return {
    writes,
    text,
    write: (more: string): Promise<void> => {
      writes.push(more);
      return new Promise((resolve) => terminal.write(more, resolve));
    },
    resize: (wide: number, high: number): void => terminal.resize(wide, high),
    /** Row and column of the cursor, counted from the start of all that was shown. */
    cursor: () => ({ row: active.baseY + active.cursorY, column: active.cursorX }),
  };
}
