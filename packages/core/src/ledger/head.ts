import type { LedgerHead } from './entry.ts'

/** Hex digits of a head that are printed where there is little room, and the fewest that are taken for a witness. */
const SHORT = 16
const FEWEST = 8

/** A head that was handed out before: the whole hash, or how it begins. */
export type Witness = LedgerHead

/** `412:ab12…`: what is kept as a witness. */
export const headText = ({ seq, head }: LedgerHead): string => `${seq}:${head}`

/** The same where there is little room: still a witness, because so many digits nobody can aim at. */
export const shortHead = ({ seq, head }: LedgerHead): string => headText({ seq, head: head.slice(0, SHORT) })

/** Reads `412:ab12…`, whole or short, as it is printed; null where it is no head. */
export const readWitness = (text: string): Witness | null => {
  const found = /^(\d{1,15}):([0-9a-f]{1,64})…?$/.exec(text.trim())
  const [, seq = '', head = ''] = found ?? []
  return found && head.length >= FEWEST ? { seq: Number(seq), head } : null
}
