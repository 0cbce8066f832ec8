import {
  type Attribution,
  type Breach,
  type BreachStatus,
  type BreachTransition,
  isOver,
  type RootCause,
  type Ruling,
} from '@plumbline/core'
import { clean, lasting, ownerName } from '@plumbline/render'
import type { FC } from 'hono/jsx'
import type { Frame } from '../frame.ts'

const LOOKS: Record<BreachStatus, { tone: string; glyph: string }> = {
  open: { tone: 'bad', glyph: '✕' },
  acknowledged: { tone: 'risk', glyph: '!' },
  disputed: { tone: 'risk', glyph: '?' },
  resolved: { tone: 'good', glyph: '✓' },
  overturned: { tone: 'none', glyph: '–' },
  waived: { tone: 'none', glyph: '–' },
}

/** Weaker where nothing follows from it; the words say the same. */
export const BreachStatusMark: FC<{ breach: Pick<Breach, 'status' | 'contractual'> }> = ({
  breach: { status, contractual },
}) => (
  <span class={`status ${status === 'open' && !contractual ? 'noted' : LOOKS[status].tone}`}>
    <span aria-hidden="true">{LOOKS[status].glyph}</span> {status}
  </span>
)

export const titleOf = ({ title, objective }: Pick<Breach, 'title' | 'objective'>, max = 110): string =>
  clean(title, max) || clean(objective, max)

/** A figure stays on one line with its unit; what is longer is none, and may break. */
const unbroken = (figure: string): string => (figure.length > 20 ? figure : figure.replaceAll(' ', '\u00a0'))

export const measuredOf = ({ display }: Pick<Breach, 'display'>): string => unbroken(clean(display, 40)) || 'no data'

export const targetOf = ({ target }: Pick<Breach, 'target'>): string => unbroken(clean(target, 40))

/**
 * How long it took, or has taken until `at`; null where it is set aside: what does not count does not go on, and was
 * never mended either.
 */
export const durationOf = (
  { status, opened_at: opened, resolved_at: resolved }: Pick<Breach, 'status' | 'opened_at' | 'resolved_at'>,
  at: string,
): { lasted: string; goesOn: boolean } | null => {
  if (resolved === undefined && isOver(status)) return null
  return { lasted: lasting(Date.parse(resolved ?? at) - Date.parse(opened)), goesOn: resolved === undefined }
}

/** In which change or window it went wrong. */
export const subjectOf = ({ window, pr, commit_sha: sha }: Pick<Breach, 'window' | 'pr' | 'commit_sha'>): string => {
  if (window) return clean(window.label, 60)
  const commit = sha === undefined ? '' : clean(sha.slice(0, 7))
  return pr === undefined ? commit : `#${pr}${commit === '' ? '' : ` at ${commit}`}`
}

/** `Northwind Software (vendor)`; who both are nobody has to be told. */
export const partyLabel = (party: Breach['owed_by'] | 'arbiter', frame: Pick<Frame, 'agreement'>): string => {
  if (party === 'arbiter') return 'The arbiter'
  const name = clean(ownerName(party, frame.agreement), 100)
  return party === 'both' || name === party ? name : `${name} (${party})`
}

/** Text of a party in its own lines, everything unseen made visible; longer ones are cut. */
export const cleanLines = (text: string, max: number): string =>
  text
    .slice(0, max)
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) => clean(line, max))
    .join('\n')
    .concat(text.length > max ? ' …' : '')

export const MOVED_WORDS: Record<BreachTransition['kind'], string> = {
  opened: 'opened it',
  reopened: 'opened it again',
  counted: 'counts it from here on: the objective is no longer only observed. It stands',
  acknowledged: 'acknowledged it',
  noted: 'noted',
  root_cause: 'stated a root cause',
  resolved: 'resolved it',
  exempted: 'took it back: the change was exempted. It stands',
  waived: 'waived it',
  waiver_ended: 'opened it again: the waiver is over, and it can still change. It stands',
  disputed: 'disputed it',
  answered: 'answered the dispute',
  dispute_withdrawn: 'withdrew the dispute',
  ruling_stated: 'said what they hold to be right',
  ruled: 'ruled',
}

export const RULING_WORDS: Record<Ruling, string> = {
  uphold: 'it is a breach',
  overturn: 'it is no breach',
}

export const CAUSE_WORDS: Record<RootCause, string> = {
  code: 'Code: a defect in what was built',
  tests: 'Tests: they were missing, or did not see it',
  configuration: 'Configuration',
  infrastructure: 'Infrastructure',
  capacity: 'Capacity: too much load, or too little room',
  dependency: 'A dependency or supplier',
  process: 'Process: a step was skipped, late or wrong',
  requirements: 'Requirements: unclear, or changed late',
  measurement: 'Measurement: the figure itself is in doubt',
  other: 'Something else',
}

export const ATTRIBUTION_WORDS: Record<Attribution, string> = {
  client: 'the client',
  vendor: 'the vendor',
  both: 'both',
  third_party: 'a third party',
}
