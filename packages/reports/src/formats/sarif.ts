import { categoryOf, severityOf } from '../findings/classify.ts'
import { createFindings } from '../findings/findings.ts'
import { createLevels } from '../findings/levels.ts'
import { createRules } from '../findings/rules.ts'
import { categoryOfTool } from '../findings/tools.ts'
import { asList, asObject, isObject, textOr } from '../json/values.ts'
import type { Limits } from '../limits.ts'
import { malformed, pastLimit, quoted, refuse } from '../problem.ts'
import type { JsonFormat, JsonObject } from './format.ts'

const MAX_TOOL = 100

/**
 * SARIF 2.1.0. Each result is one finding of its run's tool, unless it
 * - is not of kind `fail` (passed, informational, to be reviewed),
 * - is suppressed: it has suppressions, and none of them is rejected or under review,
 * - is `absent`: only the baseline had it. `unchanged` and `updated` ones are still there and count as `new` ones do.
 *
 * Severity: `security-severity` 9.0 and more is critical, 7.0 high, 4.0 medium, more than 0 low; without it error is
 * high, warning medium, note low, and none is ignored (findings/classify.ts; levels by rule: findings/levels.ts).
 * A run without findings still says that its tool looked, by the categories of the rules it lists.
 */
export const sarif: JsonFormat = {
  name: 'sarif',
  read: (value: JsonObject, limits: Limits) => {
    const { version } = value
    if (typeof version !== 'string' || !version.startsWith('2.1.'))
      return malformed(`this SARIF log is of version ${quoted(String(version))}; Plumbline reads 2.1.0`)
    const findings = createFindings()
    const runs = asList(value.runs, 'runs')
    if (runs.length === 0)
      return refuse({ code: 'empty', message: 'the SARIF log has no runs: no tool has looked at anything' })
    for (const [i, run] of runs.entries()) readRun(asObject(run, `runs[${i}]`), `runs[${i}]`, findings)
    const found = findings.finish()
    if (found.length > limits.maxTools) pastLimit('maxTools', limits, 'tools and categories')
    return { kind: 'findings', format: 'sarif', findings: found }
  },
}

const readRun = (run: JsonObject, place: string, findings: ReturnType<typeof createFindings>): void => {
  const tool = toolOf(run, place)
  const results = resultsOf(run, place, tool)
  const rules = createRules(run)
  const levelOf = createLevels(run, rules, place)
  const categories = new Set(
    rules
      .all()
      .filter(isEnabled)
      .map((rule) => categoryOf(tool, rule, undefined)),
  )

  for (let i = 0; i < results.length; i++) {
    const here = () => `${place}.results[${i}]`
    const result = asObject(results[i], here)
    if (!counts(result)) continue
    const rule = rules.of(result)
    const level = levelOf(result, rule, here)
    const severity = severityOf(level, rule, result)
    if (!severity) continue
    const category = categoryOf(tool, rule, result)
    categories.add(category)
    findings.add(tool, category, severity)
  }
  if (categories.size === 0) categories.add(categoryOfTool(tool) ?? 'quality')
  for (const category of categories) findings.looked(tool, category)
}

/** One line, as an event can carry it. */
const toolOf = (run: JsonObject, place: string): string => {
  const driver = isObject(run.tool) && isObject(run.tool.driver) ? run.tool.driver : {}
  const name = textOr(driver.name, '')
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
  if (name === '') return malformed(`${place}.tool.driver.name should say which tool ran`)
  const start = name.slice(0, MAX_TOOL)
  return (start.isWellFormed() ? start : start.slice(0, -1)).trim()
}

/** A tool that found nothing may leave its results out; one that failed, or put them elsewhere, is not clean. */
const resultsOf = (run: JsonObject, place: string, tool: string): unknown[] => {
  const results = asList(run.results ?? [], `${place}.results`)
  if (results.length > 0) return results
  const elsewhere = run.externalPropertyFileReferences
  if (isObject(elsewhere) && Array.isArray(elsewhere.results) && elsewhere.results.length > 0)
    return malformed(`the results of ${place} are in other files; give a log that holds them`)
  const invocations: unknown[] = Array.isArray(run.invocations) ? run.invocations : []
  if (invocations.some((one) => isObject(one) && one.executionSuccessful === false))
    return refuse({ code: 'empty', message: `${quoted(tool)} says that its run failed, and gives no results` })
  return results
}

const counts = (result: JsonObject): boolean => {
  if (result.kind !== undefined && result.kind !== 'fail') return false
  if (result.baselineState === 'absent') return false
  const { suppressions } = result
  if (!Array.isArray(suppressions) || suppressions.length === 0) return true
  return suppressions.some((one) => isObject(one) && (one.status === 'rejected' || one.status === 'underReview'))
}

const isEnabled = (rule: JsonObject): boolean =>
  !(isObject(rule.defaultConfiguration) && rule.defaultConfiguration.enabled === false)
