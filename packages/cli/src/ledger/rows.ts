import type { ReceivedRow } from '@plumbline/core'
import type { Context } from '../context.ts'
import { misconfigured } from '../exit.ts'
import { readText } from './text.ts'

const MAKING = 'plumbline events list --json --limit 1000000 -o events.json'

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** As the list of events gives it. What an event itself says is not looked into: its digest is over all of it. */
const isRow = (value: unknown): value is ReceivedRow =>
  isRecord(value) &&
  isRecord(value.event) &&
  typeof value.received_at === 'string' &&
  isRecord(value.received_from) &&
  typeof value.received_from.party === 'string' &&
  typeof value.received_from.key_id === 'string'

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The whole answer as JSON, or a line for each row. */
const rowsIn = (text: string): unknown[] => {
  const whole = parse(text)
  if (Array.isArray(whole)) return whole
  if (isRecord(whole) && Array.isArray(whole.data)) return whole.data
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(parse)
}

/**
 * Events as they were received, from a file.
 * @throws Failure `configuration` for a file that is none, or that holds something else
 */
export const readRows = async (context: Context, file: string): Promise<ReceivedRow[]> => {
  const rows = rowsIn(await readText(context, file, MAKING))
  const wrong = rows.findIndex((row) => !isRow(row))
  if (wrong >= 0)
    throw misconfigured(`${file}: number ${wrong + 1} is no event as it was received`, `${MAKING} makes such a file`)
  return rows.filter(isRow)
}
