import { createClient } from '@plumbline/client'
import type { MeasuredChange } from '@plumbline/client/change'
import type { Evaluation } from '@plumbline/core'
import type { Job, Trouble } from '../job.ts'
import { type ApiTrouble, apiTrouble } from './api-trouble.ts'
import { gateRequest } from './request.ts'

export type Api = { url: string; engagement: string; key: string }
type Failed = { kind: 'failed' } & ApiTrouble
export type ServerAnswer = { kind: 'judged'; evaluation: Evaluation; troubles: Trouble[] } | Failed
export type SentAnswer = { kind: 'sent'; recorded: number; duplicates: number; troubles: Trouble[] } | Failed

/** Of the time for everything, what the server may use: the comment needs some of it too. */
const SHARE = 0.6

const engagement = ({ budget, send, log }: Job, { url, engagement: name, key }: Api) => {
  const budgetMs = Math.max(1, Math.floor(budget.leftMs() * SHARE))
  return createClient({
    baseUrl: url,
    credential: key,
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
  reason?: { detail: string; pointer: string }
}

const rejected = (results: readonly EventResult[]): Trouble[] =>
  results.flatMap(({ id, status, reason }) =>
    status === 'rejected'
      ? [
          {
            level: 'error' as const,
            title: 'A measurement was refused',
            text: `${id ?? 'an event'}: ${reason ? `${reason.pointer} ${reason.detail}`.trim() : 'no reason given'}`,
          },
        ]
      : [],
  )

const failed = (error: unknown, { mask }: Job, api: Api): Failed => {
  const { status, trouble } = apiTrouble(error, api)
  return { kind: 'failed', status, trouble: { ...trouble, text: mask(trouble.text) } }
}

/** Records what was measured and asks for the verdict, in one round trip. */
export const judgeOnServer = async (
  job: Job,
  api: Api,
  service: string,
  measured: MeasuredChange,
): Promise<ServerAnswer> => {
  try {
    const {
      events,
      markdown: _,
      ...evaluation
    } = await engagement(job, api).gate({
      ...gateRequest(job, service, measured),
      commit_sha: measured.commitSha,
      ...(measured.baseSha === null ? {} : { base_sha: measured.baseSha, ancestors: measured.ancestors }),
      events: measured.events,
    })
    return { kind: 'judged', evaluation, troubles: rejected(events) }
  } catch (error) {
    return failed(error, job, api)
  }
}

/** Records what was measured, and asks for nothing. */
export const sendMeasured = async (job: Job, api: Api, measured: MeasuredChange): Promise<SentAnswer> => {
  try {
    const { results } = await engagement(job, api).postEvents(measured.events)
    const count = (status: EventResult['status']) => results.filter((result) => result.status === status).length
    return { kind: 'sent', recorded: count('recorded'), duplicates: count('duplicate'), troubles: rejected(results) }
  } catch (error) {
    return failed(error, job, api)
  }
}
