import type { Breach } from '@plumbline/core'
import { clean } from '../text/clean.ts'
import { localTime } from '../words/time.ts'
import { type Cell, harmless, layOut } from './layout.ts'
import { type Colour, painter } from './paint.ts'
import { DEFAULT_WIDTH, type TerminalOptions } from './status-table.ts'

const COLOURS: Record<Breach['status'], Colour> = {
  open: 'red',
  acknowledged: 'yellow',
  disputed: 'yellow',
  resolved: 'green',
  overturned: 'dim',
  waived: 'dim',
}

const CELL_MAX = 40

const HEADINGS: Cell[] = ['Opened', 'Status', 'Service', 'Objective', 'Measured', 'Target', 'Owed by', 'Breach'].map(
  (text) => ({ text, colour: 'dim' }),
)

const cells = (breach: Breach, zone: string): Cell[] => [
  { text: localTime(breach.opened_at, zone) },
  { text: breach.contractual ? breach.status : `${breach.status}, observed`, colour: COLOURS[breach.status] },
  { text: clean(breach.service, CELL_MAX) },
  { text: clean(breach.objective, CELL_MAX) },
  { text: clean(breach.display === '' ? 'no data' : breach.display, CELL_MAX) },
  { text: clean(breach.target, CELL_MAX) },
  { text: breach.owed_by },
  { text: clean(breach.id, CELL_MAX) },
]

/** When, status and service stand on the first line of a row that needs two. */
const LEADS = 3

/** Breaches as a table, in the order given; times in the agreement's zone. */
export const breachTable = (breaches: readonly Breach[], options: TerminalOptions & { timeZone: string }): string => {
  const { colour, width = DEFAULT_WIDTH, timeZone } = options
  const rows = [HEADINGS, ...breaches.map((breach) => cells(breach, timeZone))]
  return layOut(rows, width, painter(colour), LEADS).flat().map(harmless).join('\n')
}
