import { createHash } from 'node:crypto'

/** Named by its content: sending it again is the same event, and other content can never meet the same name. */
export const named = <T extends { type: string; data: { commit_sha: string } }>(event: T): T & { id: string } => {
  const digest = createHash('sha256').update(JSON.stringify(event)).digest('hex').slice(0, 24)
  return { ...event, id: `${event.type}-${event.data.commit_sha.slice(0, 12)}-${digest}` }
}
