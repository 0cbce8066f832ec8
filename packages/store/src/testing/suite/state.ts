import { describe, expect, test } from 'vitest'
import type { EngagementState } from '../../values.ts'
import type { Suite } from '../engines.ts'
import { engagementState } from '../records.ts'

export const stateSuite: Suite = (bench) => {
  describe('the state of an engagement', () => {
    test('is made once and replaced only by who read it last', async () => {
      const { engagement } = bench.open()
      const state = engagementState(engagement.engagement)
      expect(await engagement.state()).toBeNull()
      expect(await engagement.createEngagement(state)).toBe('created')
      expect(await engagement.createEngagement({ ...state, title: 'other' })).toBe('exists')
      const next: EngagementState = { ...state, title: 'next', revision: 2 }
      expect(await engagement.replaceState(next, 1)).toBe('written')
      expect(await engagement.replaceState({ ...next, title: 'late' }, 1).catch(String)).toBe('stale')
      expect(await engagement.state()).toEqual(next)
    })

    test('is of this engagement, whatever the state says', async () => {
      const { engagement } = bench.open()
      await expect(engagement.createEngagement(engagementState('another'))).rejects.toThrow(TypeError)
      await expect(engagement.replaceState(engagementState('another'), 0)).rejects.toThrow(TypeError)
    })

    test('has one winner among many who replace it at once', async () => {
      const { engagement } = bench.open()
      const state = engagementState(engagement.engagement)
      await engagement.createEngagement(state)
      const tries = Array.from({ length: 8 }, (_, i) =>
        engagement.replaceState({ ...state, title: `try ${i}`, revision: 2 }, 1),
      )
      expect((await Promise.all(tries)).filter((outcome) => outcome === 'written')).toHaveLength(1)
    })

    test('keeps agreement texts, and of two that raced for a number the one in the state', async () => {
      const { engagement } = bench.open()
      const text = (hash: string) => ({ version: 1, hash, text: `# ${hash}\n`, mediaType: 'application/yaml' as const })
      const state = engagementState(engagement.engagement)
      await engagement.createEngagement(state)
      await engagement.putAgreement(text(state.versions[0]?.hash ?? ''))
      await engagement.putAgreement(text('sha256:loser'))
      expect(await engagement.agreement(1)).toEqual(text(state.versions[0]?.hash ?? ''))
      expect(await engagement.agreement(2)).toBeNull()
    })
  })
}
