import * as z from 'zod'
import { accessBodies } from './bodies/access.ts'
import { agreementBodies } from './bodies/agreements.ts'
import { baselineBodies } from './bodies/baselines.ts'
import { breachBodies } from './bodies/breaches.ts'
import { decisionBodies } from './bodies/decisions.ts'
import { exemptionBodies } from './bodies/exemptions.ts'
import { periodBodies } from './bodies/periods.ts'
import { reliefBodies } from './bodies/reliefs.ts'
import { sealBodies } from './bodies/seals.ts'
import { statementBodies } from './bodies/statements.ts'

/**
 * Everything that can be decided, one family a file. These names and fields are kept for ever: a field may be added
 * as optional, none may be renamed, removed or given another meaning.
 */
export const LedgerBody = z.discriminatedUnion('type', [
  ...agreementBodies,
  ...accessBodies,
  ...baselineBodies,
  ...breachBodies,
  ...decisionBodies,
  ...exemptionBodies,
  ...periodBodies,
  ...reliefBodies,
  ...sealBodies,
  ...statementBodies,
])
export type LedgerBody = z.output<typeof LedgerBody>
export type LedgerBodyType = LedgerBody['type']

export type LedgerBodyOf<Type extends LedgerBodyType> = Extract<LedgerBody, { type: Type }>
