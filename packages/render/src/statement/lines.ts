import type { Statement } from '@plumbline/core'
import { clean } from '../text/clean.ts'
import { localTime } from '../words/time.ts'

/* Plain sentences with words of others in them: whoever shows them makes them harmless for the place. */

const places = (services: readonly string[] | null, objectives: readonly string[] | null): string =>
  [
    services === null ? 'every service' : services.map((name) => clean(name, 70)).join(', '),
    ...(objectives === null ? [] : [objectives.map((name) => clean(name, 70)).join(', ')]),
  ].join(', ')

const SETTLED: Record<NonNullable<Statement['disputes'][number]['settled_by']>, string> = {
  both: 'by both',
  arbiter: 'by the arbiter',
  silence: 'because no answer came in time',
}

type Someone = Statement['waivers'][number]['asked_by']

/** What did not count and who agreed to it, and what is disputed. */
export const setAsideLines = ({ exclusions, waivers, disputes, parties, time_zone: zone }: Statement): string[] => {
  const at = (time: string) => localTime(time, zone)
  const who = ({ party, name }: Someone) => `${clean(parties[party], 80)} (${clean(name, 80)})`
  return [
    ...exclusions.map((one) => {
      const kind = one.category.replace('_', ' ')
      const unannounced = one.category === 'maintenance' && !one.with_notice ? ', not announced before' : ''
      return `Excluded (${kind}${unannounced}): ${at(one.from)} to ${at(one.to)}, ${places(one.services, one.objectives)}: ${clean(one.reason, 200)}. Asked by ${who(one.asked_by)}, agreed by ${who(one.agreed_by)}.`
    }),
    ...waivers.map(
      (one) =>
        `Waived: ${clean(one.objective, 70)}, ${one.service === null ? 'every service' : clean(one.service, 70)}${one.breach === null ? '' : ` (one breach, ${clean(one.breach, 40)})`}, ${at(one.from)} to ${at(one.until)}: ${clean(one.reason, 200)}. Asked by ${who(one.asked_by)}, agreed by ${who(one.agreed_by)}.`,
    ),
    ...disputes.map((one) => {
      const said = `${clean(one.objective, 70)} of ${clean(one.service, 70)} by ${who(one.opened_by)}, ${at(one.opened_at)}: ${clean(one.reason, 200)}`
      if (one.status === 'withdrawn') return `Disputed and withdrawn: ${said}.`
      if (one.status !== 'ruled')
        return `Disputed: ${said}. ${one.status === 'open' ? 'Not answered yet.' : 'Answered, not ruled yet.'}`
      const ruling = one.ruling === 'overturn' ? 'the breach is overturned' : 'the breach stands'
      return `Disputed: ${said}. Ruled ${one.settled_by === undefined ? '' : SETTLED[one.settled_by]}: ${ruling}.`
    }),
  ]
}

/** How complete the data is that the figures come from: what is missing first. */
export const dataLines = ({ data, time_zone: zone }: Statement): string[] => {
  const { received, linked, silent, never_received: never, complete_until: until } = data
  const count = (number: number, one: string, many: string) => `${number} ${number === 1 ? one : many}`
  return [
    ...silent.map(
      ({ service, type, source, last }) =>
        `Silent: ${clean(source, 80)} has sent no ${type} for ${clean(service, 70)} since ${localTime(last, zone)}.`,
    ),
    ...never.map(
      ({ service, objective, owed_by: by }) =>
        `Never received: nothing that ${clean(objective, 70)} of ${clean(service, 70)} is measured by, owed by ${by === 'both' ? 'both' : `the ${by}`}.`,
    ),
    received.length === 0
      ? 'Received: nothing.'
      : `Received: ${received.map(({ type, count: n, sources }) => `${count(n, `${type} event`, `${type} events`)} from ${count(sources, 'source', 'sources')}`).join(', ')}${until === null ? '' : ` (complete until ${localTime(until, zone)})`}.`,
    ...linked
      .filter(({ deployments, incidents }) => deployments + incidents > 0)
      .map(
        (one) =>
          `${clean(one.service, 70)}: ${one.counted} of ${count(one.deployments, 'deployment', 'deployments')} counted, ${one.failed} failed${one.presumed_failed > 0 ? ` (${one.presumed_failed} presumed)` : ''}; ${count(one.incidents, 'incident', 'incidents')}, ${one.unlinked} tied to no deployment; ${count(one.findings, 'finding', 'findings')}.`,
      ),
  ]
}
