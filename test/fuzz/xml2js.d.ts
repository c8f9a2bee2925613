declare module 'xml2js' {
  export function parseString(
    xml: string,
    options: { readonly explicitArray: boolean },
    done: (error: unknown, data: unknown) => void,
  ): void;
}
