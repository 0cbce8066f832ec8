import type { Evaluation } from '@plumbline/core'
import { body, bodyOf, keyOf, keyValue } from '../dynamo/attributes.ts'
import type { Item } from '../dynamo/capacity.ts'
import type { Adapter } from '../events/record.ts'
import type { EngagementStore } from '../port.ts'
import { instantOf } from '../time.ts'

/** In lists the evidence is left out: it is most of an evaluation, and `evaluation` has it. */
const row = (evaluation: Evaluation): Evaluation => ({
  ...evaluation,
  objectives: evaluation.objectives.map((objective) => ({
    ...objective,
    evidence: { formula: objective.evidence.formula },
  })),
})

export const pageOf = <T>(page: { items: Item[]; last: string | null }, decode: (item: Item) => T, limit: number) => {
  // One more than asked for was read, which tells whether there is a next page.
  const items = page.items.slice(0, limit)
  const last = items.at(-1)
  const more = page.items.length > limit || page.last !== null
  return { items: items.map(decode), next: more && last ? keyOf(last).sk : null }
}

export const evaluationStore = ({ db, keys }: Adapter) => {
  const putRow = (evaluation: Evaluation) =>
    db.put({ ...keyValue(keys.evaluationRow(instantOf(evaluation.at), evaluation.id)), ...body(row(evaluation)) })

  return {
    putEvaluation: async (evaluation) => {
      const written = await db.put(
        { ...keyValue(keys.evaluation(evaluation.id)), ...body(evaluation) },
        { expression: 'attribute_not_exists(pk)' },
      )
      const kept = written.ok ? evaluation : bodyOf<Evaluation>(written.existing)
      // Also for one that was there: the process that put it may have ended before its row.
      await putRow(kept)
      return kept
    },

    evaluation: async (id) => {
      const item = await db.get(keys.evaluation(id))
      return item && bodyOf<Evaluation>(item)
    },

    evaluations: async ({ limit, after, descending, from, to }) => {
      const range = keys.evaluationRows({
        ...(from === undefined ? {} : { from }),
        ...(to === undefined ? {} : { to }),
      })
      return pageOf(
        await db.rangePage(range, { descending, after, limit: limit + 1 }),
        (item) => bodyOf<Evaluation>(item),
        limit,
      )
    },
  } satisfies Partial<EngagementStore>
}
