import { onEveryEngine } from './testing/engines.ts'
import { accessSuite } from './testing/suite/access.ts'
import { changeSuite } from './testing/suite/changes.ts'
import { decisionSuite } from './testing/suite/decisions.ts'
import { eventSuite } from './testing/suite/events.ts'
import { familySuite } from './testing/suite/families.ts'
import { gateSuite } from './testing/suite/gates.ts'
import { historySuite } from './testing/suite/histories.ts'
import { logSuite } from './testing/suite/log.ts'
import { receivedSuite } from './testing/suite/received.ts'
import { recordSuite } from './testing/suite/records.ts'
import { stateSuite } from './testing/suite/state.ts'
import { tenancySuite } from './testing/suite/tenancy.ts'

onEveryEngine(
  eventSuite,
  familySuite,
  historySuite,
  receivedSuite,
  logSuite,
  gateSuite,
  changeSuite,
  stateSuite,
  decisionSuite,
  accessSuite,
  recordSuite,
  tenancySuite,
)
