import { clean } from '@plumbline/render'
import type { FC } from 'hono/jsx'
import { pageAddress } from '../address.ts'
import type { GateRow, StatusView } from '../view.ts'
import { Ago } from '../words.tsx'

const SHOWN = 10

export const VERDICTS: Record<GateRow['verdict'], { tone: string; glyph: string }> = {
  pass: { tone: 'good', glyph: '✓' },
  warn: { tone: 'risk', glyph: '!' },
  fail: { tone: 'bad', glyph: '✕' },
}

const subject = ({ pull_request: request, event, commit_sha: sha }: GateRow): string => {
  const commit = clean(sha.slice(0, 7))
  return request ? `#${request.number} at ${commit}` : `${event.replace('_', ' ')} of ${commit}`
}

const Row: FC<{ gate: GateRow; view: StatusView }> = ({ gate, view }) => {
  const { tone, glyph } = VERDICTS[gate.verdict]
  return (
    <li>
      <p>
        <span class={`status ${tone}`}>
          <span aria-hidden="true">{glyph}</span>{' '}
          {gate.verdict_without_exemption !== undefined ? 'exempted' : gate.verdict}
        </span>{' '}
        <a href={pageAddress(view.engagement, 'evaluations', gate.id)}>{subject(gate)}</a>
      </p>
      <p class="small">
        {clean(gate.service, 70)}, <Ago at={gate.at} now={view.at} zone={view.agreement?.time_zone ?? 'UTC'} />
      </p>
    </li>
  )
}

/** What was asked lately, and answered. */
export const Gates: FC<{ view: StatusView }> = ({ view }) =>
  view.evaluations === undefined || view.evaluations.length === 0 ? null : (
    <section class="card" aria-labelledby="gates">
      <h2 id="gates">Latest gates</h2>
      <ul class="plain">
        {view.evaluations.slice(0, SHOWN).map((gate) => (
          <Row gate={gate} view={view} />
        ))}
      </ul>
    </section>
  )
