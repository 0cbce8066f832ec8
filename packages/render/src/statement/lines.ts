import type { Attribution, Statement } from '@plumbline/core'
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
  disagreement: 'because the two did not agree in time',
}

const WHOSE: Record<Attribution, string> = {
  client: 'the client',
  vendor: 'the vendor',
  both: 'both',
  third_party: 'a third party',
}

/** What somebody wrote, without the full stop that the sentence around it brings. */
const said = (text: string): string => clean(text, 200).replace(/\.$/, '')

type Someone = Statement['waivers'][number]['asked_by']

/** What did not count and who agreed to it, and what is disputed. */
export const setAsideLines = ({ exclusions, waivers, disputes, parties, time_zone: zone }: Statement): string[] => {
  const at = (time: string) => localTime(time, zone)
  const who = ({ party, name }: Someone) => `${clean(parties[party], 80)} (${clean(name, 80)})`
  return [
    ...exclusions.map((one) => {
      const kind = one.category.replace('_', ' ')
      const unannounced = one.category === 'maintenance' && !one.with_notice ? ', not announced before' : ''
      return `Excluded (${kind}${unannounced}): ${at(one.from)} to ${at(one.to)}, ${places(one.services, one.objectives)}: ${said(one.reason)}. Asked by ${who(one.asked_by)}, agreed by ${who(one.agreed_by)}.`
    }),
    ...waivers.map(
      (one) =>
        `Waived: ${clean(one.objective, 70)}, ${one.service === null ? 'every service' : clean(one.service, 70)}${one.breach === null ? '' : ` (one breach, ${clean(one.breach, 40)})`}, ${at(one.from)} to ${at(one.until)}: ${said(one.reason)}. Asked by ${who(one.asked_by)}, agreed by ${who(one.agreed_by)}.`,
    ),
    ...disputes.map((one) => {
      const window = one.window === null ? `breach ${clean(one.breach, 40)}` : clean(one.window, 60)
      const told = `${clean(one.objective, 70)} of ${clean(one.service, 70)}, ${window}, by ${who(one.opened_by)}, ${at(one.opened_at)}: ${said(one.reason)}`
      if (one.status === 'withdrawn') return `Disputed and withdrawn: ${told}.`
      if (one.status !== 'ruled')
        return `Disputed: ${told}. ${one.status === 'open' ? 'Not answered yet.' : 'Answered, not ruled yet.'}`
      const ruling = one.ruling === 'overturn' ? 'the breach is overturned' : 'the breach stands'
      return `Disputed: ${told}. Ruled ${one.settled_by === undefined ? '' : SETTLED[one.settled_by]}: ${ruling}.`
    }),
  ]
}

/** Why objectives were missed, in the words that both parties agree on; of clocks one by one. */
export const causeLines = ({ objectives }: Pick<Statement, 'objectives'>): string[] =>
  objectives.flatMap(({ title, objective, service, window, root_cause, clocks = [] }) => {
    const subject = `${clean(title, 110) || clean(objective, 70)} of ${clean(service, 70)}${window === null ? '' : `, ${clean(window.label, 60)}`}`
    return [{ root_cause, display: '' }, ...clocks].flatMap(({ root_cause: cause, display }) => {
      if (cause === undefined) return []
      const { text, category, attribution } = cause
      const kind = [category ?? '', attribution === undefined ? '' : `the doing of ${WHOSE[attribution]}`]
      const said = kind.filter((part) => part !== '').join(', ')
      const took = display === '' ? '' : ` (${clean(display, 60)})`
      return [`${subject}${took}: ${clean(text, 300)}${said === '' ? '' : ` (${said})`}`]
    })
  })

/** What was learned of earlier periods after they were final. */
export const adjustmentLines = ({ adjustments }: Pick<Statement, 'adjustments'>): string[] =>
  adjustments.map(({ title, objective, service, of, was, would_be: now }) => {
    const figure = ({ status, display }: typeof was) =>
      `${status.replace('_', ' ')} at ${clean(display, 60) || 'no figure'}`
    return `${clean(title, 110) || clean(objective, 70)} of ${clean(service, 70)}, ${clean(of.label, 60)}: was ${figure(was)}, would be ${figure(now)}`
  })

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
