import type { AgreementCitation, ObjectiveResult } from '@plumbline/core'
import {
  clean,
  consequence,
  count,
  evidenceLines,
  now,
  ownerName,
  STATUS_WORDS,
  type Standing,
  standing,
  windowName,
} from '@plumbline/render'
import type { FC } from 'hono/jsx'
import { Words } from '../words.tsx'
import { Spark } from './spark.tsx'

const GLYPHS: Record<Standing, string> = {
  blocks: '✕',
  warns: '✕',
  at_risk: '!',
  no_data: '?',
  recorded: '✕',
  met: '✓',
  elsewhere: '?',
  nothing: '–',
  set_aside: '–',
}

/** Colours follow the status, weaker where nothing follows from it; the words say the same. */
const TONES: Record<Standing, string> = {
  blocks: 'bad',
  warns: 'bad',
  at_risk: 'risk',
  no_data: 'none',
  recorded: 'noted',
  met: 'good',
  elsewhere: 'none',
  nothing: 'none',
  set_aside: 'none',
}

const Status: FC<{ result: ObjectiveResult }> = ({ result }) => (
  <p class={`status ${TONES[standing(result)]}`}>
    <span aria-hidden="true">{GLYPHS[standing(result)]}</span> {STATUS_WORDS[result.status]}
  </p>
)

const windowWords = ({ window, scope }: ObjectiveResult): string => {
  if (window === undefined) return scope === 'change' ? 'last merge' : ''
  return windowName(window)
}

/** What a reader of the page can’t tell from the status: why there is no data, or why a breach has no consequence. */
const remark = (result: ObjectiveResult): string => {
  if (result.status === 'no_data') return consequence({ ...result, blocking: false })
  if (result.status !== 'breached') return ''
  return result.not_blocking === undefined || result.not_blocking === 'not_on_this_event' ? '' : consequence(result)
}

const facts = (result: ObjectiveResult, agreement: AgreementCitation | null): string[] =>
  [
    result.clause === null ? '' : `§${clean(result.clause, 30)}`,
    windowWords(result),
    result.samples > 0 && result.needed === undefined ? count(result.samples, 'sample') : '',
    result.owed_by === 'vendor' ? '' : `owed by ${clean(ownerName(result.owed_by, agreement), 80)}`,
    remark(result),
  ].filter((text) => text !== '')

const Figure: FC<{ name: string; value: string; strong?: boolean }> = ({ name, value, strong = false }) => (
  <div>
    <dt>{name}</dt>
    <dd class={strong ? 'now' : undefined}>{value}</dd>
  </div>
)

/** An address on this or another site, and nothing that a browser would run. */
const isAddress = (url: string | undefined): url is string => url !== undefined && /^(?:https?:\/\/|\/(?!\/))/.test(url)

const EVIDENCE = { limit: 6, events: 6 }

/** One objective: how it stands, what was agreed and measured, and behind a fold how the figure came about. */
export const Objective: FC<{
  result: ObjectiveResult
  anchor: string
  agreement: AgreementCitation | null
  evidence: boolean
}> = ({ result, anchor, agreement, evidence }) => (
  <li class="objective" id={anchor}>
    <div class="what">
      <h3>{clean(result.title, 150) || clean(result.id, 150)}</h3>
      <p>{facts(result, agreement).join(' · ')}</p>
    </div>
    <Status result={result} />
    <dl>
      <Figure name="Now" value={clean(now(result), 60)} strong />
      <Figure name="Target" value={clean(result.target, 60)} />
      <Figure name="Margin" value={clean(result.margin, 60) || '–'} />
    </dl>
    <Spark result={result} id={anchor} />
    {evidence ? (
      <details>
        <summary>How it came about</summary>
        <ul>
          {evidenceLines(result, agreement?.time_zone ?? 'UTC', EVIDENCE).map((line) => (
            <li>
              <Words phrase={line} />
            </li>
          ))}
          {isAddress(result.evidence_url) ? (
            <li>
              <a href={result.evidence_url}>All of it as data</a>
            </li>
          ) : null}
        </ul>
      </details>
    ) : null}
  </li>
)
