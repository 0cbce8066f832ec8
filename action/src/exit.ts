import type { Verdict } from '@plumbline/core'
import type { Settings } from './settings/settings.ts'

/** Whether a verdict fails the job. */
export const failsBy = (failOn: Settings['failOn'], verdict: Verdict): boolean => {
  switch (failOn) {
    case 'breach':
      return verdict === 'fail'
    case 'warning':
      return verdict !== 'pass'
    case 'none':
      return false
    default:
      return failOn satisfies never
  }
}
