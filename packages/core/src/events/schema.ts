import * as z from 'zod'
import { Coverage, Findings, TestRun } from './schema/change.ts'
import { Deployment, Incident } from './schema/delivery.ts'
import { Availability, Heartbeat, Measurement } from './schema/observed.ts'
import { envelope } from './schema/parts.ts'
import { PullRequest } from './schema/review.ts'
import { Cost, Sprint, WorkItem } from './schema/work.ts'

/** One observation as it is posted. Unknown fields are refused: a misspelt field would otherwise be lost unseen. */
export const Event = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('deployment'), ...envelope, data: Deployment }),
  z.strictObject({ type: z.literal('incident'), ...envelope, data: Incident }),
  z.strictObject({ type: z.literal('coverage'), ...envelope, data: Coverage }),
  z.strictObject({ type: z.literal('test_run'), ...envelope, data: TestRun }),
  z.strictObject({ type: z.literal('findings'), ...envelope, data: Findings }),
  z.strictObject({ type: z.literal('pull_request'), ...envelope, data: PullRequest }),
  z.strictObject({ type: z.literal('availability'), ...envelope, data: Availability }),
  z.strictObject({ type: z.literal('heartbeat'), ...envelope, data: Heartbeat }),
  z.strictObject({ type: z.literal('measurement'), ...envelope, data: Measurement }),
  z.strictObject({ type: z.literal('work_item'), ...envelope, data: WorkItem }),
  z.strictObject({ type: z.literal('sprint'), ...envelope, data: Sprint }),
  z.strictObject({ type: z.literal('cost'), ...envelope, data: Cost }),
])
export type Event = z.output<typeof Event>
export type EventType = Event['type']
export type EventOf<Type extends EventType> = Extract<Event, { type: Type }>

/** Every type there is, in the order of the documentation. These names are stored: add at the end, never reorder. */
export const EVENT_TYPES = [
  'deployment',
  'incident',
  'coverage',
  'test_run',
  'findings',
  'pull_request',
  'availability',
  'heartbeat',
  'measurement',
  'work_item',
  'sprint',
  'cost',
] as const satisfies readonly EventType[]
