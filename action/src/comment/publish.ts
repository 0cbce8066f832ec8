import type { GitHub } from '../github/api.ts'
import { GitHubError } from '../github/errors.ts'
import { type Comment, commentsOf, lookUp, type Place, readComment, writtenByUs } from './ours.ts'
import type { RunOrder } from './state-line.ts'

export type Wanted = {
  /** Hidden line that makes the comment ours; part of every body. */
  marker: string
  /** What is to stand there, knowing the comments that do. */
  body: (standing: readonly string[]) => string
  /** What of a body counts when two are compared. */
  comparable: (body: string) => string
  /** Whether this verdict is worth writing, knowing what stands there now (null: nothing). */
  worthWriting: (standing: string | null) => boolean
  /** The later run whose word stands there: it knows more of the change than this one. */
  laterRun: (standing: string) => RunOrder | null
  /**
   * Whether others may write their word into the comment just now, knowing what stands there. GitHub knows no “write only
   * if nobody else has”, so after a while it is looked whether this one’s is still in it.
   */
  shared?: (standing: readonly string[]) => boolean
  /** Comments of ours on one pull request, of whatever service, from which on no further one is created. */
  most?: number
}

export type Published =
  | { kind: 'created' | 'updated' | 'unchanged'; id: number }
  | { kind: 'not_wanted'; id: number | null }
  | { kind: 'outdated'; id: number; by: RunOrder }
  | { kind: 'too_many' }

/** Longest comment we send; GitHub refuses 65,536 characters, silently in some clients. */
export const MAX_COMMENT = 64_000

/** How often it is looked whether a word has been written over, each time written again. */
const LOOKS = 5

/** GitHub stores what it is sent but for line ends and outer white space. */
const stored = (body: string) => body.replaceAll('\r\n', '\n').trim()

/** Already gone is what was wanted. */
const remove = async (github: GitHub, repository: string, comment: Comment): Promise<void> => {
  try {
    await github.call('DELETE', `/repos/${repository}/issues/comments/${comment.id}`)
  } catch (error) {
    if (!(error instanceof GitHubError && error.kind === 'not_found')) throw error
  }
}

/**
 * Writes the one comment: finds ours, updates the oldest if it differs, removes others that a race left, creates it
 * where there is none. Two runs at the same time end with one comment, because whoever creates looks again; and with
 * the later run's, whichever of them is slower. What other gates say in it is kept.
 * @param found our comments, where somebody has begun to look for them already
 * @param settle waits until who looked before this one wrote has written too
 */
export const publishComment = async (
  github: GitHub,
  place: Place,
  wanted: Wanted,
  found: () => Promise<Comment[]> = () => lookUp(github, place),
  settle: () => Promise<unknown> = async () => {},
): Promise<Published> => {
  const { repository } = place
  /** Ours as the last look before writing found them. */
  let seen: readonly Comment[] = []
  const comments = commentsOf(place)
  const marked = (all: Comment[]) => all.filter(({ body }) => body.includes(wanted.marker))
  const bodies = (all: readonly Comment[]) => all.map(({ body }) => stored(body))
  const bodyWith = (standing: readonly Comment[]): string => {
    const body = wanted.body(bodies(standing))
    if (body.length > MAX_COMMENT)
      throw new GitHubError('other', null, `a comment of ${body.length} characters is too long to send`)
    return body
  }

  const outdated = (all: readonly Comment[]): Published | null => {
    for (const { id, body } of all) {
      const by = wanted.laterRun(body)
      if (by !== null) return { kind: 'outdated', id, by }
    }
    return null
  }

  /** Null where it vanished between being found and being written. */
  const update = async (oldest: Comment, later: readonly Comment[]): Promise<Published | null> => {
    const body = bodyWith([oldest, ...later])
    if (wanted.comparable(stored(oldest.body)) === wanted.comparable(stored(body)))
      return { kind: 'unchanged', id: oldest.id }
    try {
      await github.call('PATCH', `/repos/${repository}/issues/comments/${oldest.id}`, { body })
      return { kind: 'updated', id: oldest.id }
    } catch (error) {
      if (error instanceof GitHubError && error.kind === 'not_found') return null
      throw error
    }
  }

  const create = async (): Promise<Published> => {
    const made = readComment((await github.call('POST', comments, { body: bodyWith([]) })).json)
    if (made === null) throw new GitHubError('other', null, `POST ${comments}: the answer is no comment`)
    // The answer also tells who we are, so that this finds ours even where the token could not be asked.
    const ours = marked(await lookUp(github, place)).filter((one) => one.author?.login === made.author?.login)
    const [oldest, ...later] = ours
    seen = ours
    const late = outdated(ours)
    if (late !== null) {
      // A later run was as fast, also in the one just made: it clears up what else is left over.
      if (oldest?.id !== made.id) await remove(github, repository, made)
      return late
    }
    const updated = oldest === undefined ? null : await update(oldest, later)
    if (updated === null) return { kind: 'created', id: made.id }
    for (const duplicate of later) await remove(github, repository, duplicate)
    return oldest?.id === made.id ? { kind: 'created', id: made.id } : updated
  }

  /** Whether this one's word stands there, or somebody who knows more has taken its place. */
  const isKept = async (): Promise<boolean> => {
    const [oldest, ...later] = await writtenByUs(github, marked(await lookUp(github, place)))
    if (oldest === undefined || outdated([oldest, ...later]) !== null) return true
    return (await update(oldest, later))?.kind !== 'updated'
  }

  const keep = async (): Promise<void> => {
    try {
      for (let looks = 0; looks < LOOKS; looks += 1) {
        await settle()
        if (await isKept()) return
      }
    } catch (error) {
      // It was written; that nobody has written over it is all that is not known.
      if (!(error instanceof GitHubError)) throw error
    }
  }

  // What can't be sent even alone is not looked for.
  bodyWith([])
  const all = await found()
  const standing = await writtenByUs(github, marked(all))
  seen = standing
  const late = outdated(standing)
  // The later run has removed what is left over, or is about to.
  if (late !== null) return late
  const [oldest, ...later] = standing
  // Duplicates are united, whatever they say.
  if (later.length === 0 && !wanted.worthWriting(oldest?.body ?? null))
    return { kind: 'not_wanted', id: oldest?.id ?? null }
  const updated = oldest === undefined ? null : await update(oldest, later)
  for (const duplicate of updated === null ? [] : later) await remove(github, repository, duplicate)
  if (updated === null && wanted.most !== undefined && (await writtenByUs(github, all)).length >= wanted.most)
    return { kind: 'too_many' }
  const published = updated ?? (await create())
  if (published.kind !== 'outdated' && wanted.shared?.(bodies(seen)) === true) await keep()
  return published
}
