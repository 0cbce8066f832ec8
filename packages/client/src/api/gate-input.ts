import type { Event, GateRequest } from '@plumbline/core'

/** Body of `POST /gate`: who asks about what, and the events measured for it. */
export type GateInput = GateRequest & { events?: Event[] }
