import type { LedgerEntry } from '@plumbline/core'
import { oneLine } from '../output/text.ts'

const scalar = (value: unknown): string =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)

const named = ({ name, party }: { name: string; party: string }) => oneLine(`${name} (${party})`)

/** Who decided it, as the entry names them; empty where it came about by rule, or the operator did it. */
export const byOf = ({ body }: LedgerEntry): string => {
  if (body.type === 'claimed') return named(body)
  if (!('by' in body)) return ''
  if (typeof body.by === 'string') return oneLine(body.by)
  return 'party' in body.by ? named(body.by) : ''
}

/** What was decided, in the words of the entry itself. */
export const told = ({ body }: LedgerEntry): string =>
  oneLine(
    Object.entries(body)
      .filter(([name]) => name !== 'type' && name !== 'by')
      .map(([name, value]) => `${name} ${scalar(value)}`)
      .join(', '),
  )
