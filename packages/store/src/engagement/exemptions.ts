import type { Adapter } from '../events/record.ts'
import type { EngagementStore } from '../port.ts'

/** What a month has used: a set of changes, which counts the same change once. */
const used = (item: { u?: { SS?: string[] | undefined } }) => item.u?.SS?.length ?? 0

export const exemptionStore = ({ db, keys }: Adapter) =>
  ({
    useExemption: async (month, change, max) => {
      const room = max > 0 ? 'attribute_not_exists(u) OR size(u) < :max OR ' : ''
      const written = await db.update(keys.exemptions(month), {
        update: 'ADD u :changes',
        condition: `${room}contains(u, :change)`,
        values: {
          ':changes': { SS: [change] },
          ':change': { S: change },
          ...(max > 0 ? { ':max': { N: String(max) } } : {}),
        },
        returns: 'UPDATED_NEW',
      })
      return written.ok
        ? { granted: true, used: used(written.attributes) }
        : { granted: false, used: used(written.existing) }
    },
  }) satisfies Partial<EngagementStore>
