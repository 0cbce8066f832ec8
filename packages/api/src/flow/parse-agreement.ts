import {
  type AgreementMistake,
  type ParsedAgreement,
  parseAgreement,
  type Result,
  rereadAgreement,
} from '@plumbline/core'

/** What a stored text says. */
export type AgreedText = Omit<ParsedAgreement, 'warnings'>

/**
 * In a file of its own, loaded with the first text that is read: the parser of YAML is a fifth of a hosted function,
 * and most requests find what they need parsed already, or need no agreement.
 */
export const readAgreement = (text: string): Result<ParsedAgreement, AgreementMistake> => parseAgreement(text)

/** A text that was checked when it was proposed; null for what is no agreement. */
export const rereadStored = (text: string): AgreedText | null => rereadAgreement(text)
