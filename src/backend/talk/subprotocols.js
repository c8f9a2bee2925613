// @ts-check

/**
 * What a socket to the stack offers: its protocol and, because a page cannot set headers there, the key as a second
 * one, in base64url. It is no part of the address, which servers and proxies log.
 * @param {string | null} key
 * @returns {string[]}
 */
export function subprotocols(key) {
  if (key === null) return ['ralph'];
  const bytes = String.fromCharCode(...new TextEncoder().encode(key));
  const base64url = btoa(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
  return ['ralph', `ralph-key.${base64url}`];
}
