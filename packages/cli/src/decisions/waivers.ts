import type { Waiver } from '@plumbline/core'
import { clean } from '@plumbline/render'
import { connect } from '../connection.ts'
import type { Context } from '../context.ts'
import { EXIT, type ExitCode, usage } from '../exit.ts'
import type { Column } from '../output/listing.ts'
import { shortTime } from '../output/time.ts'
import { untilOf } from '../until.ts'
import { recorded } from './recorded.ts'
import { type DecisionOptions, print, said, steps, who } from './show.ts'

export type WaiverListOptions = DecisionOptions & {
  status?: string
  objective?: string
  service?: string
  breach?: string
}
export type RequestOptions = DecisionOptions & {
  breach?: string
  objective?: string
  service?: string
  from?: string
  expires: string
  reason: string
}

const columns: Column<Waiver>[] = [
  { key: 'at', title: 'Asked', text: ({ at }) => at, shown: ({ at }) => shortTime(at) },
  { key: 'status', title: 'Status', text: ({ status }) => status },
  { key: 'objective', title: 'Objective', text: ({ objective }) => objective },
  { key: 'service', title: 'Service', text: ({ service }) => service ?? 'every' },
  { key: 'breach', title: 'Breach', text: ({ breach }) => breach ?? '' },
  { key: 'from', title: 'From', text: ({ from }) => from ?? '', machine: true },
  {
    key: 'expires_at',
    title: 'Until',
    text: ({ expires_at }) => expires_at,
    shown: ({ ended_at, expires_at }) => shortTime(ended_at ?? expires_at),
  },
  { key: 'requested_by', title: 'Asked by', text: ({ requested_by: { party } }) => party },
  { key: 'reason', title: 'Reason', text: ({ reason }) => reason, machine: true },
  { key: 'id', title: 'Waiver', text: ({ id }) => id },
]

const NEXT: Partial<Record<Waiver['status'], (waiver: Waiver) => string>> = {
  requested: ({ id, requested_by: { party } }) =>
    `The ${party === 'client' ? 'vendor' : 'client'} answers: plumbline waiver approve ${clean(id, 80)}, or reject`,
}

const text = (waiver: Waiver): string[] => {
  const { id, status, objective, service, breach, from, expires_at, ended_at, requested_by, reason, timeline } = waiver
  const next = NEXT[status]?.(waiver)
  return [
    `${clean(objective, 100)}, ${service === null ? 'every service' : clean(service, 70)}: ${status}`,
    '',
    ...(breach === null ? [] : [`  breach     ${clean(breach, 80)}`]),
    `  holds      ${from === null ? 'once it is approved' : `from ${shortTime(from)}`} until ${shortTime(ended_at ?? expires_at)}`,
    `  asked by   ${who(requested_by)}`,
    `  id         ${clean(id, 80)}`,
    '  reason',
    ...said(reason),
    '',
    'What happened since',
    ...steps(timeline),
    ...(next === undefined ? [] : ['', next]),
  ]
}

const NONE = 'no waivers; plumbline waiver request asks the other party for one'

export const waivers = recorded<Waiver, WaiverListOptions>({
  columns,
  text,
  none: NONE,
  page: (client, { status, objective, service, breach }, cursor) =>
    client.waivers({ status, objective, service, breach, limit: 100, cursor }),
  one: (client, id) => client.waiver(id),
  moved: (client, id, move, note) => client.moveWaiver(id, move, note),
})

export const requestWaiver = async (context: Context, options: RequestOptions): Promise<ExitCode> => {
  const { breach, objective, service, from, expires, reason } = options
  if (breach === undefined && objective === undefined)
    throw usage('what should be waived is missing', 'name an objective (--objective), or one breach (--breach)')
  const now = context.now()
  const made = await connect(context, options).requestWaiver({
    ...(breach === undefined ? {} : { breach }),
    ...(objective === undefined ? {} : { objective }),
    ...(service === undefined ? {} : { service }),
    ...(from === undefined ? {} : { from: untilOf('--from', from, now) }),
    expires_at: untilOf('--expires', expires, now),
    reason,
  })
  print(context, options, made, text)
  context.err.write('asked for; nothing follows from it until the other party approves\n')
  return EXIT.fine
}
