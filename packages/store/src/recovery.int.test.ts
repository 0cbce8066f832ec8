import { onEveryEngine } from './testing/engines.ts'
import { crashSuite } from './testing/suite/crash.ts'
import { mendingSuite } from './testing/suite/mending.ts'

onEveryEngine(crashSuite, mendingSuite)
