import type { EventIdentity, EventRef } from '@plumbline/core'
import { readByRef } from '../events/corrections.ts'
import { eventItem } from '../events/items.ts'
import { type Adapter, record } from '../events/record.ts'
import type { EngagementStore } from '../port.ts'
import type { StoredEvent } from '../values.ts'

export const eventStore = (adapter: Adapter) =>
  ({
    record: (events, sender) => record(adapter, events, sender),

    event: async (identity: EventIdentity) => {
      const item = await adapter.db.get(adapter.keys.event(identity))
      return item && eventItem(item).stored
    },

    eventsByRef: async (ref: EventRef) => {
      const items = await readByRef(adapter.db, adapter.keys, ref)
      return items.map(({ stored }) => stored).filter((stored): stored is StoredEvent => stored !== null)
    },
  }) satisfies Partial<EngagementStore>
