import type { Statement } from '@plumbline/core'
import { clean } from '@plumbline/render'
import type { FC } from 'hono/jsx'

type Money = NonNullable<Statement['money']>

const subjectOf = (line: Money['credits'][number]): string =>
  line.kind === 'cap' ? 'Cap' : `${clean(line.title, 110)}, ${clean(line.service, 70)}, ${clean(line.window.label, 60)}`

const Line: FC<{ what: string; why: string; amount: string }> = ({ what, why, amount }) => (
  <tr>
    <th scope="row">{what}</th>
    <td>{clean(why, 300)}</td>
    <td class="number strong">{clean(amount, 40)}</td>
  </tr>
)

const Lines: FC<{ label: string; lines: { what: string; why: string; amount: string }[] }> = ({ label, lines }) => (
  <table class="list ledger" aria-label={label}>
    <thead>
      <tr>
        <th scope="col">What</th>
        <th scope="col">Why</th>
        <th scope="col" class="number">
          Amount
        </th>
      </tr>
    </thead>
    <tbody>
      {lines.map((line) => (
        <Line {...line} />
      ))}
    </tbody>
  </table>
)

/** Credits with why, adjustments of earlier months, and the sum; or why nothing is said. */
export const Credits: FC<{ statement: Statement }> = ({ statement: { money, money_note: note } }) => {
  if (money === null) return <p>{note}</p>
  const owed = {
    what: 'Owed',
    why: money.provisional ? 'provisional: what is learned late may still change it' : 'credits and adjustments',
    amount: money.text.owed,
  }
  return (
    <>
      <Lines
        label="Credits"
        lines={[
          ...money.credits.map((line) => ({ what: subjectOf(line), why: line.detail, amount: line.amount })),
          ...money.adjustments.map((line) => ({
            what: `Adjustment of ${clean(line.month.label, 60)}`,
            why: line.detail,
            amount: line.amount,
          })),
          owed,
        ]}
      />
      {money.bonuses.length === 0 ? null : (
        <Lines
          label="Bonuses, apart from credits"
          lines={money.bonuses.map((line) => ({
            what: `Bonus: ${clean(line.title, 110)}, ${clean(line.service, 70)}`,
            why: line.detail,
            amount: line.amount,
          }))}
        />
      )}
    </>
  )
}
