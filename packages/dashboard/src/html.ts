import type { JSX } from 'hono/jsx/jsx-runtime'

/** A whole document from its tree. Components here never wait for anything, so the text is there at once. */
export const asDocument = (tree: JSX.Element): string => {
  const text = tree.toString()
  if (typeof text !== 'string') throw new TypeError('a page must not wait')
  return `<!DOCTYPE html>${text}`
}
