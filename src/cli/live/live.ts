import { oneLine } from '../../domain/printable.ts';
import type { Lang } from '../../domain/text.ts';
import type { ObserveEvent } from '../../pipeline/observe.ts';
import { openPanel, type PanelOptions } from './panel.ts';
import { begun, type ShownRun, step } from './run-state.ts';
import { runView, titleColumns } from './run-view.ts';
import { type Clean, linesOf, outcomeLine } from './told.ts';

export interface LiveOptions extends PanelOptions {
  readonly lang: Lang;
  readonly clean: Clean;
}

/** Shows a run while it goes: what is over stays on the terminal line by line, and below it stands what goes on. */
export function liveRun(run: ShownRun, { lang, clean, ...options }: LiveOptions) {
  const { screen, clock } = options;
  let state = begun(run, clock.nowMs());
  const panel = openPanel((room, nowMs) => runView(state, room, { lang, nowMs }), options);
  return {
    say(text: string): void {
      panel.print(linesOf(text, clean));
      panel.draw();
    },
    on(event: ObserveEvent): void {
      state = step(state, event, clock.nowMs());
      panel.changed();
      if (event.kind === 'note') panel.print(linesOf(`    ${oneLine(event.line)}`, clean));
      if (event.kind === 'finished') {
        const columns = titleColumns(state, lang, screen.size().columns - 1);
        panel.print([outcomeLine(event.probe, event.observation, { lang, clean, columns })]);
      }
      // One probe ends as the next begins: both are one change.
      if (event.kind === 'started') panel.draw();
    },
    end: panel.end,
  };
}
