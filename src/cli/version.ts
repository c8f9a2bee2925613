import manifest from '../../package.json' with { type: 'json' };

/** The version of this ralph. */
export const version: string = manifest.version;
