import type { GitHubError, GitHubErrorKind } from './errors.ts'

/** What each kind of refusal means, whatever was asked. */
const CAUSES: Record<GitHubErrorKind, string> = {
  forbidden: 'The token may not do this',
  unauthorised: 'GitHub does not know the token: check `github-token`',
  not_found: 'GitHub does not find it, or the token may not see it',
  locked: 'The conversation is locked',
  rate_limited: 'GitHub asks for fewer requests, and waiting would take longer than `timeout-seconds`',
  unavailable: 'GitHub did not answer in time',
  not_github: 'Something else than GitHub answered, perhaps a proxy',
  other: 'GitHub refused it',
}

/** The same where two commits are compared. */
export const COMPARING = {
  not_found: 'GitHub does not know both commits, or the token may not read them (`contents: read`)',
  forbidden: 'the token may not read them (`contents: read`)',
}

/**
 * Why GitHub did not do what was asked, as a sentence without its end: the cause in words, and the call.
 * @param own what a kind means for just this call, e.g. which permission it takes
 */
export const causeOf = ({ kind, message }: GitHubError, own: Partial<Record<GitHubErrorKind, string>> = {}): string =>
  `${own[kind] ?? CAUSES[kind]} (${message})`
