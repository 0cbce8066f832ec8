import { at, textAt } from '../json.ts'
import type { GitHub } from './api.ts'
import { GitHubError } from './errors.ts'

/** A pull request as it is now, which need not be as a run that is run again was told of it. */
export type Standing = { author: string; labels: string[] }

/** Ten pages of 100 events: who reads more waits longer than a build may. */
const MAX_PAGES = 10

/** The pull request's author and labels. Throws GitHubError. */
export const standingOf = async (github: GitHub, repository: string, number: number): Promise<Standing> => {
  const path = `/repos/${repository}/issues/${number}`
  const { json } = await github.call('GET', path)
  const [author, labels] = [textAt(json, 'user', 'login'), at(json, 'labels')]
  if (author === undefined || !Array.isArray(labels))
    throw new GitHubError('other', null, `GET ${path}: the answer names no author and labels`)
  return { author, labels: labels.flatMap((label) => textAt(label, 'name') ?? []) }
}

/**
 * Who set a label that stands on a pull request: whoever did so last. Null where its events don't tell, e.g. because
 * the account is gone. Throws GitHubError.
 */
export const setterOf = async (
  github: GitHub,
  repository: string,
  number: number,
  label: string,
): Promise<string | null> => {
  let setter: string | null = null
  let page: string | null = `/repos/${repository}/issues/${number}/events?per_page=100`
  for (let pages = 0; page !== null; pages += 1) {
    // The last ones count, so a part of the list says nothing.
    if (pages === MAX_PAGES) return null
    const { json, next } = await github.call('GET', page)
    for (const event of Array.isArray(json) ? json : []) {
      if (textAt(event, 'event') === 'labeled' && textAt(event, 'label', 'name') === label)
        setter = textAt(event, 'actor', 'login') ?? null
    }
    page = next
  }
  return setter
}
