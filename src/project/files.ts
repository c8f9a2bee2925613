/** The files of a project, as far as somebody who only reads may look: bounded, no link followed, no secret file opened. */
export interface ProjectFiles {
  /**
   * Relative to the root, with "/", the shallow ones first. Of an environment of Python and of `node_modules` only what
   * tells whether something is installed: `venv/pyvenv.cfg`, `venv/bin/python`, `venv/lib/…/site-packages/pytest`,
   * `frontend/node_modules/.bin/next`.
   */
  readonly paths: readonly string[];
  /** Of those that say how a project is served, tested and built. */
  readonly texts: ReadonlyMap<string, string>;
}

/** Path → its folder; "" for what lies at the root. */
export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** Path → its last part. */
export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** A path as seen from `folder`, which holds it. */
export const within = (path: string, folder: string): string =>
  folder === '' ? path : path.slice(folder.length + 1);

/** `folder/name`, and `name` at the root. */
export const joined = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);
