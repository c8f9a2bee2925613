import { describe, expect, it } from 'vitest';
import { contentOf } from './content.ts';

describe('contentOf', () => {
  it('is nothing, or JSON', () => {
    expect(contentOf({})).toEqual({ headers: {}, body: null });
    expect(contentOf({ json: { a: 1 } })).toEqual({
      headers: { 'content-type': 'application/json' },
      body: '{"a":1}',
    });
  });

  it('is a form that others read, whatever bytes the file has', async () => {
    const file = Uint8Array.from({ length: 512 }, (_, index) => index % 256);
    const { headers, body } = contentOf({ file });
    const form = await new Response(new Uint8Array(Buffer.from(body ?? '')), { headers }).formData();
    const read = form.get('file');
    if (!(read instanceof Blob)) throw new Error('no file');
    expect(new Uint8Array(await read.arrayBuffer())).toEqual(file);
  });
});
