import type { Instant } from '@plumbline/core'
import type { Adapter } from '../events/record.ts'
import type { EngagementStore } from '../port.ts'
import { accessStore } from './access.ts'
import { agreementStore } from './agreements.ts'
import { breachStore } from './breaches.ts'
import { changeStore } from './changes.ts'
import { commitStore } from './commit.ts'
import { compactionStore } from './compaction.ts'
import { digestStore } from './digests.ts'
import { evaluationStore } from './evaluations.ts'
import { eventStore } from './events.ts'
import { exemptionStore } from './exemptions.ts'
import { gateStore } from './gates.ts'
import { idempotencyStore } from './idempotency.ts'
import { ledgerStore } from './ledger.ts'
import { memberStore } from './members.ts'
import { rebuildStore } from './rebuild.ts'
import { receivedStore } from './received.ts'
import { keptRecordStore } from './records.ts'
import { serviceFactStore } from './service-facts.ts'
import { stateStore } from './state.ts'
import { trendStore } from './trend.ts'

export const engagementStore = (adapter: Adapter, now: () => Instant): EngagementStore => ({
  engagement: adapter.keys.engagement,
  ...eventStore(adapter),
  ...serviceFactStore(adapter, now),
  ...changeStore(adapter),
  ...gateStore(adapter),
  ...receivedStore(adapter),
  ...digestStore(adapter),
  ...trendStore(adapter),
  ...stateStore(adapter),
  ...commitStore(adapter),
  ...ledgerStore(adapter),
  ...keptRecordStore(adapter),
  ...agreementStore(adapter),
  ...evaluationStore(adapter),
  ...breachStore(adapter),
  ...accessStore(adapter),
  ...memberStore(adapter),
  ...exemptionStore(adapter),
  ...idempotencyStore(adapter),
  ...compactionStore(adapter, now),
  ...rebuildStore(adapter, now),
})
