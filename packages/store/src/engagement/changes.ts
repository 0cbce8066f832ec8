import { type ChangeFact, type ChangeSubject, type CorrectionFact, standingFacts } from '@plumbline/core'
import { toHex } from '../codec/bytes.ts'
import { decodeChangeFact } from '../codec/change.ts'
import { byteSet } from '../dynamo/attributes.ts'
import type { Adapter } from '../events/record.ts'
import { chunksOf } from '../keys.ts'
import type { EngagementStore } from '../port.ts'

/** Ancestors asked for at once: the nearest is mostly the one. */
const STEP = 4

export const changeStore = ({ db, keys }: Adapter) => {
  const change = async (service: string, of: ChangeSubject): Promise<ChangeFact[]> => {
    const items = await db.range(chunksOf(keys.change(service, of)))
    const elements = new Map(items.flatMap((item) => byteSet(item, 'f')).map((element) => [toHex(element), element]))
    const all = [...elements.values()].map(decodeChangeFact)
    return standingFacts(
      all.filter((fact): fact is ChangeFact => fact.kind !== 'correction'),
      all.filter((fact): fact is CorrectionFact => fact.kind === 'correction'),
    )
  }

  return {
    change,

    nearestCoverage: async (service, commits) => {
      const steps = [
        commits.slice(0, 1),
        ...Array.from({ length: Math.ceil((commits.length - 1) / STEP) }, (_, i) =>
          commits.slice(1 + i * STEP, 1 + (i + 1) * STEP),
        ),
      ]
      for (const step of steps) {
        const found = await Promise.all(
          step.map(async (commit_sha) => ({ commit_sha, facts: await change(service, { commit: commit_sha }) })),
        )
        const nearest = found.find(({ facts }) => facts.some((fact) => fact.kind === 'coverage'))
        if (nearest) return nearest
      }
      return null
    },
  } satisfies Partial<EngagementStore>
}
