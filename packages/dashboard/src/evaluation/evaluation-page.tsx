import type { Evaluation, ObjectiveResult } from '@plumbline/core'
import { clean, conclusion, headline, nextStep, otherNotes, reliefSentence } from '@plumbline/render'
import type { FC } from 'hono/jsx'
import { pageAddress, queryString, twin } from '../address.ts'
import { Foot } from '../foot.tsx'
import { type Frame, zoneOf } from '../frame.ts'
import { asDocument } from '../html.ts'
import { Shell } from '../shell.tsx'
import { VERDICTS } from '../status/gates.tsx'
import { Objective } from '../status/objective.tsx'
import { PAGE_MAX } from '../status/status-page.tsx'
import { When, Words } from '../words.tsx'

/** A verdict as it was given; the agreement beside it is the one that judged. */
export type EvaluationView = Frame & { evaluation: Evaluation }

const EVENTS: Record<Evaluation['event'], string> = {
  pull_request: 'Pull request',
  merge_group: 'Merge queue',
  push: 'Push',
  deployment: 'Deployment',
  manual: 'Asked by hand',
}

const Asked: FC<{ view: EvaluationView }> = ({ view: { evaluation, ...frame } }) => {
  const { event, pull_request: request, commit_sha: sha, environment, ref, run, merged } = evaluation
  const zone = zoneOf(frame)
  return (
    <dl class="pairs">
      <dt>Asked at</dt>
      <dd>
        <When at={evaluation.at} zone={zone} /> ({clean(zone, 60)})
      </dd>
      <dt>Asked by</dt>
      <dd>
        {EVENTS[event]}
        {request === undefined ? '' : ` #${request.number}, ${clean(request.title, 150)}`}
        {merged ? ', merged' : ''}
      </dd>
      <dt>Commit</dt>
      <dd>
        <code class="hash">{clean(sha, 64)}</code>
        {ref === undefined ? null : <span class="small"> {clean(ref, 120)}</span>}
      </dd>
      {environment === undefined ? null : (
        <>
          <dt>Environment</dt>
          <dd>{clean(environment, 70)}</dd>
        </>
      )}
      {run === undefined ? null : (
        <>
          <dt>Run</dt>
          <dd>{clean(run, 120)}</dd>
        </>
      )}
      <dt>Judged by</dt>
      <dd>
        {evaluation.agreement === null
          ? 'no agreement was in force'
          : `version ${evaluation.agreement.version ?? '–'}${evaluation.agreement.phase ? `, ${clean(evaluation.agreement.phase.name, 60)}` : ''}`}
      </dd>
      {evaluation.agreement === null ? null : (
        <>
          <dt>Text</dt>
          <dd>
            <code class="hash">{clean(evaluation.agreement.hash, 90)}</code>
          </dd>
        </>
      )}
    </dl>
  )
}

const Exempted: FC<{ evaluation: Evaluation }> = ({ evaluation: { exempted } }) => {
  if (exempted === undefined) return null
  return (
    <p>
      {exempted.status === 'granted'
        ? `Exempted by ${clean(exempted.by, 80)}: ${clean(exempted.detail, 300)}`
        : `Exemption refused: ${clean(exempted.detail, 300)}`}
    </p>
  )
}

const Relieved: FC<{ evaluation: Evaluation }> = ({ evaluation }) => {
  const said = reliefSentence(evaluation)
  return said === null ? null : (
    <p>
      <Words phrase={said} />
    </p>
  )
}

const Next: FC<{ evaluation: Evaluation }> = ({ evaluation }) => {
  const step = nextStep(evaluation)
  return step === null ? null : (
    <p>
      <strong>Next ({clean(step.owner, 60)}):</strong> <Words phrase={step.action} />.
    </p>
  )
}

/** The objective’s id, which links from comments name; a number where that can’t be an anchor. */
const anchorOf = ({ id }: ObjectiveResult, at: number) => (/^[\w-]+$/.test(id) ? id : `o${at + 1}`)

const Page: FC<{ view: EvaluationView; evidence: 'all' | 'missed' | 'none' }> = ({ view, evidence }) => {
  const { evaluation } = view
  const { tone, glyph } = VERDICTS[evaluation.verdict]
  const service = clean(evaluation.service, 100)
  const says = conclusion(headline(evaluation))
  return (
    <Shell
      title={`${says}, ${service} · ${clean(view.title, 100)}`}
      frame={view}
      foot={
        <Foot
          frame={view}
          twins={[{ name: 'evaluation', href: twin(view.engagement, 'evaluations', evaluation.id) }]}
        />
      }
    >
      <h1>{says}</h1>
      <p class="facts">
        <span class={`status ${tone}`}>
          <span aria-hidden="true">{glyph}</span>{' '}
          {evaluation.verdict_without_exemption !== undefined ? 'exempted' : evaluation.verdict}
        </span>
        <span>{service}</span>
        {evaluation.provisional ? <span>provisional: a window in it can still change</span> : null}
      </p>
      <div class="columns">
        <div class="services">
          <section class="service" aria-labelledby="judged">
            <header>
              <h2 id="judged">What was judged</h2>
            </header>
            <ol class="objectives">
              {evaluation.objectives.map((result, at) => (
                <Objective
                  result={result}
                  anchor={anchorOf(result, at)}
                  agreement={evaluation.agreement}
                  change="this change"
                  eventPage={(reference) => pageAddress(view.engagement, 'events', reference)}
                  evidence={evidence === 'all' || (evidence === 'missed' && result.status !== 'met')}
                />
              ))}
            </ol>
            {evaluation.objectives.length === 0 ? <p class="aside">Nothing was agreed for it.</p> : null}
            {otherNotes(evaluation).map(({ detail }) => (
              <p class="aside">{clean(detail, 300)}</p>
            ))}
            {evidence === 'all' ? null : <p class="aside">Evidence that has no room here is in the data.</p>}
          </section>
        </div>
        <div class="side">
          <section class="card" aria-labelledby="asked">
            <h2 id="asked">The question</h2>
            <Next evaluation={evaluation} />
            <Exempted evaluation={evaluation} />
            <Relieved evaluation={evaluation} />
            <Asked view={view} />
            <p>
              <a href={pageAddress(view.engagement, 'breaches') + queryString({ service: evaluation.service })}>
                Breaches of {service}
              </a>
            </p>
          </section>
        </div>
      </div>
    </Shell>
  )
}

/** A verdict with what it rests on: what a link from a comment or a check opens. */
export const evaluationPage = (view: EvaluationView): string => {
  const page = (evidence: 'all' | 'missed' | 'none') => asDocument(<Page view={view} evidence={evidence} />)
  const whole = page('all')
  if (whole.length <= PAGE_MAX) return whole
  const missed = page('missed')
  return missed.length <= PAGE_MAX ? missed : page('none')
}
