import { onEveryEngine } from './testing/engines.ts'
import { capacitySuite } from './testing/suite/capacity.ts'

onEveryEngine(capacitySuite)
