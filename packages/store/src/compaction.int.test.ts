import { onEveryEngine } from './testing/engines.ts'
import { compactionSuite } from './testing/suite/compaction.ts'

onEveryEngine(compactionSuite)
