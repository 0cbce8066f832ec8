import { type AgreementRequest, isFirst } from '@plumbline/client/change'
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
    /** Absent: plumbline.yml, and nobody named it. */
    agreement?: string
    event: GateEvent
    commit?: string
    ref?: string
    defaultBranch?: string
    environment?: string
    flag?: string
    expect?: number
    finalize?: boolean
    carryForward?: string[]
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

/** Where the agreement is, and whether it may judge as it stands where nobody knows what the base says. */
export const agreementOf = async (
  { agreement }: GateOptions,
  cwd: string,
  repository: AgreementRequest['repository'],
): Promise<AgreementRequest> => ({
  path: agreement ?? 'plumbline.yml',
  cwd,
  repository,
  trustDisk: agreement !== undefined || (await isFirst(repository)),
})

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
  ...(options.expect === undefined ? {} : { expect: options.expect }),
  ...(options.finalize ? { finalize: true } : {}),
  ...(options.carryForward === undefined
    ? {}
    : { carry_forward: options.carryForward.includes('true') ? true : options.carryForward }),
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
