import {
  headText,
  type LedgerFault,
  type LedgerVerdict,
  readWitness,
  type SealsVerdict,
  verifyLedger,
  verifySeals,
  type Witness,
} from '@plumbline/core'
import type { Context } from '../context.ts'
import { EXIT, type ExitCode, misconfigured, usage } from '../exit.ts'
import { type OutputOptions, printData, printJson } from '../output/print.ts'
import { readRows } from './rows.ts'
import { readText, withoutWrapping } from './text.ts'

export type VerifyOptions = OutputOptions & { witness?: string[]; events?: string }

const MAKING = 'plumbline ledger export -o ledger.ndjson'

const witnessOf = (text: string): Witness => {
  const witness = readWitness(text)
  if (witness) return witness
  throw usage(`“${text}” is no head`, 'give it as it was printed: 412:ab12cd34ef56ab12, at least 8 digits of the hash')
}

const withoutWitness =
  'no witness: only a head that was kept elsewhere (--witness) can tell that entries are missing at the end, or that the whole chain was made anew\n'

/** Faults of a chain whose entries fit one another. */
const BY_WITNESS: ReadonlySet<LedgerFault['code']> = new Set(['witness_differs', 'shorter_than_witness'])

const words = (file: string, verdict: LedgerVerdict, witnesses: readonly Witness[]): string => {
  if (!verdict.ok) {
    const { fault, until } = verdict
    const last = until.seq === 0 ? 'nothing' : `up to entry ${until.seq}, ${headText(until)}`
    const fits = BY_WITNESS.has(fault.code)
      ? `each entry fits the one before; seen by witnesses: ${last}`
      : `fits: ${last}`
    return `${file}:${fault.line}: entry ${fault.seq ?? fault.line} does not fit (${fault.code}): ${fault.detail}\n${fits}\n`
  }
  const { head, entries } = verdict
  const [first, last] = [entries.at(0), entries.at(-1)]
  const span = first && last ? `, ${first.at.slice(0, 10)} to ${last.at.slice(0, 10)}` : ''
  const kept = witnesses.map(({ seq }) => seq).toSorted((a, b) => a - b)
  const seen = kept.length === 0 ? '' : `seen by witnesses: ${kept.join(', ')}\n`
  return `${file}: ${entries.length} ${entries.length === 1 ? 'entry fits' : 'entries, all fit'}${span}\nhead ${headText(head)}\n${seen}`
}

const events = (count: number) => `${count} ${count === 1 ? 'event' : 'events'}`

const sealedWords = ({ days, sealed, late }: SealsVerdict): string =>
  days === 0
    ? 'no day is sealed yet'
    : `${events(sealed)} of ${days} ${days === 1 ? 'day' : 'days'}, each as it was sealed${late === 0 ? '' : `; ${late} of them after the seal of their day`}`

const sealWords = (file: string, verdict: SealsVerdict): string =>
  [
    ...verdict.faults.map(({ code, day, detail }) => `${file}: ${day} does not fit (${code}): ${detail}`),
    ...(verdict.faults.length === 0 ? [`${file}: ${sealedWords(verdict)}`] : []),
    ...(verdict.unsealed === 0 ? [] : [`${events(verdict.unsealed)} not sealed yet`]),
  ]
    .map((line) => `${line}\n`)
    .join('')

const json = (verdict: LedgerVerdict, witnesses: readonly Witness[], seals: SealsVerdict | null) => {
  const seen = { witnesses: witnesses.map(({ seq }) => seq), ...(seals === null ? {} : { seals }) }
  if (!verdict.ok) return { ok: false, fault: verdict.fault, until: verdict.until, ...seen }
  const ok = seals === null || seals.faults.length === 0
  return { ok, entries: verdict.entries.length, head: verdict.head, ...seen }
}

/** Checks a chain without any server. Exit code 1 where something doesn't fit, 3 where a file can't be read. */
export const verifyFile = async (context: Context, file: string, options: VerifyOptions): Promise<ExitCode> => {
  const witnesses = (options.witness ?? []).map(witnessOf)
  const rows = options.events === undefined ? null : await readRows(context, options.events)
  const { text, removed } = withoutWrapping(await readText(context, file, MAKING))
  if (text.trim() === '')
    throw misconfigured(
      `${file} is empty: no ledger is, for the first entry is the engagement’s`,
      `${MAKING} makes one`,
    )
  if (/^\s*[[{]\s*$/m.test(text.slice(0, text.indexOf('\n') + 1)))
    throw misconfigured(`${file} is one JSON document, and no line for each entry`, `${MAKING} makes such a file`)
  const verdict = verifyLedger(text, { witnesses })
  // Seals of a chain that doesn't fit prove nothing.
  const seals = rows && verdict.ok ? verifySeals(verdict.entries, rows) : null
  const said = words(file, verdict, witnesses) + (seals ? sealWords(options.events ?? '', seals) : '')
  if (options.json) printJson(context, options, json(verdict, witnesses, seals))
  else printData(context, options, said)
  if (removed.length > 0)
    context.err.write(`${file} was saved with ${removed.join(' and ')}: no part of any entry, and passed over\n`)
  if (verdict.ok && witnesses.length === 0) context.err.write(withoutWitness)
  return verdict.ok && (seals?.faults.length ?? 0) === 0 ? EXIT.fine : EXIT.no
}
