import type { Comment } from './comment/ours.ts'
import type { Saying } from './comment/saying.ts'
import { writeComment } from './comment/write.ts'
import { STATUS_NOT_ASKED, type StatusSet } from './commit-status/write.ts'
import type { Whose } from './handed-on/hand-on.ts'
import type { ReadOnly } from './identity/read-only.ts'
import type { Job, Trouble } from './job.ts'

export type WrittenOut = {
  /** The comment's id; null where there is none. */
  id: number | null
  troubles: Trouble[]
  /** The comment was wanted, and the token may not write it: somebody else has to. */
  refused: boolean
}

/** Where nothing may be written, nothing is tried; and on a closed pull request nobody waits for a word. */
export const writerOf = (job: Job, readOnly: ReadOnly | null): Job => {
  const mayNot = readOnly?.sure === true
  if (!mayNot && !job.change.closed) return job
  return { ...job, settings: { ...job.settings, comment: 'never', ...(mayNot ? { commitStatus: null } : {}) } }
}

/** Whose comment has to be handed on; null: nobody's. */
export const whoseOf = (readOnly: ReadOnly | null, refused: boolean): Whose | null =>
  refused || readOnly?.sure === true ? (readOnly?.whose ?? 'run') : null

/** What is told of a refusal: nothing where the event has let it be expected. */
const troubleOf = ({ trouble, refused }: StatusSet, readOnly: ReadOnly | null): Trouble[] =>
  trouble === null || (refused && readOnly !== null) ? [] : [trouble]

/** The commit's status, alone: there is no verdict to comment on. */
export const writeStatusOnly = async (status: Promise<StatusSet>, readOnly: ReadOnly | null): Promise<Trouble[]> =>
  troubleOf(await status, readOnly)

/**
 * Writes the comment and the commit's status. A token that by the event may only read is tried by the comment, and
 * where that is refused nothing further is.
 */
export const writeOut = async (
  writer: Job,
  readOnly: ReadOnly | null,
  saying: Saying,
  found: (() => Promise<Comment[]>) | undefined,
  setStatus: () => Promise<StatusSet>,
): Promise<WrittenOut> => {
  const writing = writeComment(writer, saying, found)
  const setting =
    readOnly === null ? setStatus() : writing.then(({ refused }) => (refused ? STATUS_NOT_ASKED : setStatus()))
  const [{ id, ...comment }, status] = await Promise.all([writing, setting])
  return {
    id,
    troubles: [comment, status].flatMap((one) => troubleOf(one, readOnly)),
    refused: comment.refused,
  }
}
