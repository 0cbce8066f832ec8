import type { Exclusion, ExclusionCategory } from '@plumbline/core'
import { clean } from '@plumbline/render'
import { connect } from '../connection.ts'
import type { Context } from '../context.ts'
import { EXIT, type ExitCode } from '../exit.ts'
import type { Column } from '../output/listing.ts'
import { shortTime } from '../output/time.ts'
import { untilOf } from '../until.ts'
import { recorded } from './recorded.ts'
import { type DecisionOptions, print, said, steps, who } from './show.ts'

export type ExclusionListOptions = DecisionOptions & {
  status?: string
  category?: string
  service?: string
  objective?: string
}
export type ProposeOptions = DecisionOptions & {
  category: ExclusionCategory
  from: string
  to: string
  services?: string
  objectives?: string
  reason: string
}

const names = (all: readonly string[] | null, every: string) => (all === null ? every : all.join(' '))

const columns: Column<Exclusion>[] = [
  { key: 'at', title: 'Proposed', text: ({ at }) => at, shown: ({ at }) => shortTime(at) },
  { key: 'status', title: 'Status', text: ({ status }) => status },
  {
    key: 'category',
    title: 'Category',
    text: ({ category }) => category,
    shown: ({ category, with_notice }) =>
      `${category.replace('_', ' ')}${category === 'maintenance' && !with_notice ? ', not announced' : ''}`,
  },
  { key: 'from', title: 'From', text: ({ from }) => from, shown: ({ from }) => shortTime(from) },
  { key: 'to', title: 'To', text: ({ to }) => to, shown: ({ to }) => shortTime(to) },
  { key: 'ended_at', title: 'Ended', text: ({ ended_at = '' }) => ended_at, machine: true },
  { key: 'services', title: 'Services', text: ({ services }) => names(services, 'every') },
  { key: 'objectives', title: 'Objectives', text: ({ objectives }) => names(objectives, 'all') },
  { key: 'with_notice', title: 'Notice', text: ({ with_notice }) => (with_notice ? 'yes' : 'no'), machine: true },
  { key: 'proposed_by', title: 'Proposed by', text: ({ proposed_by: { party } }) => party },
  { key: 'reason', title: 'Reason', text: ({ reason }) => reason, machine: true },
  { key: 'id', title: 'Exclusion', text: ({ id }) => id },
]

const notice = ({ category, with_notice: announced }: Exclusion): string => {
  if (announced) return 'proposed before it began'
  return category === 'maintenance'
    ? 'given after it began: what was down in it stays down for availability'
    : 'given after it began'
}

const text = (exclusion: Exclusion): string[] => {
  const { id, status, category, from, to, services, objectives, proposed_by, reason, timeline } = exclusion
  const other = proposed_by.party === 'client' ? 'vendor' : 'client'
  return [
    `${category.replace('_', ' ')}, ${shortTime(from)} to ${shortTime(to)}: ${status}`,
    '',
    `  services   ${clean(names(services, 'every service'), 300)}`,
    `  objectives ${clean(names(objectives, 'every one with a window'), 300)}`,
    `  notice     ${notice(exclusion)}`,
    `  proposed   ${who(proposed_by)}`,
    `  id         ${clean(id, 80)}`,
    '  reason',
    ...said(reason),
    '',
    'What happened since',
    ...steps(timeline),
    ...(status === 'proposed'
      ? ['', `The ${other} answers: plumbline exclusion approve ${clean(id, 80)}, or reject`]
      : []),
  ]
}

const NONE = 'no exclusions; plumbline exclusion propose asks the other party to leave time out'

export const exclusions = recorded<Exclusion, ExclusionListOptions>({
  columns,
  text,
  none: NONE,
  page: (client, { status, category, service, objective }, cursor) =>
    client.exclusions({ status, category, service, objective, limit: 100, cursor }),
  one: (client, id) => client.exclusion(id),
  moved: (client, id, move, note) => client.moveExclusion(id, move, note),
})

const listOf = (given: string): string[] =>
  given
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)

export const proposeExclusion = async (context: Context, options: ProposeOptions): Promise<ExitCode> => {
  const { category, from, to, services, objectives, reason } = options
  const now = context.now()
  const made = await connect(context, options).proposeExclusion({
    category,
    from: untilOf('--from', from, now),
    to: untilOf('--to', to, now),
    ...(services === undefined ? {} : { services: listOf(services) }),
    ...(objectives === undefined ? {} : { objectives: listOf(objectives) }),
    reason,
  })
  print(context, options, made, text)
  context.err.write('proposed; nothing is left out until the other party approves\n')
  return EXIT.fine
}
