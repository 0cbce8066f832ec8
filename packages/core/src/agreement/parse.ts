import type { Result } from '../result.ts'
import { ok } from '../result.ts'
import { checkDocument } from './check/check.ts'
import { agreementHash } from './hash.ts'
import { type AgreementMistake, type Finding, pointerOf } from './mistake.ts'
import { resolveAgreement } from './resolve.ts'
import { AgreementDocument } from './schema/document.ts'
import { findingsOf } from './schema/issues.ts'
import { salvage } from './schema/salvage.ts'
import { MAX_MISTAKES } from './source/limits.ts'
import { readSource, type Source } from './source/read.ts'
import type { Terms } from './terms.ts'

/** An agreement that holds together: as written, as it judges, and its name. */
export type ParsedAgreement = {
  document: AgreementDocument
  terms: Terms
  /** `sha256:` and 64 hex digits. */
  hash: string
  /** Allowed, and worth a second look. */
  warnings: AgreementMistake[]
}

/**
 * Reads an agreement file, YAML or JSON, of at most 256 KiB. Refused with every mistake at once (at most 100, in the
 * order of the text, warnings among them); a text that is no YAML is refused with what stopped its reader.
 */
export const parseAgreement = (input: string | Uint8Array): Result<ParsedAgreement, AgreementMistake> => {
  const source = readSource(input)
  if (!source.ok) return source
  const { plain } = source.value
  const read = AgreementDocument.safeParse(plain)
  const shape = read.success
    ? []
    : read.error.issues.flatMap((issue) => findingsOf(issue, source.value, AgreementDocument))
  const meaning = checkDocument(read.success ? read.data : salvage(plain))
  const mistakes = inOrder(withoutEchoes(shape, meaning), source.value)
  if (!read.success || mistakes.some((mistake) => mistake.severity === 'error')) {
    return { ok: false, errors: mistakes.slice(0, MAX_MISTAKES) }
  }
  return ok({
    document: read.data,
    terms: resolveAgreement(read.data),
    hash: agreementHash(read.data),
    warnings: mistakes,
  })
}

/**
 * One mistake, one message: what is missing only because its key is misspelt, or there but refused, is no mistake
 * of its own.
 */
const withoutEchoes = (shape: readonly Finding[], meaning: readonly Finding[]): Finding[] => {
  const misspelt = new Set<string>()
  const refused = new Set<string>()
  for (const { code, path, suggestion } of shape) {
    if (code === 'unknown_key' && suggestion !== undefined) misspelt.add(pointerOf([...path.slice(0, -1), suggestion]))
    else if (code !== 'missing_key') refused.add(pointerOf(path))
  }
  return [...shape, ...meaning].filter(({ code, path, lacks = [] }) => {
    if (code === 'missing_key' && misspelt.has(pointerOf(path))) return false
    return !lacks.map(pointerOf).some((pointer) => misspelt.has(pointer) || holds(refused, pointer))
  })
}

/** Is this place, or anything inside it, among these? */
const holds = (pointers: ReadonlySet<string>, pointer: string): boolean =>
  [...pointers].some((one) => one === pointer || one.startsWith(`${pointer}/`))

/** Findings where they stand in the text, in its order. */
export const inOrder = (findings: readonly Finding[], source: Source): AgreementMistake[] =>
  findings
    .map((finding) => placed(finding, source))
    .sort((a, b) => a.line - b.line || a.column - b.column || (a.message < b.message ? -1 : 1))

const placed = (finding: Finding, source: Source): AgreementMistake => {
  const { severity, code, message, path, on, found, expected, suggestion } = finding
  return {
    severity,
    code,
    message,
    path,
    pointer: pointerOf(path),
    ...source.place(path, on),
    ...(found !== undefined && { found }),
    ...(expected !== undefined && { expected }),
    ...(suggestion !== undefined && { suggestion }),
  }
}
