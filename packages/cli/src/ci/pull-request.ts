import type { Ci } from './ci.ts'

/*
 * CI systems whose variables say which pull request a job is about, and of which nothing else is taken: the rest comes
 * from the command line and the clone.
 */

type Variable = (name: string) => string | null
type PullRequest = NonNullable<Ci['pullRequest']>

const NOTHING: Ci = {
  source: null,
  event: null,
  commitSha: null,
  base: null,
  ref: null,
  branch: null,
  defaultBranch: null,
  pullRequest: null,
  environment: null,
  version: null,
  deploymentId: null,
  jobStatus: null,
  folder: null,
  url: null,
  actor: null,
}

const numbered = (
  number: string | null,
  { title = null, author = null, labels = [] }: Partial<Omit<PullRequest, 'number'>> = {},
): PullRequest | null =>
  number !== null && /^[1-9]\d{0,8}$/.test(number) ? { number: Number(number), title, author, labels } : null

const fieldOf = (value: unknown, name: string): unknown =>
  // Any field of any object may be asked for; what it is, is checked by who asks.
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined

const textOf = (value: unknown): string | null => (typeof value === 'string' && value.trim() !== '' ? value : null)

const parsed = (text: string | null): unknown => {
  try {
    return JSON.parse(text ?? 'null')
  } catch {
    return null
  }
}

/** GitHub says it in the file of the event that started the job. */
const github = (of: Variable, read: (path: string) => string | null): PullRequest | null => {
  const path = of('GITHUB_ACTIONS') === null ? null : of('GITHUB_EVENT_PATH')
  const told = path === null ? undefined : fieldOf(parsed(read(path)), 'pull_request')
  const [number, labels] = [fieldOf(told, 'number'), fieldOf(told, 'labels')]
  return numbered(typeof number === 'number' ? String(number) : null, {
    title: textOf(fieldOf(told, 'title')),
    author: textOf(fieldOf(fieldOf(told, 'user'), 'login')),
    labels: Array.isArray(labels) ? labels.flatMap((label) => textOf(fieldOf(label, 'name')) ?? []) : [],
  })
}

/** Of a repository on GitHub the number stands under another name than the one of Azure's own. */
const azure = (of: Variable): PullRequest | null =>
  of('TF_BUILD') === null
    ? null
    : numbered(of('SYSTEM_PULLREQUEST_PULLREQUESTNUMBER') ?? of('SYSTEM_PULLREQUEST_PULLREQUESTID'))

const bitbucket = (of: Variable): PullRequest | null =>
  of('BITBUCKET_BUILD_NUMBER') === null ? null : numbered(of('BITBUCKET_PR_ID'))

const jenkins = (of: Variable): PullRequest | null =>
  of('JENKINS_URL') === null
    ? null
    : numbered(of('CHANGE_ID'), { title: of('CHANGE_TITLE'), author: of('CHANGE_AUTHOR') })

/**
 * The pull request that the job is about. Null where none of these systems runs it, or it is about none.
 * @param read a file's text; null where it can't be read
 */
export const pullRequestOf = (of: Variable, read: (path: string) => string | null): Ci | null => {
  const pullRequest = github(of, read) ?? azure(of) ?? bitbucket(of) ?? jenkins(of)
  return pullRequest && { ...NOTHING, pullRequest }
}
