import { type Statement, spanAt, spanBefore } from '@plumbline/core'
import { adjustmentLines, causeLines, clean, dataLines, STATE_WORDS, setAsideLines } from '@plumbline/render'
import type { FC } from 'hono/jsx'
import { pageAddress, twin } from '../address.ts'
import { Foot } from '../foot.tsx'
import { asDocument } from '../html.ts'
import { Shell } from '../shell.tsx'
import { Day, When } from '../words.tsx'
import { Acknowledged } from './acknowledged.tsx'
import { Credits } from './money.tsx'
import { Lines, Needs, Part, Questions } from './parts.tsx'
import { Attainment } from './rows.tsx'
import { REPORT_WORDS, type StatementView } from './view.ts'

/** The periods before and after, where there is something to tell of them. */
const Turning: FC<{ statement: Statement }> = ({ statement }) => {
  const { kind, time_zone: zone, from, to, at, agreements, engagement } = statement
  const earlier = spanBefore(spanAt(kind, zone, Date.parse(from)))
  const later = spanAt(kind, zone, Date.parse(to))
  const began = agreements[0]?.from ?? from
  const address = (period: string) => pageAddress(engagement, 'reports', REPORT_WORDS[kind], period)
  return (
    <nav class="pager row" aria-label="Other periods">
      {Date.parse(began) < Date.parse(from) ? (
        <a rel="prev" href={address(earlier.period)}>
          {earlier.label}
        </a>
      ) : null}
      {Date.parse(to) < Date.parse(at) ? (
        <a rel="next" href={address(later.period)}>
          {later.label}
        </a>
      ) : null}
    </nav>
  )
}

const Head: FC<{ statement: Statement }> = ({ statement }) => {
  const { parties, from, to, at, time_zone: zone, state, final_from: finalFrom } = statement
  return (
    <p class="asof">
      {clean(parties.client, 80)} and {clean(parties.vendor, 80)}, <Day at={from} zone={zone} /> until the end of{' '}
      <Day at={new Date(Date.parse(to) - 1).toISOString()} zone={zone} /> ({clean(zone, 60)}). Drawn up{' '}
      <When at={at} zone={zone} />; <strong>{STATE_WORDS[state]}</strong>
      {finalFrom === null ? null : (
        <>
          , final from <When at={finalFrom} zone={zone} />
        </>
      )}
      .
    </p>
  )
}

const Page: FC<{ view: StatementView }> = ({ view }) => {
  const { statement } = view
  const { kind, period, summary, not_judged: notJudged, chronic, method, agreements, time_zone: zone } = statement
  const aside = setAsideLines(statement)
  const carried = adjustmentLines(statement)
  const causes = causeLines(statement)
  const address = twin(view.engagement, 'reports', REPORT_WORDS[kind], period)
  return (
    <Shell
      title={`${clean(summary, 150)} · ${clean(view.title, 100)}`}
      frame={view}
      current="statement"
      foot={<Foot frame={view} twins={[{ name: `${REPORT_WORDS[kind]} ${period}`, href: address }]} />}
    >
      <h1>{clean(summary, 200)}</h1>
      <Head statement={statement} />
      <Part name="questions" title="Three questions">
        <Questions statement={statement} />
      </Part>
      <Part
        name="needs"
        title={
          <>
            What needs a decision,{' '}
            <span class="small">
              as of <When at={statement.at} zone={zone} />
            </span>
          </>
        }
      >
        <Needs statement={statement} />
      </Part>
      <Part name="attainment" title={`Attainment in ${statement.label}`}>
        {statement.objectives.length === 0 ? <p>Nothing was judged.</p> : <Attainment view={view} />}
        {notJudged.length === 0 ? null : (
          <p class="small">Agreed, but not measured here yet: {notJudged.map(({ id }) => clean(id, 70)).join(', ')}</p>
        )}
      </Part>
      {chronic.length === 0 ? null : (
        <Part name="chronic" title="Chronic failure">
          <Lines lines={chronic.map((one) => `${one.title} of ${one.service}, ${one.window.label}: ${one.detail}`)} />
        </Part>
      )}
      {aside.length === 0 ? null : (
        <Part name="aside" title="Set aside and disputed">
          <Lines lines={aside} />
        </Part>
      )}
      {causes.length === 0 ? null : (
        <Part name="causes" title="Root causes both agree on">
          <Lines lines={causes} />
        </Part>
      )}
      {carried.length === 0 ? null : (
        <Part name="adjusted" title="Adjustments of earlier periods">
          <Lines lines={carried} />
        </Part>
      )}
      <Part name="credits" title="Credits">
        <Credits statement={statement} />
      </Part>
      <Part
        name="data"
        title={
          <>
            Data,{' '}
            <span class="small">
              as of <When at={statement.at} zone={zone} />
            </span>
          </>
        }
      >
        <Lines lines={dataLines(statement)} run />
      </Part>
      <Part name="method" title="Method">
        <Lines lines={method} run />
        <ul class="remarks">
          {agreements.map(({ version, hash, from }) => (
            <li>
              Agreement version {version}, in force from <When at={from} zone={zone} />:{' '}
              <code class="hash">{clean(hash, 80)}</code>
            </li>
          ))}
        </ul>
      </Part>
      <Part name="acknowledged" title="Acknowledged by">
        <Acknowledged view={view} />
      </Part>
      <Turning statement={statement} />
    </Shell>
  )
}

/** One page a month, or a week: to be printed, and read by who was not there. */
export const statementPage = (view: StatementView): string => asDocument(<Page view={view} />)
