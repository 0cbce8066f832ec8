import type { Party } from '@plumbline/core'
import { clean } from '@plumbline/render'
import type { FC } from 'hono/jsx'
import { pageAddress, queryString } from '../address.ts'
import { When } from '../words.tsx'
import { REPORT_WORDS, type StatementView } from './view.ts'

const PARTIES: readonly Party[] = ['client', 'vendor']

/** Who has not taken note of it as it is now; nobody can where it is no month, or is not over. */
const missing = ({ statement: { kind, state, acknowledgements } }: StatementView): Party[] =>
  kind !== 'month' || state === 'open'
    ? []
    : PARTIES.filter((party) => !acknowledgements.some((one) => one.party === party && one.current))

const Form: FC<{ view: StatementView; failed: string | null; name: string }> = ({ view, failed, name }) => {
  const { engagement, statement } = view
  const address = pageAddress(engagement, 'reports', REPORT_WORDS[statement.kind], statement.period, 'acknowledge')
  return (
    <form class="form" method="post" action={`${address}#acknowledged`}>
      {failed === null ? null : (
        <p class="mistake" role="alert">
          {clean(failed, 400)}
        </p>
      )}
      {/* Exactly what is shown here: the same again changes nothing, and another statement is refused. */}
      <input type="hidden" name="hash" value={statement.hash} />
      <p class="small">
        It says that {name} has read this statement. Once both have, its windows are final, but for those under dispute;
        what is learned later is an adjustment of the next month.
      </p>
      <button type="submit" class="fit">
        Acknowledge for {name}
      </button>
    </form>
  )
}

/** The form for a party that has not taken note of it; for others how that is done. */
const Take: FC<{ view: StatementView; waiting: readonly Party[] }> = ({ view, waiting }) => {
  const { engagement, statement, viewer, acknowledging } = view
  const { parties, kind, period } = statement
  if (waiting.length === 0) return null
  const [first] = waiting
  const waits = `${waiting.map((party) => clean(parties[party], 80)).join(' and ')} ${waiting.length === 1 ? 'has' : 'have'} not yet.`
  const party = waiting.find((one) => one === viewer?.party)
  if (first === undefined || viewer?.party === 'arbiter') return <p>{waits}</p>
  if (party !== undefined && acknowledging !== null)
    return <Form view={view} failed={acknowledging.failed} name={clean(parties[party], 80)} />
  const here = pageAddress(engagement, 'reports', REPORT_WORDS[kind], period)
  return (
    <>
      <p>{waits}</p>
      {viewer == null ? (
        <div class="take">
          <p class="small">
            <a href={`/sign-in${queryString({ next: here })}`}>Sign in</a> to acknowledge it for your party, or:
          </p>
          <code class="command">
            plumbline report acknowledge {period} --engagement {clean(engagement, 100)}
          </code>
        </div>
      ) : party === undefined ? null : (
        <p class="small take">
          Your key may read only; to acknowledge it takes the scope <code>breaches:write</code>.
        </p>
      )}
    </>
  )
}

/** Who has taken note of it and when, and who has still to. */
export const Acknowledged: FC<{ view: StatementView }> = ({ view }) => {
  const { acknowledgements, parties, time_zone: zone, hash } = view.statement
  return (
    <>
      {acknowledgements.length === 0 ? null : (
        <ul class="remarks">
          {acknowledgements.map(({ party, name, at, current }) => (
            <li>
              {clean(parties[party], 80)} ({clean(name, 80)}), <When at={at} zone={zone} />
              {current ? '' : ': an earlier state of it'}
            </li>
          ))}
        </ul>
      )}
      <Take view={view} waiting={missing(view)} />
      <p class="small">
        Statement <code class="hash">{hash}</code>
      </p>
    </>
  )
}
