import type { Instant } from '@plumbline/core'
import { compact } from '../blocks/compact.ts'
import type { Adapter } from '../events/record.ts'
import type { EngagementStore } from '../port.ts'

export const compactionStore = ({ db, keys }: Adapter, now: () => Instant) =>
  ({
    compact: (service, environment, before) => compact(db, keys.servicePartition(service, environment), before, now),
  }) satisfies Partial<EngagementStore>
