import type { FastifyReply } from 'fastify';
import { type Page, page, policyOf } from '../../reporters/html/page.ts';

/** Headers of every answer: nothing is taken for what it is not, kept, framed, or told to other sites. */
export const HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cache-control': 'no-store',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
} as const;

/** Of what is no page of ours: it may do nothing at all. */
export const INERT = "default-src 'none'; frame-ancestors 'none'; sandbox";

/** A page as it goes over the wire. */
export interface Drawn {
  readonly text: string;
  readonly policy: string;
}

/** A page drawn; `mask`: what takes secrets out of all that leaves. */
export const drawn = (view: Page, mask: (text: string) => string): Drawn => ({
  text: mask(page(view)),
  policy: `${policyOf(view)}; frame-ancestors 'none'`,
});

/** Answers with a page. */
export const sendPage = (reply: FastifyReply, { text, policy }: Drawn, status = 200): FastifyReply =>
  reply.code(status).header('content-security-policy', policy).type('text/html; charset=utf-8').send(text);

/** Answers with a text as it is, which no browser runs. */
export const sendText = (reply: FastifyReply, text: string, type: string): FastifyReply =>
  reply.header('content-security-policy', INERT).type(`${type}; charset=utf-8`).send(text);
