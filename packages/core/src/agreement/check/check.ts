import type { Finding } from '../mistake.ts'
import { adviceOn } from './advice.ts'
import { checkCalendars } from './calendars.ts'
import type { LooseDocument } from './loose.ts'
import { checkReferences } from './names.ts'
import { checkObjectives } from './objective.ts'
import { checkWhole } from './whole.ts'

/** Everything that the shape alone cannot tell: contradictions, unknown names, and advice. Order does not matter. */
export const checkDocument = (document: LooseDocument): Finding[] => [
  ...checkWhole(document),
  ...checkCalendars(document),
  ...checkReferences(document),
  ...checkObjectives(document),
  ...adviceOn(document),
]
