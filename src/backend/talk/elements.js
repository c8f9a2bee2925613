// @ts-check

/**
 * An element of the page by its id. Throws when there is none of that kind.
 * @template {HTMLElement} Kind
 * @param {string} id
 * @param {new () => Kind} kind
 * @returns {Kind}
 */
export function element(id, kind) {
  const found = document.getElementById(id);
  if (found instanceof kind) return found;
  throw new Error(`the page has no ${kind.name} "${id}"`);
}

/**
 * A new element; text is set as text, whatever is in it.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {{ class?: string, text?: string }} [made]
 * @param {...Node} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function create(tag, made = {}, ...children) {
  const node = document.createElement(tag);
  if (made.class !== undefined) node.className = made.class;
  if (made.text !== undefined) node.textContent = made.text;
  node.append(...children);
  return node;
}
