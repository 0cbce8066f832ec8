import type { JsonObject } from '../formats/format.ts'
import { isObject } from '../json/values.ts'
import { malformed, quoted } from '../problem.ts'
import { LEVELS, type Level } from './classify.ts'
import type { Rules } from './rules.ts'

/** `what` is asked for only where something is wrong: there may be a million results. */
const levelIn = (owner: JsonObject | undefined, what: () => string): Level | undefined => {
  const level = owner?.level
  if (level === undefined || level === null) return undefined
  const known = LEVELS.find((one) => one === level)
  return known ?? malformed(`${what()} is ${quoted(String(level))}; ${LEVELS.join(', ')} are known`)
}

/** What an invocation set for each rule in place of the rule's own default. */
const overridesOf = (invocation: unknown, rules: Rules, place: string): Map<JsonObject, Level> => {
  const overrides = new Map<JsonObject, Level>()
  const list = isObject(invocation) ? invocation.ruleConfigurationOverrides : undefined
  if (!Array.isArray(list)) return overrides
  for (const override of list) {
    if (!isObject(override) || !isObject(override.descriptor) || !isObject(override.configuration)) continue
    const rule = rules.find(override.descriptor)
    const level = levelIn(override.configuration, () => `a level that ${place} overrides`)
    if (rule && level) overrides.set(rule, level)
  }
  return overrides
}

/**
 * The level of a result as SARIF derives it: its own, else what its invocation set for the rule, else the rule's
 * default, else warning. Of a run with one invocation, that one is meant where the result names none.
 */
export const createLevels = (run: JsonObject, rules: Rules, place: string) => {
  const invocations: unknown[] = Array.isArray(run.invocations) ? run.invocations : []
  const overrides = invocations.map((one, i) => overridesOf(one, rules, `${place}.invocations[${i}]`))
  const chosen = (result: JsonObject): Map<JsonObject, Level> | undefined => {
    const index = isObject(result.provenance) ? result.provenance.invocationIndex : undefined
    if (typeof index === 'number' && index >= 0) return overrides[index]
    return overrides.length === 1 ? overrides[0] : undefined
  }
  return (result: JsonObject, rule: JsonObject | undefined, where: () => string): Level => {
    const own = levelIn(result, () => `level of ${where()}`)
    if (own) return own
    if (!rule) return 'warning'
    const byDefault = isObject(rule.defaultConfiguration) ? rule.defaultConfiguration : undefined
    return chosen(result)?.get(rule) ?? levelIn(byDefault, () => `the default level of a rule of ${place}`) ?? 'warning'
  }
}
