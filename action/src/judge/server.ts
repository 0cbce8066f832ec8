import { createClient, type EngagementClient } from '@plumbline/client'
import type { MeasuredChange } from '@plumbline/client/change'
import type { Evaluation, Event } from '@plumbline/core'
import type { Auth } from '../identity/auth.ts'
import type { Job, Trouble } from '../job.ts'
import { firstIfSame } from './again.ts'
import { type ApiTrouble, apiTrouble } from './api-trouble.ts'
import { gateRequest } from './request.ts'

export type Api = { url: string; engagement: string; auth: Auth }
type Failed = { kind: 'failed' } & ApiTrouble
export type ServerAnswer = { kind: 'judged'; evaluation: Evaluation; troubles: Trouble[] } | Failed
export type SentAnswer = { kind: 'sent'; recorded: number; duplicates: number; troubles: Trouble[] } | Failed

/** Of the time for everything, what the server may use: the comment needs some of it too. */
const SHARE = 0.6

/** The engagement on the server, to be asked within a share of the time that is left. */
export const engagementOf = (
  { budget, send, log }: Job,
  { url, engagement: name, auth }: Api,
  share = SHARE,
): EngagementClient => {
  const budgetMs = Math.max(1, Math.floor(budget.leftMs() * share))
  return createClient({
    baseUrl: url,
    credential: auth.credential,
    budgetMs,
    attemptMs: Math.min(budgetMs, 10_000),
    userAgent: 'plumbline-action',
    surroundings: { send },
    onRetry: ({ because, waitMs }) => log.info(`${because}; trying again in ${Math.ceil(waitMs / 1_000)} s`),
  }).engagement(name)
}

type EventResult = {
  id: string | null
  status: 'recorded' | 'duplicate' | 'rejected'
  reason?: { code: string; detail: string; pointer: string }
}

/**
 * That of a pull request comes unasked, beside what was measured: refused, it costs its size and no build. A token
 * may not be allowed to send it at all (`pull_request_target`), and nobody can change that in the workflow.
 */
const unasked = (events: readonly Event[], id: string | null): boolean =>
  events.some((event) => event.type === 'pull_request' && event.id === id)

/** Whether a refusal says nothing new. */
type Known = (id: string | null, code: string) => boolean

const rejected = (events: readonly Event[], results: readonly EventResult[], known: Known = () => false): Trouble[] =>
  results.flatMap(({ id, status, reason }) =>
    status === 'rejected' &&
    !known(id, reason?.code ?? '') &&
    !(unasked(events, id) && reason?.code === 'event_not_allowed')
      ? [
          {
            level: unasked(events, id) ? ('warning' as const) : ('error' as const),
            title: 'An event was refused',
            text: `${id ?? 'an event'}: ${reason ? `${reason.pointer} ${reason.detail}`.trim() : 'no reason given'}`,
          },
        ]
      : [],
  )

const failed = (error: unknown, { mask }: Job, api: Api): Failed => {
  const { status, trouble } = apiTrouble(error, api)
  return { kind: 'failed', status, trouble: { ...trouble, text: mask(trouble.text) } }
}

/**
 * Records what was measured and asks for the verdict, in one round trip.
 * @param deployment id of the deployment that is about to begin; null where a change is judged
 */
export const judgeOnServer = async (
  job: Job,
  api: Api,
  service: string,
  measured: MeasuredChange,
  deployment: string | null = null,
): Promise<ServerAnswer> => {
  try {
    const engagement = engagementOf(job, api)
    const { run, ...request } = gateRequest(job, service, measured, deployment)
    const ask = (name: string) =>
      engagement.gate({
        ...request,
        run: name,
        commit_sha: measured.commitSha,
        ...(measured.baseSha === null ? {} : { base_sha: measured.baseSha, ancestors: measured.ancestors }),
        events: measured.events,
      })
    const first = await ask(run)
    const { attempt } = job.runner.run
    // One name has one answer for ever. A job that is run again must hear of what was learnt since; a deployment that
    // is tried again is another one.
    const once = attempt === '1' || deployment !== null
    const answer = once ? first : firstIfSame(first, await ask(`${run}.${attempt}`))
    const { events, markdown: _, ...evaluation } = answer
    return { kind: 'judged', evaluation, troubles: rejected(measured.events, events) }
  } catch (error) {
    return failed(error, job, api)
  }
}

/** Records events, and asks for nothing. */
export const sendEvents = async (job: Job, api: Api, events: readonly Event[], known?: Known): Promise<SentAnswer> => {
  try {
    const { results } = await engagementOf(job, api).postEvents(events)
    const count = (status: EventResult['status']) => results.filter((result) => result.status === status).length
    return {
      kind: 'sent',
      recorded: count('recorded'),
      duplicates: count('duplicate'),
      troubles: rejected(events, results, known),
    }
  } catch (error) {
    return failed(error, job, api)
  }
}
