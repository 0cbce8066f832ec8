import type { Finding } from '../mistake.ts'
import { adviceOn } from './advice.ts'
import { checkBudgets } from './budgets.ts'
import { checkCalendars } from './calendars.ts'
import { checkOpenDays } from './closed.ts'
import { checkConsequences } from './consequences.ts'
import type { LooseDocument } from './loose.ts'
import { checkReferences } from './names.ts'
import { checkObjectives } from './objective.ts'
import { checkParties } from './parties.ts'
import { checkTimes } from './times.ts'
import { checkTwice } from './twice.ts'
import { checkWhole } from './whole.ts'

/** Everything that the shape alone cannot tell: contradictions, unknown names, and advice. Order does not matter. */
export const checkDocument = (document: LooseDocument): Finding[] => [
  ...checkWhole(document),
  ...checkBudgets(document),
  ...checkCalendars(document),
  ...checkOpenDays(document),
  ...checkParties(document),
  ...checkTimes(document),
  ...checkTwice(document),
  ...checkConsequences(document),
  ...checkReferences(document),
  ...checkObjectives(document),
  ...adviceOn(document),
]
