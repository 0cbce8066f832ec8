import { createHash } from 'node:crypto'
import type { MeasuredChange } from '@plumbline/client/change'
import type { GateRequest } from '@plumbline/core'
import type { Job } from '../job.ts'

/** Longest texts the server takes; a long title is no reason to fail a build. */
const MAX = { title: 300, author: 100, label: 100, labels: 64, reason: 500, ref: 250 }

/** A commit's author may be called anything; what turns the direction of text is refused by the server. */
const oneLine = (text: string, max: number) =>
  text
    .replace(/[\s\p{Cc}\p{Bidi_Control}]+/gu, ' ')
    .trim()
    .slice(0, max)

/** The same attempt of the same job with the same measurements is one question, however often it is sent. */
const runOf = (
  { runner: { run }, settings }: Job,
  service: string,
  { events }: MeasuredChange,
  deployment: string | null,
): string => {
  const digest = createHash('sha256')
    .update(JSON.stringify([service, settings.environment, events.map(({ id }) => id), deployment]))
    .digest('hex')
  return `${run.id}.${run.attempt}/${run.job.slice(0, 100)}/${digest.slice(0, 16)}`
}

/**
 * Who asks, about what; the measured change brings the commits.
 * @param deployment id of the deployment that is about to begin; null where a change is judged
 */
export const gateRequest = (
  job: Job,
  service: string,
  measured: MeasuredChange,
  deployment: string | null = null,
): Omit<GateRequest, 'commit_sha' | 'base_sha' | 'ancestors'> => {
  const { change, settings, runner } = job
  // What is deployed need not be what a push's last commit says.
  const pullRequest = deployment === null || change.event === 'pull_request' ? change.pullRequest : undefined
  return {
    service,
    event: deployment === null ? change.event : 'deployment',
    run: runOf(job, service, measured, deployment),
    ...(settings.rollsBack === null ? {} : { rolls_back: settings.rollsBack }),
    ...(settings.fixesIncident === null ? {} : { fixes_incident: settings.fixesIncident }),
    ...(change.ref === undefined ? {} : { ref: change.ref.slice(0, MAX.ref) }),
    ...(change.defaultBranch === undefined ? {} : { default_branch: change.defaultBranch.slice(0, MAX.ref) }),
    ...(settings.environment === null ? {} : { environment: settings.environment }),
    ...(pullRequest === undefined
      ? {}
      : {
          pull_request: {
            number: pullRequest.number,
            title: oneLine(pullRequest.title, MAX.title) || `#${pullRequest.number}`,
            author: oneLine(pullRequest.author, MAX.author) || 'unknown',
            labels: pullRequest.labels.slice(0, MAX.labels).map((label) => oneLine(label, MAX.label)),
          },
        }),
    ...(settings.exemptReason === null
      ? {}
      : {
          exempt: {
            reason: oneLine(settings.exemptReason, MAX.reason),
            ...(runner.actor ? { set_by: runner.actor } : {}),
          },
        }),
  }
}
