import type { EventType, GateEvent } from '@plumbline/core'
import type { Scope } from './schemas/primitives.ts'

/** What a GitHub Actions token may do, by the event that its workflow runs for. */
export type TokenRights = {
  /** Names of events as GitHub writes them. */
  events: readonly string[]
  scopes: readonly Scope[]
  /** Types of events it may send; null: every type. */
  sends: readonly EventType[] | null
  /** What it may ask gates about; null: everything. */
  gates: readonly GateEvent[] | null
  /** A member may list these events in `trusted_events`: their tokens then do what those of a push do. */
  mayBeTrusted: boolean
  why: string
}

const CHANGE_GATES = ['pull_request', 'manual'] as const satisfies readonly GateEvent[]

/** Runs of what somebody with the right to write put into the repository. */
const WRITTEN: TokenRights = {
  events: [
    'push',
    'merge_group',
    'schedule',
    'workflow_dispatch',
    'repository_dispatch',
    'deployment',
    'deployment_status',
    'release',
  ],
  scopes: ['events:write', 'gate:run', 'read'],
  sends: null,
  gates: null,
  mayBeTrusted: false,
  why: 'the workflow and what it runs were put there by someone with the right to write',
}

const REVIEWED: TokenRights = {
  events: ['pull_request', 'pull_request_review', 'pull_request_review_comment'],
  scopes: ['events:write', 'gate:run'],
  sends: ['coverage', 'test_run', 'findings', 'pull_request'],
  gates: CHANGE_GATES,
  mayBeTrusted: false,
  why: 'nobody has reviewed the workflow yet: it speaks for its own change, and of no deployment or incident',
}

const REPORTED: TokenRights = {
  events: ['issues'],
  scopes: ['events:write', 'gate:run'],
  sends: ['incident', 'work_item'],
  gates: CHANGE_GATES,
  mayBeTrusted: true,
  why: 'the default branch’s workflow speaks of the issue, and of no change or deployment',
}

const STRANGE: TokenRights = {
  events: [
    'workflow_run',
    'pull_request_target',
    'issue_comment',
    'check_run',
    'check_suite',
    'discussion',
    'discussion_comment',
    'fork',
    'gollum',
    'label',
    'milestone',
    'page_build',
    'public',
    'registry_package',
    'status',
    'watch',
  ],
  scopes: ['gate:run'],
  sends: [],
  gates: CHANGE_GATES,
  mayBeTrusted: true,
  why: 'a stranger’s pull request, comment or click can start it, with what they wrote as its input',
}

/** Every event that is known by name. One that is not does what the last row does. */
export const TOKEN_RIGHTS: readonly TokenRights[] = [WRITTEN, REVIEWED, REPORTED, STRANGE]

/** Events that a member may list in `trusted_events`. */
export const TRUSTABLE_EVENTS: readonly string[] = TOKEN_RIGHTS.flatMap((row) => (row.mayBeTrusted ? row.events : []))

/** What a token may do. @param trusted what the member lists in `trusted_events` */
export const tokenRights = (event: string, trusted: readonly string[]): TokenRights => {
  const row = TOKEN_RIGHTS.find(({ events }) => events.includes(event)) ?? STRANGE
  return row.mayBeTrusted && trusted.includes(event) ? WRITTEN : row
}
