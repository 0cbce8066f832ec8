import type { ChangeSubject, ReviewFact, SizeFact } from '../../facts/facts.ts'
import { DEFAULT_ENVIRONMENT } from '../environment.ts'
import { commitRef, type EventRef } from '../identity.ts'
import type { EventOf } from '../schema.ts'
import { changeBase } from './change.ts'
import { instant, origin, type Placement } from './placement.ts'

const reviewFact = (event: EventOf<'pull_request'>, ref: EventRef): ReviewFact => ({
  kind: 'review',
  ...origin(event, ref),
  at: instant(event.data.at),
  pullRequest: event.data.number,
  action: event.data.action,
  reviewer: event.data.reviewer_party ?? null,
  bot: event.data.actor_kind === 'bot',
  mergeCommit: event.data.merge_commit_sha === undefined ? null : commitRef(event.data.merge_commit_sha),
})

const sizeFact = (event: EventOf<'pull_request'>, ref: EventRef): SizeFact | null => {
  const { additions, deletions } = event.data
  return additions === undefined || deletions === undefined
    ? null
    : { kind: 'size', ...changeBase(event, undefined, ref), additions, deletions }
}

/** Its size is looked for by its number, and after the merge by the commit. */
const sizePlacements = (event: EventOf<'pull_request'>, ref: EventRef): Placement[] => {
  const fact = sizeFact(event, ref)
  if (!fact) return []
  const { number, merge_commit_sha: merged } = event.data
  const subjects: ChangeSubject[] = [{ pullRequest: number }, ...(merged === undefined ? [] : [{ commit: merged }])]
  return subjects.map((of) => ({ kind: 'change', service: event.service, of, fact }))
}

/** A pull request has no environment. */
export const pullRequestPlacements = (event: EventOf<'pull_request'>, ref: EventRef): Placement[] => [
  { kind: 'window', service: event.service, environment: DEFAULT_ENVIRONMENT, fact: reviewFact(event, ref) },
  ...sizePlacements(event, ref),
]
