import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { keyCheck } from '../../backend/http/api-key.ts';
import { webPolicy } from '../../backend/http/web-policy.ts';

/** What decides who may look, and who may have something done. */
export interface Door {
  /** Whether it answers to the `Host` of a request: where it listens on this machine alone, to the names of this machine. */
  answersTo(host: string | undefined): boolean;
  /**
   * Whether a request comes from one of its own pages, from a person who follows a link here, or from no browser: a page of another
   * site, also of another port, may have nothing loaded from here, were it only to take all the room that there is for listeners.
   * https://www.w3.org/TR/fetch-metadata/
   */
  isWelcome(headers: IncomingHttpHeaders): boolean;
  /** Whether a request that does something comes from one of its own pages, or from no page at all. */
  isOwn(origin: string | undefined, host: string | undefined): boolean;
  /** Whether what was presented is the token; takes as long for every wrong one. */
  opens(token: string | undefined): boolean;
}

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/;

/** Whether an address to listen on is one that only this machine reaches. */
export const isLoopback = (host: string): boolean => LOOPBACK.test(host);

/** A token that nobody guesses, for the life of one server. */
export const freshToken = (): string => randomBytes(24).toString('base64url');

/** The door of a server that listens on `host`; `hostNames`: other names under which it is known there. */
export function doorOf(host: string, hostNames: readonly string[], token: string): Door {
  const policy = webPolicy({ host, hostNames, corsOrigins: [] });
  return {
    answersTo: (name) => policy.hostProblem(name) === null,
    isWelcome: ({ 'sec-fetch-site': site, 'sec-fetch-mode': mode, 'sec-fetch-dest': dest }) =>
      site === undefined ||
      site === 'same-origin' ||
      site === 'none' ||
      (mode === 'navigate' && dest === 'document'),
    isOwn: (origin, name) => policy.originProblem(origin, name) === null,
    opens: keyCheck(token),
  };
}
