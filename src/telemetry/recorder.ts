import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';
import type { Clock } from '../domain/host.ts';
import { type Attributes, type Span, type SpanContext, type SpanKind, traceparentOf } from './span.ts';

/** More spans than these are not kept: what is sent at the end must fit into memory until then. */
const MOST_SPANS = 20_000;

/** A span that goes on. */
export interface OpenSpan {
  readonly context: SpanContext;
  /** For the header of what it asks. */
  readonly traceparent: string;
  /** Whether what is asked within it is asked of a model. */
  readonly isOfModel: boolean;
  tell(attributes: Attributes): void;
  /** Has it told when no time is measured any more. */
  tellLater(attributes: () => Attributes): void;
  /** Ends it now; what is told later is still heard. */
  end(error?: string): void;
}

interface Beginning {
  readonly kind?: SpanKind;
  readonly attributes?: Attributes;
  readonly isOfModel?: boolean;
  /** Absent: the span within which it begins, or else the one under which all is. */
  readonly parent?: SpanContext & { readonly remote: boolean };
}

/** Spans as they begin and end, held until they are taken. */
export interface Recorder {
  begin(name: string, beginning?: Beginning): OpenSpan;
  /** Has all that begins within no other span be part of this one. */
  under(span: OpenSpan): void;
  /** Does `work` within a span: what begins there, however much later, is part of it. */
  within<Outcome>(span: OpenSpan, work: () => Outcome): Outcome;
  /** The span within which this is asked. */
  current(): OpenSpan | undefined;
  /** Works out what was put off. */
  settle(): void;
  /** Takes what is over, and with `all` ends what still goes on; how many more there were than could be kept. */
  take(all?: 'all'): { readonly spans: readonly Span[]; readonly dropped: number };
}

interface Options {
  readonly clock: Pick<Clock, 'nowMs' | 'wallTime'>;
  readonly most?: number;
  /** So many bytes that nobody could guess, as hex digits. */
  readonly random?: (bytes: number) => string;
}

interface Kept extends Span {
  startMs: number;
  endMs: number;
  error?: string;
  attributes: Attributes;
}

/** What was not known says nothing against what was. */
const said = (attributes: Attributes): Attributes =>
  Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined && value !== null));

const ONGOING = -1;

/** What still went on when all was ended. */
const CUT_SHORT = 'interrupted';

/**
 * A recorder that does next to nothing when something begins or ends: two stamps and a few fields. What costs more, such
 * as to read an answer for what it says of its tokens, is put off until `settle`.
 */
export function createRecorder({
  clock,
  most = MOST_SPANS,
  random = (bytes) => randomBytes(bytes).toString('hex'),
}: Options): Recorder {
  const within = new AsyncLocalStorage<OpenSpan>();
  // One look at the clock of the wall: a clock that is set meanwhile bends no span.
  const epochMs = clock.wallTime().getTime() - clock.nowMs();
  const nowMs = (): number => epochMs + clock.nowMs();
  let kept: Kept[] = [];
  const putOff: (() => void)[] = [];
  let dropped = 0;
  let root: OpenSpan | undefined;

  function begin(
    name: string,
    { kind = 'internal', attributes = {}, isOfModel = false, ...given }: Beginning = {},
  ) {
    const above = (within.getStore() ?? root)?.context;
    const parent = given.parent ?? (above && { ...above, remote: false });
    const context = { traceId: parent?.traceId ?? random(16), spanId: random(8) };
    const span: Kept = {
      ...{ ...context, name, kind, attributes: said(attributes) },
      ...(parent && { parent }),
      ...{ startMs: nowMs(), endMs: ONGOING },
    };
    if (kept.length < most) kept.push(span);
    else dropped++;
    const tell = (more: Attributes): void => {
      span.attributes = { ...span.attributes, ...said(more) };
    };
    return {
      ...{ context, traceparent: traceparentOf(context), isOfModel, tell },
      tellLater: (later: () => Attributes) => void putOff.push(() => tell(later())),
      end: (error?: string) => {
        if (span.endMs !== ONGOING) return;
        span.endMs = nowMs();
        if (error !== undefined) span.error = error;
      },
    };
  }

  function settle(): void {
    for (const work of putOff.splice(0)) {
      try {
        work();
      } catch {
        // Whatever an answer looks like: a span that says less is no reason to fail a review.
      }
    }
  }

  return {
    begin,
    under: (span) => {
      root = span;
    },
    within: (span, work) => within.run(span, work),
    current: () => within.getStore(),
    settle,
    take: (all) => {
      settle();
      if (all)
        for (const span of kept)
          if (span.endMs === ONGOING) Object.assign(span, { endMs: nowMs(), error: CUT_SHORT });
      const spans = kept.filter(({ endMs }) => endMs !== ONGOING);
      kept = kept.filter(({ endMs }) => endMs === ONGOING);
      const taken = { spans, dropped };
      dropped = 0;
      return taken;
    },
  };
}
