/** As many as an agent may carry: each set of them is a queue on which it works. */
export const MOST_LABELS = 4;

/** The name of an agent or a fleet, which is a part of names in a queue. */
export const QUEUE_NAME = /^[A-Za-z0-9][\w.-]{0,62}$/;
export const queueNameOf = (of: string): string =>
  `the name of ${of}: 1 to 63 letters, digits, dots, dashes and underscores`;

/** A label or its value. */
export const LABEL = /^[A-Za-z0-9][\w./-]{0,62}$/;
export const LABEL_EXPECTED =
  'a short text such as eu: letters, digits, dots, slashes, dashes and underscores';
