import type { Answer } from './verdict.ts';

const headEnd = Buffer.from('\r\n\r\n');

/** The body of a chunked answer and what follows it. */
function dechunked(bytes: Buffer): readonly [body: string, rest: Buffer] {
  let body = '';
  let at = 0;
  for (;;) {
    const lineEnd = bytes.indexOf('\r\n', at);
    const size = Number.parseInt(bytes.toString('latin1', at, lineEnd), 16);
    if (lineEnd < 0 || Number.isNaN(size)) return [body, Buffer.alloc(0)];
    if (size === 0) return [body, bytes.subarray(lineEnd + 4)];
    body += bytes.toString('utf8', lineEnd + 2, lineEnd + 2 + size);
    at = lineEnd + 2 + size + 2;
  }
}

/** The answers in what a connection gave, to requests that ask for bodies; throws when it is no HTTP. */
export function answersIn(bytes: Buffer): readonly (Answer & { readonly head: string })[] {
  const answers: (Answer & { readonly head: string })[] = [];
  let rest = bytes;
  while (rest.length > 0) {
    const end = rest.indexOf(headEnd);
    const head = rest.toString('latin1', 0, end);
    const [, status] = /^HTTP\/1\.1 (\d{3}) /.exec(head) ?? [];
    if (end < 0 || status === undefined) throw new Error(`no HTTP: ${rest.toString('latin1', 0, 200)}`);
    rest = rest.subarray(end + headEnd.length);
    let body = '';
    const length = /^content-length: (\d+)$/im.exec(head)?.[1];
    if (/^transfer-encoding: chunked$/im.test(head)) [body, rest] = dechunked(rest);
    else if (length !== undefined) {
      body = rest.toString('utf8', 0, Number(length));
      rest = rest.subarray(Number(length));
    }
    answers.push({ status: Number(status), body, head });
  }
  return answers;
}
