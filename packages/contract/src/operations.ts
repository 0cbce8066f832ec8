import type { Operation } from './operation.ts'
import { accessOperations } from './operations/access.ts'
import { agreementsOperations } from './operations/agreements.ts'
import { breachesOperations } from './operations/breaches.ts'
import { eventsOperations } from './operations/events.ts'
import { gateOperations } from './operations/gate.ts'
import { indicatorsOperations } from './operations/indicators.ts'
import { installationOperations } from './operations/installation.ts'

/** Every call there is. */
export const operations = {
  ...installationOperations,
  ...accessOperations,
  ...agreementsOperations,
  ...eventsOperations,
  ...gateOperations,
  ...indicatorsOperations,
  ...breachesOperations,
} as const satisfies Record<string, Operation>

export type OperationId = keyof typeof operations
