import type { GitHub } from '../github/api.ts'
import { GitHubError } from '../github/errors.ts'
import { at, isObject } from '../json.ts'

export type Place = { /** `owner/name`. */ repository: string; pullRequest: number }

export type Author = { login: string; bot: boolean }
export type Comment = {
  id: number
  body: string
  author: Author | null
  /** Hidden by somebody, so that what is written there is seen by nobody. */
  minimised: boolean
}

/** Writes as this where the workflow's own GITHUB_TOKEN is used. */
const ACTIONS_BOT = 'github-actions[bot]'

/** A comment as GitHub tells it; null for anything else. */
export const readComment = (value: unknown): Comment | null => {
  if (!isObject(value) || typeof value.id !== 'number') return null
  const user = value.user
  const login = isObject(user) && typeof user.login === 'string' ? user.login : null
  return {
    id: value.id,
    body: typeof value.body === 'string' ? value.body : '',
    minimised: isObject(value.minimized),
    author: login === null ? null : { login, bot: isObject(user) && user.type === 'Bot' },
  }
}

/** What all our comments hold, whatever service they are about. */
const ANY = '<!-- plumbline:'

export const commentsOf = (place: Place): string => `/repos/${place.repository}/issues/${place.pullRequest}/comments`

/**
 * Every comment of a pull request with a marker of ours that people can see, over all pages, oldest first. Anyone can
 * write a marker: the author is checked next.
 */
export const lookUp = async (github: GitHub, place: Place): Promise<Comment[]> => {
  const found: Comment[] = []
  for (let page: string | null = `${commentsOf(place)}?per_page=100`; page !== null; ) {
    const { json, next } = await github.call('GET', page)
    for (const value of Array.isArray(json) ? json : []) {
      const comment = readComment(value)
      if (comment?.body.includes(ANY) && !comment.minimised) found.push(comment)
    }
    page = next
  }
  return found.sort((a, b) => a.id - b.id)
}

/** Whom the token writes as; null where GitHub does not tell this token. */
const identityOf = async (github: GitHub): Promise<string | null> => {
  const told = async (ask: () => Promise<unknown>): Promise<string | null> => {
    try {
      const login = await ask()
      return typeof login === 'string' ? login : null
    } catch (error) {
      // An installation's token has no user, a fine-grained one may have no GraphQL: then the other question answers.
      if (error instanceof GitHubError && (error.status === 401 || error.status === 403 || error.status === 404))
        return null
      throw error
    }
  }
  return (
    (await told(async () => at((await github.call('GET', '/user')).json, 'login'))) ??
    (await told(async () => at(await github.graphql('{viewer{login}}'), 'data', 'viewer', 'login')))
  )
}

/**
 * Those of the marked comments that the token's own identity wrote. A comment of the Actions bot can only come from a
 * workflow of this repository, so that no question is asked for it; for any other author GitHub is asked who we are.
 */
export const writtenByUs = async (github: GitHub, comments: Comment[]): Promise<Comment[]> => {
  const byActions = (comment: Comment) => comment.author?.login === ACTIONS_BOT && comment.author.bot
  if (comments.every(byActions)) return comments
  const self = await identityOf(github)
  return comments.filter((comment) => byActions(comment) || (self !== null && comment.author?.login === self))
}
