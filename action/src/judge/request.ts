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

/**
 * The same job with the same measurements is one question, however often it is sent, also where the job is run again.
 * @param asked what else the answer depends on
 */
const runOf = (
  { runner: { run }, settings }: Job,
  service: string,
  { commitSha, baseSha, events }: MeasuredChange,
  asked: readonly unknown[],
): string => {
  // When it was measured, and what it is called for that, is another each time; so is when a pull request was touched,
  // where the payload leaves that to us.
  const measured = events.map(({ type, data }) => [type, { ...data, at: undefined }])
  const digest = createHash('sha256')
    .update(JSON.stringify([service, settings.environment, commitSha, baseSha, measured, ...asked]))
    .digest('hex')
  return `${run.id}/${run.job.slice(0, 100)}/${digest.slice(0, 16)}`
}

/** A label goes by who set it, a reason by who gave it: whoever started the job. */
const exemptOf = ({ settings: { exemptReason }, exempt, runner }: Job): GateRequest['exempt'] => {
  if (exemptReason !== null)
    return { reason: oneLine(exemptReason, MAX.reason), ...(runner.actor ? { set_by: runner.actor } : {}) }
  return exempt === null ? undefined : { label: exempt.label, set_by: exempt.setBy }
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
): Omit<GateRequest, 'commit_sha' | 'base_sha' | 'ancestors'> & { run: string } => {
  const { change, settings } = job
  const exempt = exemptOf(job)
  // What is deployed need not be what a push's last commit says.
  const pullRequest = deployment === null || change.event === 'pull_request' ? change.pullRequest : undefined
  return {
    service,
    event: deployment === null ? change.event : 'deployment',
    run: runOf(job, service, measured, [deployment, exempt, settings.mode, settings.expect, settings.carryForward]),
    ...(settings.expect === null ? {} : { expect: settings.expect }),
    ...(settings.mode === 'finalize' ? { finalize: true } : {}),
    ...(settings.carryForward === null ? {} : { carry_forward: settings.carryForward }),
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
    ...(exempt === undefined ? {} : { exempt }),
  }
}
