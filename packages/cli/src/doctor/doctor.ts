import { type Cell, harmless, layOut, painter } from '@plumbline/render'
import type { Context } from '../context.ts'
import { EXIT, type ExitCode } from '../exit.ts'
import type { Tone } from '../output/colour.ts'
import type { Column, Terminal } from '../output/listing.ts'
import { formatFor, type OutputOptions, printData, printListing, terminalOf, wantsJson } from '../output/print.ts'
import { oneLine } from '../output/text.ts'
import { type Check, type CheckStatus, isFinding } from './check.ts'
import { checksOf } from './checks/checks.ts'
import { type GatherOptions, gather } from './gather/gather.ts'

export type DoctorOptions = GatherOptions & OutputOptions

const SHOWN: Record<
  CheckStatus,
  { glyph: string; word: string; tone: Extract<Tone, 'red' | 'green' | 'yellow' | 'dim'> }
> = {
  ok: { glyph: '✓', word: 'ok', tone: 'green' },
  warning: { glyph: '!', word: 'warning', tone: 'yellow' },
  problem: { glyph: '✗', word: 'problem', tone: 'red' },
  skipped: { glyph: '-', word: 'skipped', tone: 'dim' },
}

const GAP = 2
/** Where what mends a thing stands below it: under what was found, more or less. */
const INDENT = 14

const columns: Column<Check>[] = [
  {
    key: 'status',
    title: 'Status',
    text: ({ status }) => status,
    shown: ({ status }) => `${SHOWN[status].glyph} ${SHOWN[status].word}`,
  },
  { key: 'check', title: 'Check', text: ({ id }) => id },
  { key: 'found', title: 'Found', text: ({ found }) => found },
  {
    key: 'mend',
    title: 'What mends it',
    text: ({ mend }) => mend ?? '',
    shown: ({ mend }) => (mend === null ? '' : `→ ${mend}`),
  },
]

/** One line a check, and what mends it behind it, or below where the terminal is too narrow for both. */
const table = (checks: readonly Check[], { colour, width }: Terminal): string => {
  const rows = checks.map(({ status, id, found }): Cell[] => [
    { text: `${SHOWN[status].glyph} ${SHOWN[status].word}`, colour: SHOWN[status].tone },
    { text: id },
    { text: oneLine(found) },
  ])
  const lines = layOut(rows, Number.POSITIVE_INFINITY, painter(colour), rows[0]?.length ?? 0).flat()
  const plain = layOut(rows, Number.POSITIVE_INFINITY, painter(false), rows[0]?.length ?? 0).flat()
  return checks
    .map(({ mend }, i) => {
      const line = lines[i] ?? ''
      if (mend === null) return `${line}\n`
      const mends = `→ ${oneLine(mend)}`
      return [...(plain[i] ?? '')].length + mends.length + GAP <= width
        ? `${line}${' '.repeat(GAP)}${mends}\n`
        : `${line}\n${' '.repeat(INDENT)}${mends}\n`
    })
    .map(harmless)
    .join('')
}

/** Looks at everything that a gate depends on here, and says of each what mends it. */
export const doctor = async (context: Context, options: DoctorOptions): Promise<ExitCode> => {
  const checks = checksOf(await gather(context, options))
  const findings = checks.filter(isFinding).length
  if (!wantsJson(options) && formatFor(context, options) === 'table')
    printData(context, options, table(checks, terminalOf(context, options)))
  else printListing(context, options, { columns, rows: checks }, { ok: findings === 0, findings, checks }, '')
  const say = findings === 0 ? 'nothing to mend' : `${findings} ${findings === 1 ? 'thing' : 'things'} to mend`
  context.err.write(`${context.err.paint(findings === 0 ? 'green' : 'yellow', say)}\n`)
  return findings === 0 ? EXIT.fine : EXIT.no
}
