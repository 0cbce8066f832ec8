import { onEveryEngine } from './testing/engines.ts'
import { changeSuite } from './testing/suite/changes.ts'
import { eventSuite } from './testing/suite/events.ts'
import { historySuite } from './testing/suite/histories.ts'
import { recordSuite } from './testing/suite/records.ts'
import { stateSuite } from './testing/suite/state.ts'
import { tenancySuite } from './testing/suite/tenancy.ts'

onEveryEngine(eventSuite, historySuite, changeSuite, stateSuite, recordSuite, tenancySuite)
