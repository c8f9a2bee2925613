/** Whether a requirements file asks for torch itself, in any version. */
export const namesTorch = (requirements: string): boolean =>
  /^[ \t]*torch[ \t]*(?:\[[^\]\n]*\][ \t]*)?(?:$|[<>=!~;@(#\r])/im.test(requirements);
