import type { GateEvent, GateRequest } from '@plumbline/core'
import type { ApiOptions } from '../commands/options.ts'
import type { OutputOptions } from '../output/print.ts'

export type GateOptions = ApiOptions &
  OutputOptions & {
    service?: string
    coverage?: string[]
    tests?: string[]
    findings?: string[]
    base?: string
    baseCoverage?: string[]
    agreement: string
    event: GateEvent
    commit?: string
    ref?: string
    defaultBranch?: string
    environment?: string
    flag?: string
    source: string
    run?: string
    pr?: number
    title?: string
    author?: string
    label?: string[]
    exemptReason?: string
    rollsBack?: string
    fixesIncident?: string
    onApiError: 'warn' | 'fail'
    all?: boolean
    markdown?: string
  }

/** Who asks, about what, as far as the command line says. */
export const requestOf = (
  options: GateOptions,
  service: string,
): Omit<GateRequest, 'commit_sha' | 'base_sha' | 'ancestors'> => ({
  service,
  event: options.event,
  ...(options.ref === undefined ? {} : { ref: options.ref }),
  ...(options.defaultBranch === undefined ? {} : { default_branch: options.defaultBranch }),
  ...(options.environment === undefined ? {} : { environment: options.environment }),
  ...(options.run === undefined ? {} : { run: options.run }),
  ...(options.rollsBack === undefined ? {} : { rolls_back: options.rollsBack }),
  ...(options.fixesIncident === undefined ? {} : { fixes_incident: options.fixesIncident }),
  ...(options.exemptReason === undefined ? {} : { exempt: { reason: options.exemptReason } }),
  ...(options.pr === undefined
    ? {}
    : {
        pull_request: {
          number: options.pr,
          title: options.title ?? `#${options.pr}`,
          author: options.author ?? 'unknown',
          labels: options.label ?? [],
        },
      }),
})
