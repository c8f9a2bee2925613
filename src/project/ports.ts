import type { ProjectFiles } from './files.ts';

/** A port that the project names, and where. */
export interface NamedPort {
  readonly port: number;
  /** "backend/main.py:12". */
  readonly place: string;
}

/**
 * How sources say where a server listens: `uvicorn.run(app, port=8000)` over one or several lines, `--port 8000` and
 * `--bind 0.0.0.0:8000` in scripts, `"8000:8000"` in what composes containers (the port outside counts). Whatever may be long is
 * bounded, else a file that never comes to its point is read again from each of its words on.
 */
const SAID: readonly { readonly of: RegExp; readonly by: RegExp }[] = [
  {
    of: /\.py$/,
    by: /\bport\s*=\s*(?:int\(\s*os\.(?:environ\.get|getenv)\([^,)]{0,80},\s*)?["']?(\d{2,5})\b/g,
  },
  {
    of: /(?:\.(?:sh|toml|ya?ml|json)|Procfile|Makefile|Dockerfile)$/i,
    by: /--port[ =]["',\s]*(\d{2,5})\b/g,
  },
  { of: /(?:\.sh|Procfile|Makefile|Dockerfile)$/i, by: /(?:--bind|-b)[ =]\S{0,80}?:(\d{2,5})\b/g },
  { of: /compose[^/]*\.ya?ml$/, by: /-\s*["']?(?:127\.0\.0\.1:|0\.0\.0\.0:)?(\d{2,5}):\d{2,5}\b/g },
];

const lineAt = (text: string, index: number): number => text.slice(0, index).split('\n').length;

/** What a connection to such a port is not meant for: databases, queues and the like, which take it ill. */
const NOT_ASKED = new Set([22, 25, 53, 3306, 5432, 5672, 6379, 9042, 9092, 11211, 27017]);

/** Whether a port may be asked whether it speaks HTTP. */
export const isAskable = (port: number): boolean => port > 0 && port < 65_536 && !NOT_ASKED.has(port);

/** More than these nobody asks. */
const MOST_PORTS = 100;

/** Each port once, by the first place that names it. */
export function portsNamed({ texts }: ProjectFiles): readonly NamedPort[] {
  const first = new Map<number, { readonly file: string; readonly index: number }>();
  for (const [file, text] of texts)
    for (const { by } of SAID.filter(({ of }) => of.test(file)))
      for (const { 1: digits, index } of text.matchAll(by)) {
        const port = Number(digits);
        if (isAskable(port) && !first.has(port)) first.set(port, { file, index });
      }
  return [...first]
    .slice(0, MOST_PORTS)
    .map(([port, { file, index }]) => ({ port, place: `${file}:${lineAt(texts.get(file) ?? '', index)}` }));
}
