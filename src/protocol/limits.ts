/** How much one request or frame may hold; characters are UTF-16 units. */
export const limits = {
  messageChars: 2000,
  speechChars: 1000,
  sessionIdChars: 128,
  bodyBytes: 64 * 1024,
  recordingBytes: 5 * 1024 * 1024,
  frameBytes: 64 * 1024,
  requestsPerMinute: 60,
  /** Sockets included. */
  connections: 1200,
  sockets: 1000,
} as const;
