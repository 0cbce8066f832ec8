import type { Instant } from '@plumbline/core'
import type { EngagementStore } from '@plumbline/store'
import type { Principal } from '../../auth/principal.ts'

/** What the moves of a record have in common: who moves which, and what they say with it. */
export type MoveCall = {
  at: Instant
  body: { note?: string | undefined }
  params: { id: string }
  principal: Principal
  store: EngagementStore
}
