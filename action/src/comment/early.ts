import type { Comment } from './ours.ts'

/** What was found longer ago is looked up again: another run may have written in the meantime. */
const FRESH_MS = 5_000

/**
 * Begins to look now, for whoever asks later: reports are read and the change is judged while GitHub answers.
 * @param nowMs monotonic milliseconds
 */
export const lookEarly = (
  look: () => Promise<Comment[]>,
  nowMs: () => number = () => performance.now(),
): (() => Promise<Comment[]>) => {
  const early = look().then((comments) => ({ comments, at: nowMs() }))
  // It is awaited where the comment is written, if it is; until then a failure must not end the process.
  early.catch(() => {})
  return async () => {
    const { comments, at } = await early
    return nowMs() - at < FRESH_MS ? comments : look()
  }
}
