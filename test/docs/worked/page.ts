import type { IndicatorInfo, ObjectiveResult } from '@plumbline/core'
import type { Step, Worked } from './worked.ts'

const SCOPE_WORDS: Record<IndicatorInfo['scope'], string> = {
  change: 'each change',
  window: 'a window',
  clock: 'each case',
}

const DIRECTION_WORDS: Record<IndicatorInfo['direction'], string> = {
  higher: 'higher is better',
  lower: 'lower is better',
  band: 'inside a band is best',
  either: 'as agreed',
}

const UNIT_WORDS: Partial<Record<IndicatorInfo['unit'], string>> = {
  s: 'a time',
  '/day': 'times a day or week',
  count: 'a number',
  any: 'any unit',
  money: 'money',
}

const unitOf = ({ unit }: IndicatorInfo): string => UNIT_WORDS[unit] ?? code(unit)

/** Every percentile is one name too many. */
const statisticsOf = ({ statistics, default_statistic: usual }: IndicatorInfo): string => {
  const named = statistics.filter((name) => !/^p\d/.test(name)).map(code)
  const percentiles = statistics.some((name) => /^p\d/.test(name)) ? ['`p50` to `p99`'] : []
  return `${[...named, ...percentiles].join(', ')}${usual === null ? '' : `; unless agreed, ${code(usual)}`}`
}

const cell = (text: string): string => text.replaceAll('|', '\\|')
const code = (text: string): string => `\`${text}\``
/** A commit by what people read of it. */
const short = (text: string): string => text.replace(/\b[0-9a-f]{40}\b/g, (sha) => sha.slice(0, 7))

const row = (cells: string[]): string => `| ${cells.join(' | ')} |`

/** `2 Dec 10:00` */
const when = (iso: string): string => {
  const [, month, day, time] = /^\d{4}-(\d{2})-(\d{2})T(\d{2}:\d{2})/.exec(iso) ?? []
  return `${Number(day)} ${month === '11' ? 'Nov' : 'Dec'} ${time}`
}

/** What a field holds, as it is posted; times that are the event's own are left out. */
const said = (at: string, data: Record<string, unknown>): string =>
  Object.entries(data)
    .filter(([, value]) => value !== at)
    .map(([name, value]) => code(short(`${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)))
    .join(' ')

const stepRow = (step: Step): string =>
  'gate' in step
    ? row([when(step.at), 'a gate is asked', cell(said(step.at, step.gate))])
    : row([when(step.at), `[${code(step.type)}](events.md#${step.type})`, cell(said(step.at, step.data))])

const STATUS: Partial<Record<ObjectiveResult['status'], string>> = {
  met: 'met',
  breached: 'breached',
  at_risk: 'at risk',
  no_data: 'no data',
}

const outcome = ({ display, target, status, evidence, statistic }: ObjectiveResult): string => {
  const how = statistic ? ` (${statistic})` : ''
  return `**${display}**${how}: ${short(evidence.formula)}. Against ${code(target)} that is **${STATUS[status] ?? status}**.`
}

const example = (worked: Worked, result: ObjectiveResult): string =>
  [
    '| when | what is sent | with |',
    '| :-- | :-- | :-- |',
    ...worked.steps.map(stepRow),
    '',
    `This makes ${outcome(result)}`,
  ].join('\n')

/** One indicator: what it is, and what it makes of a small history. */
export const indicatorSection = (
  info: IndicatorInfo,
  computed: { worked: Worked; result: ObjectiveResult } | null,
): string => {
  const facts = [
    `**${info.title}**, ${unitOf(info)}; ${DIRECTION_WORDS[info.direction]}. Judged on ${SCOPE_WORDS[info.scope]}, from ${info.events.map(code).join(', ') || 'the gates themselves'}.`,
    `- **Formula:** ${info.formula}`,
    ...(info.statistics.length > 0 ? [`- **Statistic:** ${statisticsOf(info)}`] : []),
    ...(info.counter.length > 0
      ? [`- **Read with:** ${info.counter.map((key) => `[${code(key)}](#${key})`).join(', ')}`]
      : []),
    `- **Source of the definition:** ${info.source}`,
    `- **In words:** ${info.example}`,
  ]
  const [first = '', ...rest] = facts
  return [
    `## ${info.key}`,
    first,
    rest.join('\n'),
    ...(computed ? [example(computed.worked, computed.result)] : []),
  ].join('\n\n')
}

/** Everything that is measured, at a glance. */
export const indicatorTable = (catalogue: readonly IndicatorInfo[]): string =>
  [
    '| indicator | measures | unit | better | judged on |',
    '| :-- | :-- | :-- | :-- | :-- |',
    ...catalogue.map((info) =>
      row([
        `[${code(info.key)}](#${info.key})`,
        info.title,
        unitOf(info),
        info.direction === 'either' ? 'as agreed' : info.direction,
        SCOPE_WORDS[info.scope],
      ]),
    ),
  ].join('\n')

const REPORTED = 'reported:'
export const isReported = ({ key }: IndicatorInfo): boolean => key.startsWith(REPORTED)

/** Numbers that a party reports: one section for all of them, because they are measured alike. */
export const reportedSection = (
  presets: readonly IndicatorInfo[],
  computed: { worked: Worked; result: ObjectiveResult } | null,
): string =>
  [
    '## reported:name',
    'Any number a party posts as a [`measurement`](events.md#measurement): judged by the same machinery, marked as self-reported, with who reported it. Counts add up; anything else is the mean of what was reported for the window, weighted by `samples`, unless another statistic is agreed. Nothing reported for a window that is over is `no_data`, and says who owes it.',
    'These names have a unit, a direction and a definition; any other name means what the parties agree.',
    [
      '| indicator | measures | unit | better | defined as |',
      '| :-- | :-- | :-- | :-- | :-- |',
      ...presets.map((info) =>
        row([
          code(info.key),
          info.title,
          unitOf(info),
          info.direction === 'either' ? 'as agreed' : info.direction,
          cell(info.source),
        ]),
      ),
    ].join('\n'),
    ...(computed ? [example(computed.worked, computed.result)] : []),
  ].join('\n\n')
