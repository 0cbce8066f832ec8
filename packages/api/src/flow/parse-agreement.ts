import { type AgreementMistake, type ParsedAgreement, parseAgreement, type Result } from '@plumbline/core'

/**
 * In a file of its own, loaded with the first text that is read: the parser of YAML is a fifth of a hosted function,
 * and most requests find what they need parsed already, or need no agreement.
 */
export const readAgreement = (text: string): Result<ParsedAgreement, AgreementMistake> => parseAgreement(text)
