import type { JsonObject } from '../formats/format.ts'
import { isObject, textOr } from '../json/values.ts'
import type { Category, Severity } from './findings.ts'
import { categoryOfTool } from './tools.ts'

/** A property bag of a rule or a result. */
const propertiesOf = (owner: JsonObject | undefined): JsonObject =>
  isObject(owner?.properties) ? owner.properties : {}

const SECRET_TAG = /^(?:secrets?|secrets?[-_ ](?:scanning|detection))$/i
const SECURITY_TAG = /^(?:security$|external\/cwe(?:\/|$)|cwe-\d)/i
const CWE = /^(?:cwe|common weakness enumeration)\b/i

const tagsOf = (owner: JsonObject | undefined): string[] => {
  const { tags } = propertiesOf(owner)
  return Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string') : []
}

/** Taxonomies that a rule or a result is put under: SARIF's own way to name a weakness. */
const taxonomiesOf = (owner: JsonObject | undefined, key: 'relationships' | 'taxa'): string[] => {
  const list = owner?.[key]
  if (!Array.isArray(list)) return []
  return list.flatMap((entry: unknown) => {
    const reference = isObject(entry) && isObject(entry.target) ? entry.target : entry
    const component = isObject(reference) ? reference.toolComponent : undefined
    return isObject(component) && typeof component.name === 'string' ? [component.name] : []
  })
}

/**
 * Secrets by the tool or a tag; security by a tag (`security`, `external/cwe/...`), a CWE, a `security-severity`, or a
 * tool that looks for nothing else; else quality.
 */
export const categoryOf = (tool: string, rule: JsonObject | undefined, result: JsonObject | undefined): Category => {
  const byTool = categoryOfTool(tool)
  const tags = [...tagsOf(rule), ...tagsOf(result)]
  if (byTool === 'secrets' || tags.some((tag) => SECRET_TAG.test(tag))) return 'secrets'
  const secure =
    tags.some((tag) => SECURITY_TAG.test(tag)) ||
    [...taxonomiesOf(rule, 'relationships'), ...taxonomiesOf(result, 'taxa')].some((name) => CWE.test(name)) ||
    scoreOf(rule) !== undefined ||
    scoreOf(result) !== undefined
  return secure ? 'security' : (byTool ?? 'quality')
}

/** CVSS, from 0.0 to 10.0, as text or a number; anything else is none. */
const scoreOf = (owner: JsonObject | undefined): number | undefined => {
  const score = propertiesOf(owner)['security-severity']
  const text = typeof score === 'number' ? String(score) : textOr(score, '').trim()
  if (!/^\d{1,2}(?:\.\d{1,18})?$/.test(text)) return undefined
  return Number(text) <= 10 ? Number(text) : undefined
}

export type Level = 'error' | 'warning' | 'note' | 'none'
export const LEVELS: readonly Level[] = ['error', 'warning', 'note', 'none']

const BY_LEVEL: Record<Level, Severity | undefined> = { error: 'high', warning: 'medium', note: 'low', none: undefined }

/**
 * `security-severity` first, of the result or else of its rule: 9.0 and more is critical, 7.0 high, 4.0 medium, more
 * than 0 low. Without one, or with 0, the level: error is high, warning medium, note low, and none counts nowhere.
 */
export const severityOf = (
  level: Level,
  rule: JsonObject | undefined,
  result: JsonObject | undefined,
): Severity | undefined => {
  const score = scoreOf(result) ?? scoreOf(rule) ?? 0
  if (score >= 9) return 'critical'
  if (score >= 7) return 'high'
  if (score >= 4) return 'medium'
  return score > 0 ? 'low' : BY_LEVEL[level]
}
