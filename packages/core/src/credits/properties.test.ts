import fc from 'fast-check'
import { expect, test } from 'vitest'
import { objective } from '../testing/agreement.ts'
import { creditsOf } from './credits.ts'
import type { Judged } from './judged.ts'
import { mostOf } from './money.ts'
import { consequences, input, judged, per, RATE, tiers } from './testing/judged.ts'

const SHARES = [
  ['3%', '9%'],
  ['5%', '10%'],
  ['8%', '8.5%'],
  ['0.5%', '33.333%'],
] as const

const ofObjective = (index: number) => {
  const [first = '1%', second = '2%'] = SHARES[index] ?? []
  return objective({
    ...RATE,
    id: `o${index}`,
    money: { credits: tiers(['15%', first], ['30%', second]), bonuses: [], chronicBelow: null },
  })
}

type Row = { objective: number; service: string; value: number; cause: string | null; status: Judged['status'] }
const row: fc.Arbitrary<Row> = fc.record({
  objective: fc.nat(3),
  service: fc.constantFrom('a', 'b', 'c'),
  value: fc.integer({ min: 0, max: 100 }),
  cause: fc.constantFrom(null, 'x', 'y', 'z'),
  status: fc.constantFrom('breached', 'breached', 'breached', 'waived', 'no_data', 'met'),
})
const rows = fc.uniqueArray(row, { maxLength: 9, selector: ({ objective: index, service }) => `${index}${service}` })
const money = fc.record({ monthlyFee: fc.nat(Number.MAX_SAFE_INTEGER), cap: fc.integer({ min: 0, max: 100 }) })
type Money = { monthlyFee: number; cap: number }

const built = (given: readonly Row[], { monthlyFee, cap }: Money) =>
  input(
    given.map((one) =>
      judged({ ...one, objective: ofObjective(one.objective), figure: per(String(one.value)), rootCause: one.cause }),
    ),
    { consequences: consequences({ monthlyFee, creditCap: { num: BigInt(cap), den: 1n } }) },
  )
const totalOf = (given: readonly Row[], terms: Money) => creditsOf(built(given, terms)).total_minor

test('never above the cap, never below nothing, always whole, and the lines add up to the total', () => {
  fc.assert(
    fc.property(rows, money, (given, terms) => {
      const { lines, total_minor: total } = creditsOf(built(given, terms))
      expect(Number.isSafeInteger(total)).toBe(true)
      expect(total).toBeGreaterThanOrEqual(0)
      expect(total).toBeLessThanOrEqual(mostOf(terms.monthlyFee, { num: BigInt(terms.cap), den: 1n }))
      expect(lines.reduce((sum, line) => sum + BigInt(line.amount_minor), 0n)).toBe(BigInt(total))
    }),
  )
})

test('a figure that gets worse never makes less owed', () => {
  fc.assert(
    fc.property(rows, money, fc.nat(8), fc.nat(100), (given, terms, index, more) => {
      const worse = given.map((one, i) => (i === index ? { ...one, value: one.value + more } : one))
      expect(totalOf(worse, terms)).toBeGreaterThanOrEqual(totalOf(given, terms))
    }),
  )
})

test('one more breach never makes less owed, one more waiver never more', () => {
  fc.assert(
    fc.property(rows, money, row, fc.nat(8), (given, terms, extra, index) => {
      expect(totalOf([...given, { ...extra, service: 'd' }], terms)).toBeGreaterThanOrEqual(totalOf(given, terms))
      const waived = given.map((one, i) => (i === index ? { ...one, status: 'waived' as const } : one))
      expect(totalOf(waived, terms)).toBeLessThanOrEqual(totalOf(given, terms))
    }),
  )
})

test('the order in which objectives and services come decides nothing', () => {
  fc.assert(
    fc.property(rows, money, fc.infiniteStream(fc.nat()), (given, terms, keys) => {
      const shuffled = given.map((one) => ({ one, key: keys.next().value ?? 0 })).sort((a, b) => a.key - b.key)
      expect(
        creditsOf(
          built(
            shuffled.map(({ one }) => one),
            terms,
          ),
        ),
      ).toEqual(creditsOf(built(given, terms)))
    }),
  )
})

test('each objective is credited at most once, each agreed cause at most once, and what is not says for what', () => {
  fc.assert(
    fc.property(rows, money, (given, terms) => {
      const { lines } = creditsOf(built(given, { ...terms, monthlyFee: 1_000_000 }))
      const credited = lines.flatMap((line) => (line.kind === 'credit' && line.amount_minor > 0 ? [line] : []))
      expect(new Set(credited.map((line) => line.objective)).size).toBe(credited.length)
      const causes = credited.flatMap((line) => line.root_cause ?? [])
      expect(new Set(causes).size).toBe(causes.length)
      for (const line of lines) {
        if (line.kind === 'cap' || line.alone_minor === 0 || line.amount_minor > 0) continue
        const { instead } = line
        expect(credited.some((one) => one.objective === instead?.objective && one.service === instead.service)).toBe(
          true,
        )
      }
    }),
  )
})

/** All ways to credit, tried one by one. */
const most = (
  claims: readonly { place: string; cause: string; amount: number }[],
  taken: readonly number[] = [],
  next = 0,
): number => {
  const claim = claims[next]
  if (!claim) return taken.reduce((sum, index) => sum + (claims[index]?.amount ?? 0), 0)
  const without = most(claims, taken, next + 1)
  const clashes = taken.some((index) => claims[index]?.place === claim.place || claims[index]?.cause === claim.cause)
  return clashes ? without : Math.max(without, most(claims, [...taken, next], next + 1))
}

test('of the ways to credit once it is the one that comes to most', () => {
  fc.assert(
    fc.property(rows, (given) => {
      const { lines, total_minor: total } = creditsOf(built(given, { monthlyFee: 1_000_000, cap: 100 }))
      const claims = lines.flatMap((line, index) =>
        line.kind === 'credit' && line.alone_minor > 0
          ? [{ place: line.objective, cause: line.root_cause ?? `own ${index}`, amount: line.alone_minor }]
          : [],
      )
      expect(total).toBe(Math.min(1_000_000, most(claims)))
    }),
  )
})
