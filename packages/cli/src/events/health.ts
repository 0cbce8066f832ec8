import type { DataHealth } from '@plumbline/client'
import { spanOf } from '../clocks/text.ts'
import type { ApiOptions } from '../commands/options.ts'
import { connect } from '../connection.ts'
import type { Context } from '../context.ts'
import { EXIT, type ExitCode } from '../exit.ts'
import { type OutputOptions, printData, printJson, wantsJson } from '../output/print.ts'
import { oneLine } from '../output/text.ts'
import { sinceOf } from '../since.ts'

export type HealthOptions = ApiOptions &
  OutputOptions & { service?: string; since?: string; from?: string; to?: string }

type Service = DataHealth['services'][number]

const serviceLines = ({ service, deployments, incidents, not_counted, more, findings }: Service): string[] => {
  const reasons = Map.groupBy(not_counted, ({ reason }) => reason)
  const left = [...reasons].map(([reason, events]) => `${events.length} ${reason.replaceAll('_', ' ')}`)
  return [
    `  deployments ${deployments.total}, counted ${deployments.counted}, failed ${deployments.failed}`,
    `  incidents ${incidents.total}, linked ${incidents.linked}, presumed ${incidents.presumed}, not caused by a deployment ${incidents.excused}, unlinked ${incidents.unlinked}`,
    ...(left.length > 0 ? [`  not counted: ${left.join(', ')}${more > 0 ? `, and ${more} more` : ''}`] : []),
    ...findings.map(
      ({ code, detail, events }) => `  ! ${code} (${events.length}): ${detail}; see ${events.slice(0, 3).join(', ')}`,
    ),
  ].map((line, i) => (i === 0 ? `${service}\n${line}` : line))
}

const healthText = (health: DataHealth): string => {
  const types = Map.groupBy(health.received, ({ service }) => service)
  const received = [...types].map(
    ([service, rows]) =>
      `  ${service}: ${rows.map(({ type, count, source }) => `${count} ${type} from ${source}`).join(', ')}`,
  )
  return [
    `Received from ${health.from} to ${health.to}`,
    ...(received.length > 0 ? received : ['  nothing; `plumbline ingest FILE` sends events, and so does the Action']),
    '',
    ...health.services.flatMap(serviceLines),
    ...(health.excluded.length > 0 ? ['', 'Left out by both'] : []),
    ...health.excluded.map(
      ({ id, category, from, to, services, proposed_by: asked, approved_by: agreed, reason }) =>
        `  ${services?.join(', ') ?? 'every service'}: ${category.replaceAll('_', ' ')}, ${from} to ${to} (${id}; asked by the ${asked}, agreed by the ${agreed}): ${reason}`,
    ),
    ...(health.silent.length > 0 ? ['', 'Silent'] : []),
    ...health.silent.map(
      ({ service, type, source, last, usual_interval: usual }) =>
        `  ! ${service}: no ${type} from ${source} since ${last}; usually every ${spanOf(usual)}`,
    ),
    ...(health.never_received.length > 0 ? ['', 'Agreed, and never received'] : []),
    ...health.never_received.map(
      ({ service, objective, events, owed_by: owed }) =>
        `  ! ${service}: nothing for ${objective} (reads ${events.join(', ')}; owed by ${owed === 'both' ? 'both' : `the ${owed}`})`,
    ),
  ]
    .flatMap((line) => line.split('\n'))
    .map((line) => `${/^ */.exec(line)?.[0] ?? ''}${oneLine(line.trimStart())}`)
    .join('\n')
    .concat('\n')
}

/** Exit code 1 where somebody should look at something. */
export const dataHealth = async (context: Context, options: HealthOptions): Promise<ExitCode> => {
  const { service, since, to } = options
  const from = since === undefined ? options.from : sinceOf(since, context.now())
  const health = await connect(context, options).dataHealth({ service, from, to })
  if (wantsJson(options)) printJson(context, options, health)
  else printData(context, options, healthText(health))
  const healthy = health.silent.length === 0 && health.services.every(({ findings }) => findings.length === 0)
  return healthy ? EXIT.fine : EXIT.no
}
