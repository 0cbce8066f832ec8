import type { EventOf } from '@plumbline/core'
import { codeSpan, count, escapeMarkdown } from '@plumbline/render'
import type { Shipping } from './commits.ts'

type Deployment = EventOf<'deployment'>

const GLYPHS: Record<Deployment['data']['status'], string> = { success: '✅', failure: '❌', cancelled: '⏹️' }

const shippingLine = (shipping: Shipping): string => {
  if (shipping.kind === 'unknown') return `Without the commits it brought: ${escapeMarkdown(shipping.why, 400)}.`
  const { commits, left, since } = shipping
  const of = left > 0 ? ` (the oldest; ${left} more than one event may name)` : ''
  return `It brought ${count(commits.length, 'commit')}${of} since ${codeSpan(since, 120)}.`
}

/** What was recorded, for the job's summary. The id is what a rollback names. */
export const recordedSection = ({ environment, data }: Deployment, shipping: Shipping): string => {
  const where = environment === undefined ? '' : ` to ${codeSpan(environment, 70)}`
  const [from, to] = [data.started_at, data.finished_at]
  const took = from === undefined ? '' : `, ${Math.round((Date.parse(to) - Date.parse(from)) / 1_000)} s`
  return [
    `#### ${GLYPHS[data.status]} Deployment ${codeSpan(data.deployment_id, 120)}: ${data.status}`,
    '',
    `${codeSpan(data.commit_sha?.slice(0, 12) ?? 'no commit')}${where}${took}. ${shippingLine(shipping)}`,
    ...(data.rolls_back === undefined ? [] : ['', `Undoes ${codeSpan(data.rolls_back, 300)}.`]),
    ...(data.fixes_incident === undefined ? [] : ['', `Remedies ${codeSpan(data.fixes_incident, 300)}.`]),
  ].join('\n')
}
