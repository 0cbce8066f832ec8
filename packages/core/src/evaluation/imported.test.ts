import { describe, expect, test } from 'vitest'
import { breachMoves } from '../breach/moves.ts'
import type { CorrectionFact } from '../facts/facts.ts'
import { observedFacts } from '../facts/resolve.ts'
import { objective, target, version } from '../testing/agreement.ts'
import { deployment, ref } from '../testing/facts.ts'
import { coverage, gate, only } from '../testing/gate.ts'

const COVERAGE = objective({ indicator: 'coverage', target: target('>=', '80', '%') })
const versions = [version(1, '2026-01-01', { objectives: [COVERAGE] })]

describe('rule 15: imported history decides nothing', () => {
  const imported = coverage(1, 100, { reconstructed: true, time: 9, id: 'z' })
  const ask = (head: ReturnType<typeof coverage>[]) =>
    gate({ versions, now: '2026-11-22', head, request: { event: 'push' } })

  test('an imported report alone is none, and opens no breach', () => {
    expect(only(ask([imported]))).toMatchObject({ status: 'no_data', no_data_reason: 'no_report' })
    expect(breachMoves(ask([imported]), [])).toEqual([])
  })
  test('nor does a later one stand for what was observed', () => {
    expect(only(ask([coverage(90, 100), imported]))).toMatchObject({ status: 'met', value: 90 })
  })
  test('but it may be the base of a comparison', () => {
    const change = objective({ indicator: 'coverage-change', target: target('>=', '0', 'pp') })
    const base = { facts: [imported], baseline: { kind: 'base', commit_sha: 'b'.repeat(40) } as const }
    expect(
      only(
        gate({
          versions: [version(1, '2026-01-01', { objectives: [change] })],
          now: '2026-11-22',
          head: [coverage(90, 100)],
          base,
        }),
      ).status,
    ).toBe('met')
  })
})

describe('rule 15: an imported correction takes nothing away that was observed', () => {
  const observed = deployment('1', '2026-11-05', { event: ref('seen'), status: 'failure' })
  const imported = deployment('1', '2026-11-05', { event: ref('import'), reconstructed: true })
  const again = deployment('1', '2026-11-05', { event: ref('seen again') })
  const by = (target: string, name: string): CorrectionFact => ({
    kind: 'correction',
    target: ref(target),
    by: ref(name),
    time: 0,
    id: name,
  })
  test('the observed event goes on counting', () => {
    expect(observedFacts([observed, imported], [by('seen', 'import')])).toEqual([observed])
  })
  test('unless somebody observed what corrects the correction', () => {
    const corrections = [by('seen', 'import'), by('import', 'seen again')]
    expect(observedFacts([observed, imported, again], corrections)).toEqual([again])
  })
  test('nor where the import itself stands outside what is read, in another window or environment', () => {
    expect(observedFacts([observed], [{ ...by('seen', 'import'), reconstructed: true }])).toEqual([observed])
  })
  test('however many imports lie between: exactly one counts', () => {
    const corrections = [by('seen', 'import'), by('import', 'import again'), by('import again', 'seen again')]
    const second = { ...imported, event: ref('import again') }
    expect(observedFacts([observed, imported, second, again], corrections)).toEqual([again])
  })
  test('an observed correction of an imported event counts', () => {
    expect(observedFacts([imported, again], [by('import', 'seen again')])).toEqual([again])
  })
})
