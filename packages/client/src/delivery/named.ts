import { createHash } from 'node:crypto'

/**
 * An id made of what an event says: sent again it is the same event, and other content can never meet the same name.
 * @param kind starts the id, for people who read it
 */
export const namedByContent = (kind: string, content: unknown): string =>
  `${kind}-${createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 32)}`
