import { formatInstant } from '@plumbline/core'
import { describe, expect, test } from 'vitest'
import type { Suite } from '../engines.ts'
import { admitted, SOURCE, sha } from '../history.ts'

const NOON = Date.parse('2026-11-10T12:00:00.000Z')

export const changeSuite: Suite = (bench) => {
  const { sender } = bench

  describe('the facts of a commit', () => {
    const report = (id: string, commit: string, changes: object = {}) =>
      admitted({
        type: 'coverage',
        id,
        source: SOURCE,
        time: formatInstant(NOON),
        service: 'checkout-api',
        data: { commit_sha: sha(commit), lines: { covered: 8, total: 10 } },
        ...changes,
      })
    const tests = (id: string, commit: string) =>
      admitted({
        type: 'test_run',
        id,
        source: SOURCE,
        time: formatInstant(NOON),
        service: 'checkout-api',
        data: { commit_sha: sha(commit), tests: 3, failures: 1, errors: 0, skipped: 0 },
      })

    test('are all found, however many chunks they fill', async () => {
      const { engagement } = bench.open()
      const many = Array.from({ length: 30 }, (_, i) =>
        report(`report-${i}`, 'head', { id: `report-${i}-${'long'.repeat(20)}` }),
      )
      await engagement.record(many, sender)
      expect(await engagement.change('checkout-api', { commit: sha('head') })).toHaveLength(many.length)
      expect(await engagement.change('payments', { commit: sha('head') })).toEqual([])
    })

    test('come from the nearest commit that has coverage', async () => {
      const { engagement } = bench.open()
      await engagement.record([tests('t', 'c1'), report('a', 'c3'), report('b', 'c9')], sender)
      const commits = Array.from({ length: 20 }, (_, i) => sha(`c${i}`))
      expect((await engagement.nearestCoverage('checkout-api', commits))?.commit_sha).toBe(sha('c3'))
      expect((await engagement.nearestCoverage('checkout-api', commits.slice(4)))?.commit_sha).toBe(sha('c9'))
      expect(await engagement.nearestCoverage('checkout-api', commits.slice(10))).toBeNull()
      expect(await engagement.nearestCoverage('checkout-api', [])).toBeNull()
    })

    test('leave out what a report for another commit replaces, in either order', async () => {
      const { engagement } = bench.open()
      await engagement.record([report('wrong', 'c1')], sender)
      await engagement.record([report('right', 'c2', { corrects: 'wrong' })], sender)
      await engagement.record([report('right-2', 'c4', { corrects: 'wrong-2' })], sender)
      await engagement.record([report('wrong-2', 'c3')], sender)
      const found = async (commit: string) => (await engagement.change('checkout-api', { commit: sha(commit) })).length
      expect(await Promise.all(['c1', 'c2', 'c3', 'c4'].map(found))).toEqual([0, 1, 0, 1])
    })

    test('stand against an import that corrects them, until somebody observed its correction', async () => {
      const { engagement } = bench.open()
      const imported = { corrects: 'seen', origin: 'reconstructed' }
      await engagement.record([report('seen', 'c1'), report('told', 'c2', imported)], sender)
      const found = async (commit: string) =>
        (await engagement.change('checkout-api', { commit: sha(commit) })).map(({ id }) => id)
      expect(await Promise.all(['c1', 'c2'].map(found))).toEqual([['seen'], ['told']])
      await engagement.record([report('again', 'c3', { corrects: 'told' })], sender)
      expect(await Promise.all(['c1', 'c2', 'c3'].map(found))).toEqual([[], [], ['again']])
    })
  })
}
