import type { Status } from '@plumbline/client'
import { clean, localTime, statusTable } from '@plumbline/render'
import type { ApiOptions } from '../commands/options.ts'
import { connect } from '../connection.ts'
import type { Context } from '../context.ts'
import { EXIT, type ExitCode } from '../exit.ts'
import { objectiveColumns } from '../gate/print.ts'
import type { Column } from '../output/listing.ts'
import { formatFor, type OutputOptions, printData, printListing, wantsJson } from '../output/print.ts'

export type StatusOptions = ApiOptions & OutputOptions & { service?: string[]; all?: boolean }

type Service = Status['services'][number]
type Row = Service['objectives'][number] & { service: string }

const columns: Column<Row>[] = [
  { key: 'service', title: 'Service', text: ({ service }) => service },
  ...objectiveColumns,
]

const NEXT = 'nothing to show yet: propose an agreement (plumbline agreement propose plumbline.yml) and accept it'

const heading = ({ title, agreement, at }: Status): string => {
  const zone = agreement?.time_zone ?? 'UTC'
  const terms =
    agreement === null
      ? 'no agreement in force'
      : `agreement v${agreement.version}${agreement.phase ? `, ${clean(agreement.phase.name, 40)}` : ''}`
  return `${clean(title, 100)} · ${terms} · ${localTime(at, zone)} (${zone})`
}

/** One service as a person reads it: what is wrong first, then what is open. */
const serviceText = (
  context: Context,
  { service, objectives, notes, open_breaches: open }: Service,
  zone: string,
  all: boolean,
): string => {
  const { paint, colour, columns: width } = context.out
  const breached = objectives.filter(({ status }) => status === 'breached').length
  const met = objectives.filter(({ status }) => status === 'met').length
  const words = breached > 0 ? paint('red', `${breached} breached`) : paint('green', 'nothing breached')
  return [
    `${paint('bold', clean(service, 70))}: ${words}, ${met} of ${objectives.length} met${open.length > 0 ? `, ${open.length} open breach${open.length === 1 ? '' : 'es'}` : ''}`,
    ...(objectives.length > 0 ? [statusTable(objectives, { colour, width, all, timeZone: zone })] : []),
    ...notes.map(({ detail }) => `  ${clean(detail, 300)}`),
    '',
  ].join('\n')
}

export const status = async (context: Context, options: StatusOptions): Promise<ExitCode> => {
  const answer = await connect(context, options).status({ service: options.service })
  if (!wantsJson(options) && formatFor(context, options) === 'table') {
    const zone = answer.agreement?.time_zone ?? 'UTC'
    const services = answer.services.map((service) => serviceText(context, service, zone, options.all === true))
    printData(context, options, `${[heading(answer), '', ...services].join('\n')}\n`)
    if (answer.services.length === 0) context.err.write(`${NEXT}\n`)
    return EXIT.fine
  }
  const rows = answer.services.flatMap(({ service, objectives }) =>
    objectives.map((objective) => ({ ...objective, service })),
  )
  printListing(context, options, { columns, rows }, answer, NEXT)
  return EXIT.fine
}
