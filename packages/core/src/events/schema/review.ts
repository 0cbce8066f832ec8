import * as z from 'zod'
import { CommitSha, Count, Time } from './parts.ts'

export const PULL_REQUEST_ACTIONS = [
  'opened',
  'ready_for_review',
  'reviewed',
  'approved',
  'changes_requested',
  'merged',
  'closed',
  'reopened',
] as const

export const PullRequest = z.strictObject({
  number: z.int().min(1).max(1_000_000_000).describe('Joins the actions of one pull request, in any order of arrival'),
  action: z.enum(PULL_REQUEST_ACTIONS).describe('What happened to it'),
  at: Time.describe('When the action happened'),
  reviewer_party: z.enum(['client', 'vendor']).optional().describe('Whose reviewer it was'),
  actor_kind: z.enum(['human', 'bot']).optional().describe('Default human; a bot’s review does not count'),
  additions: Count.optional().describe('Lines added by the whole pull request'),
  deletions: Count.optional().describe('Lines deleted by the whole pull request; its size is known where both are'),
  merge_commit_sha: CommitSha.optional().describe('What it became on the default branch'),
})
