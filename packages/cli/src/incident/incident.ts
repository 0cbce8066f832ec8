import type { EngagementClient } from '@plumbline/client'
import { type IncidentAction, type IncidentSeverity, incidentEvent } from '@plumbline/client/delivery'
import { parseInstant } from '@plumbline/core'
import { environmentOf, sourceOf } from '../ci/observed.ts'
import type { ApiOptions } from '../commands/options.ts'
import { connect } from '../connection.ts'
import type { Context } from '../context.ts'
import { EXIT, type ExitCode, usage } from '../exit.ts'
import { type OutputOptions, printJson } from '../output/print.ts'
import { recordEvent } from '../record/record.ts'

export type IncidentOptions = ApiOptions &
  OutputOptions & {
    service: string
    environment?: string
    severity?: IncidentSeverity
    at?: string
    reason?: string
    causedBy?: string
    affects?: string[]
    sameAs?: string
    attribution?: 'vendor' | 'client' | 'third_party'
    title?: string
    url?: string
    actor?: string
    bot?: boolean
    source?: string
    dryRun?: boolean
    onApiError: 'warn' | 'fail'
  }

const PAGE = 100

const missing = (why: string) =>
  usage(
    `which severity has the incident? ${why}`,
    'give --severity sev1 to sev5, as the agreement says what each means',
  )

/** What the newest of its actions says, as the server has it. */
const knownSeverity = async (client: EngagementClient, service: string, id: string): Promise<IncidentSeverity> => {
  const { data } = await client.events({ type: 'incident', service, limit: PAGE }).catch((error: unknown) => {
    throw missing(`the server does not tell: ${error instanceof Error ? error.message : String(error)}`)
  })
  for (const { event } of data)
    if (event.type === 'incident' && event.data.incident_id === id) return event.data.severity
  throw missing(`nothing is known of ${id} yet`)
}

const timeOf = ({ now }: Context, { at }: IncidentOptions): number => {
  if (at === undefined) return now()
  const instant = parseInstant(at)
  if (instant === null) throw usage(`“${at}” is no time`, 'give --at like 2026-12-01T09:30:00Z')
  return instant
}

const said = (options: IncidentOptions, actor: string | null) => ({
  ...(options.reason === undefined ? {} : { reason: options.reason }),
  ...(options.causedBy === undefined ? {} : { caused_by_deployment: options.causedBy }),
  ...(options.affects === undefined ? {} : { affects: options.affects }),
  ...(options.sameAs === undefined ? {} : { same_as: options.sameAs }),
  ...(options.attribution === undefined ? {} : { attribution: options.attribution }),
  ...(options.title === undefined ? {} : { title: options.title }),
  ...(options.url === undefined ? {} : { url: options.url }),
  ...(actor === null ? {} : { actor }),
  ...(options.bot ? { actor_kind: 'bot' as const } : {}),
})

/** Records one thing that happened to an incident. */
export const tellIncident = async (
  context: Context,
  action: IncidentAction,
  id: string,
  options: IncidentOptions,
): Promise<ExitCode> => {
  const { service } = options
  const at = timeOf(context, options)
  const client = options.dryRun ? null : connect(context, options)
  if (client === null && options.severity === undefined) throw missing('nobody is asked in a dry run')
  const severity = options.severity ?? (client === null ? 'sev1' : await knownSeverity(client, service, id))
  const actor = options.actor ?? context.inputs.ci?.actor ?? null
  const event = incidentEvent({
    service,
    environment: environmentOf(context, options),
    source: sourceOf(context, options),
    at,
    data: { incident_id: id, severity, action, ...said(options, actor) },
  })
  if (client === null) {
    printJson(context, options, event)
    return EXIT.fine
  }
  return recordEvent(context, options, client, event, `incident ${id}: ${action.replaceAll('_', ' ')}, ${severity}`)
}
