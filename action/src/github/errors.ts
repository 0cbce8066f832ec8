export type GitHubErrorKind =
  /** The token may not do this: a fork's or Dependabot's run, or a missing permission. */
  | 'forbidden'
  | 'unauthorised'
  | 'not_found'
  /** The conversation is locked: nobody without more rights may write. */
  | 'locked'
  /** Something on the way answered in GitHub's place. */
  | 'not_github'
  /** Asked for too much, and waiting for it would take longer than there is time. */
  | 'rate_limited'
  /** No answer, or 502, 503, 504, until the time was used up. */
  | 'unavailable'
  | 'other'

/** GitHub did not do what was asked. The message says which call and why, and never holds the token. */
export class GitHubError extends Error {
  override readonly name = 'GitHubError'
  readonly kind: GitHubErrorKind
  readonly status: number | null

  constructor(kind: GitHubErrorKind, status: number | null, message: string) {
    super(message)
    this.kind = kind
    this.status = status
  }
}
