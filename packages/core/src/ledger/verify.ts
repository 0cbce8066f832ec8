import * as z from 'zod'
import { LedgerBody } from './body.ts'
import { canonicalJson, entryHash, LEDGER_START, type LedgerEntry, type LedgerHead } from './entry.ts'
import type { Witness } from './head.ts'

export const LEDGER_FAULTS = [
  'not_json',
  'not_an_entry',
  'gap',
  'repeated',
  'wrong_previous',
  'altered',
  'unknown_body',
  'not_canonical',
  'cut_off',
  'witness_differs',
  'shorter_than_witness',
] as const
export type LedgerFault = {
  code: (typeof LEDGER_FAULTS)[number]
  /** Line of the export, from 1 on; the one behind the last where something is missing at its end. */
  line: number
  /** The entry's own number, where it tells one. */
  seq: number | null
  detail: string
}

export type LedgerVerdict =
  | { ok: true; head: LedgerHead; entries: LedgerEntry[] }
  /** `until`: the last entry up to which everything fits. */
  | { ok: false; fault: LedgerFault; until: LedgerHead }

const Envelope = z.strictObject({
  seq: z.int().min(1),
  previous: z.string(),
  at: z.string(),
  body: z.looseObject({ type: z.string() }),
  hash: z.string(),
})

type Checked = { entry: LedgerEntry } | Omit<LedgerFault, 'line'>

const parse = (line: string): unknown => {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

/** Which field, and what about it, of the first thing a schema minds. */
const mistake = (error: z.ZodError): string => {
  const [issue] = error.issues
  if (issue?.code === 'unrecognized_keys') return `unknown field ${JSON.stringify(issue.keys[0])}`
  const at = issue?.path.join('.')
  if (issue?.code === 'invalid_type' && issue.message.endsWith('undefined')) return `${at} is missing`
  return `${at ? `${at}: ` : ''}${issue?.message ?? 'not understood'}`
}

const seqOf = (value: unknown): number | null =>
  typeof value === 'object' && value !== null && 'seq' in value && typeof value.seq === 'number' ? value.seq : null

/** One line against the head before it. What is asked first decides what is said, so the chain comes before its words. */
const checkLine = (line: string, last: LedgerHead): Checked => {
  const value = parse(line)
  if (value === undefined) return { code: 'not_json', seq: null, detail: 'the line is no JSON' }
  const seq = seqOf(value)
  const envelope = Envelope.safeParse(value)
  if (!envelope.success) return { code: 'not_an_entry', seq, detail: mistake(envelope.error) }
  const found = envelope.data
  const expected = last.seq + 1
  if (found.seq > expected) {
    const gone = found.seq - 1 === expected ? `entry ${expected} is` : `entries ${expected} to ${found.seq - 1} are`
    return { code: 'gap', seq, detail: `${gone} missing before it` }
  }
  if (found.seq < expected) return { code: 'repeated', seq, detail: `it comes again behind entry ${last.seq}` }
  if (found.previous !== last.head)
    return {
      code: 'wrong_previous',
      seq,
      detail: `it follows an entry with the hash ${found.previous}, but the one before it has ${last.head}`,
    }
  // The hash is over what the line says, whether this version knows what that means or not.
  const hash = entryHash(found as LedgerEntry)
  if (hash !== found.hash)
    return { code: 'altered', seq, detail: `what it says has the hash ${hash}, but it carries ${found.hash}` }
  const body = LedgerBody.safeParse(found.body)
  if (!body.success)
    return {
      code: 'unknown_body',
      seq,
      detail: `its hash fits, but this version of plumbline doesn’t know what it says: ${mistake(body.error)}`,
    }
  if (canonicalJson(found) !== line)
    return {
      code: 'not_canonical',
      seq,
      detail: 'it says what was decided, but is not written as the ledger writes it',
    }
  return { entry: { ...found, body: body.data } }
}

const checkWitnesses = (entries: readonly LedgerEntry[], witnesses: readonly Witness[]): LedgerVerdict | null => {
  let seen = LEDGER_START
  for (const witness of witnesses.toSorted((a, b) => a.seq - b.seq)) {
    const entry = witness.seq === 0 ? { hash: LEDGER_START.head } : entries[witness.seq - 1]
    const refuse = (code: LedgerFault['code'], line: number, detail: string): LedgerVerdict => ({
      ok: false,
      fault: { code, line, seq: witness.seq, detail },
      until: seen,
    })
    if (!entry)
      return refuse(
        'shorter_than_witness',
        entries.length + 1,
        `the chain ends with entry ${entries.length}, but a witness has seen entry ${witness.seq}`,
      )
    if (!entry.hash.startsWith(witness.head))
      return refuse(
        'witness_differs',
        witness.seq,
        `a witness has seen it as ${witness.head}, here it is ${entry.hash}: ` +
          `it or an entry behind ${seen.seq} was written anew`,
      )
    seen = { seq: witness.seq, head: entry.hash }
  }
  return null
}

/**
 * Checks a chain from its start, line by line, and names the first that doesn't fit. That entries are missing at the
 * end, or that the whole chain was made anew, only a witness tells: a head that somebody else has kept.
 */
export const verifyLines = (
  lines: readonly string[],
  { witnesses = [] }: { witnesses?: readonly Witness[] } = {},
): LedgerVerdict => {
  const entries: LedgerEntry[] = []
  let last = LEDGER_START
  for (const [index, line] of lines.entries()) {
    const checked = checkLine(line, last)
    if (!('entry' in checked)) return { ok: false, fault: { ...checked, line: index + 1 }, until: last }
    entries.push(checked.entry)
    last = { seq: checked.entry.seq, head: checked.entry.hash }
  }
  return checkWitnesses(entries, witnesses) ?? { ok: true, head: last, entries }
}

/** The same of a whole export: a line for each entry, each with its end. */
export const verifyLedger = (text: string, options: { witnesses?: readonly Witness[] } = {}): LedgerVerdict => {
  const lines = text.split('\n')
  const rest = lines.pop()
  if (rest === '') return verifyLines(lines, options)
  const verdict = verifyLines(lines)
  if (!verdict.ok) return verdict
  const fault = { code: 'cut_off', line: lines.length + 1, seq: seqOf(parse(rest ?? '')) } as const
  return { ok: false, fault: { ...fault, detail: 'its line has no end: the export was cut off' }, until: verdict.head }
}
