import type { Evaluation } from '@plumbline/core'
import { type View, type Visibility, viewOf } from '@plumbline/render'
import type { Job } from '../job.ts'
import { at } from '../json.ts'

/** Who can read what this run writes. GitHub says it of the repository in every payload; `internal` is `private` too. */
export const visibilityOf = (payload: unknown): Visibility =>
  at(payload, 'repository', 'private') === false || at(payload, 'repository', 'visibility') === 'public'
    ? 'public'
    : 'private'

/** A verdict as everyone may see it who can see the repository: its comments, summaries, logs and statuses. */
export const shownTo = ({ runner, settings }: Pick<Job, 'runner' | 'settings'>, evaluation: Evaluation): View =>
  viewOf(evaluation, { detail: settings.commentDetail, visibility: visibilityOf(runner.payload) })
