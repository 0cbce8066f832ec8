import type { Operation } from './operation.ts'
import { accessOperations } from './operations/access.ts'
import { agreementsOperations } from './operations/agreements.ts'
import { baselinesOperations } from './operations/baselines.ts'
import { breachesOperations } from './operations/breaches.ts'
import { disputesOperations } from './operations/disputes.ts'
import { eventsOperations } from './operations/events.ts'
import { exclusionsOperations } from './operations/exclusions.ts'
import { gateOperations } from './operations/gate.ts'
import { indicatorsOperations } from './operations/indicators.ts'
import { installationOperations } from './operations/installation.ts'
import { ledgerOperations } from './operations/ledger.ts'
import { reportsOperations } from './operations/reports.ts'
import { waiversOperations } from './operations/waivers.ts'

/** Every call there is. */
export const operations = {
  ...installationOperations,
  ...accessOperations,
  ...agreementsOperations,
  ...baselinesOperations,
  ...eventsOperations,
  ...gateOperations,
  ...indicatorsOperations,
  ...breachesOperations,
  ...waiversOperations,
  ...exclusionsOperations,
  ...disputesOperations,
  ...ledgerOperations,
  ...reportsOperations,
} as const satisfies Record<string, Operation>

export type OperationId = keyof typeof operations
