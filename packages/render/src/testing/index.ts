export { breach } from './breaches.ts'
export { gatesMissed, leadTime, nothingFailed, restoreMissed, satisfaction, uptimeUnreported } from './delivery.ts'
export { agreement, evaluation, variants } from './evaluations.ts'
export { everything } from './everything.ts'
export { hostile } from './hostile.ts'
export { hostileNames } from './hostile-names.ts'
export {
  coverageChange,
  failingTests,
  failRateMet,
  failRateMissed,
  frequency,
  november,
  objective,
  patchMissed,
  testsMissed,
  unmeasured,
  whole,
} from './objectives.ts'
export { poison } from './poison.ts'
export { forty, situations } from './situations.ts'
