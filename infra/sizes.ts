import type { FunctionName } from './permissions.ts'

/**
 * Memory buys processor time in proportion, a whole core at 1,769 MB. docs/deploying.md has the measurements these
 * follow from.
 */
export const SIZES = {
  api: { memory: '1769 MB', timeoutSeconds: 30 },
  sweeper: { memory: '512 MB', timeoutSeconds: 60 },
  tick: { memory: '512 MB', timeoutSeconds: 600 },
} as const satisfies Record<FunctionName, { memory: `${number} MB`; timeoutSeconds: number }>
