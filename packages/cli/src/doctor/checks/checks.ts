import type { Check } from '../check.ts'
import type { Facts } from '../facts.ts'
import { accessChecks } from './access.ts'
import { agreementChecks } from './agreement.ts'
import { machineChecks } from './machine.ts'
import { reportChecks } from './reports.ts'
import { repositoryChecks } from './repository.ts'
import { serveChecks } from './serve.ts'
import { serverChecks } from './server.ts'
import { versionChecks } from './version.ts'
import { workflowChecks } from './workflow.ts'

/** Every check, in the order in which one depends on another. */
export const checksOf = (facts: Facts): Check[] =>
  [
    machineChecks,
    repositoryChecks,
    agreementChecks,
    reportChecks,
    workflowChecks,
    serverChecks,
    accessChecks,
    versionChecks,
    serveChecks,
  ].flatMap((checks) => checks(facts))
