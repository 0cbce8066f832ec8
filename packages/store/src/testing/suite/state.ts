import { describe, expect, test } from 'vitest'
import type { Suite } from '../engines.ts'
import { engagementState } from '../records.ts'

export const stateSuite: Suite = (bench) => {
  describe('the state of an engagement', () => {
    test('is made once, of this engagement', async () => {
      const { engagement } = bench.open()
      const state = engagementState(engagement.engagement)
      expect(await engagement.state()).toBeNull()
      expect(await engagement.createEngagement(state)).toBe('created')
      expect(await engagement.createEngagement({ ...state, title: 'other' })).toBe('exists')
      expect(await engagement.state()).toEqual(state)
      await expect(engagement.createEngagement(engagementState('another'))).rejects.toThrow(TypeError)
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
