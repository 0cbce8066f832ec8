import { agreementHash } from './hash.ts'
import type { ParsedAgreement } from './parse.ts'
import { resolveAgreement } from './resolve.ts'
import { AgreementDocument } from './schema/document.ts'
import { readSource } from './source/read.ts'

/**
 * Reads a text that was proposed before, and so was checked then. It is not checked again: what is known today to be
 * a contradiction was none on the day the parties accepted it, and what they accepted goes on to judge. Null for
 * what is no agreement at all.
 */
export const rereadAgreement = (input: string | Uint8Array): Omit<ParsedAgreement, 'warnings'> | null => {
  const source = readSource(input)
  const read = source.ok ? AgreementDocument.safeParse(source.value.plain) : null
  if (!read?.success) return null
  return { document: read.data, terms: resolveAgreement(read.data), hash: agreementHash(read.data) }
}
