import type { JsonObject } from '../formats/format.ts'
import { isObject, textOr } from '../json/values.ts'

type Component = {
  name: string | undefined
  guid: string | undefined
  rules: JsonObject[]
  byId: Map<string, JsonObject>
}

/** Parts of `CA1000/1/2` that are taken off to find the rule a hierarchical id belongs to. */
const MAX_PARTS = 8

const componentOf = (value: unknown): Component => {
  const component = isObject(value) ? value : {}
  const listed: unknown[] = Array.isArray(component.rules) ? component.rules : []
  // Places count: a rule is named by its place in the list.
  const rules = listed.map((rule) => (isObject(rule) ? rule : {}))
  const byId = new Map<string, JsonObject>()
  for (const rule of rules) {
    const id = textOr(rule.id, undefined)
    if (id !== undefined && !byId.has(id)) byId.set(id, rule)
  }
  return { name: textOr(component.name, undefined), guid: textOr(component.guid, undefined), rules, byId }
}

/** The rules of a run: those of the tool's driver, and of its extensions (CodeQL's query packs). */
export const createRules = (run: JsonObject) => {
  const tool = isObject(run.tool) ? run.tool : {}
  const driver = componentOf(tool.driver)
  const extensions = (Array.isArray(tool.extensions) ? tool.extensions : []).map(componentOf)
  const all = [driver, ...extensions]

  const componentFor = (reference: unknown): Component => {
    if (!isObject(reference)) return driver
    const { index, guid, name } = reference
    if (typeof index === 'number' && index >= 0) return extensions[index] ?? driver
    return (
      all.find((one) => (guid !== undefined && one.guid === guid) || (name !== undefined && one.name === name)) ??
      driver
    )
  }

  const byId = (component: Component, id: string): JsonObject | undefined => {
    for (let part = id, parts = 0; parts < MAX_PARTS; parts++) {
      const found = component.byId.get(part) ?? all.find((one) => one.byId.has(part))?.byId.get(part)
      const slash = part.lastIndexOf('/')
      if (found || slash <= 0) return found
      part = part.slice(0, slash)
    }
    return undefined
  }

  /** The rule that a reference (`{id, index, toolComponent}`) means; undefined where the log doesn't describe it. */
  const find = (reference: JsonObject): JsonObject | undefined => {
    const component = componentFor(reference.toolComponent)
    const { index, id } = reference
    const byIndex = typeof index === 'number' ? component.rules[index] : undefined
    return byIndex ?? (typeof id === 'string' ? byId(component, id) : undefined)
  }

  return {
    all: (): JsonObject[] => all.flatMap(({ rules }) => rules),
    find,
    /** A result names its rule in `rule`, or by `ruleIndex` and `ruleId`. */
    of: (result: JsonObject): JsonObject | undefined => {
      const rule = isObject(result.rule) ? result.rule : {}
      return find({ ...rule, index: rule.index ?? result.ruleIndex, id: rule.id ?? result.ruleId })
    },
  }
}

export type Rules = ReturnType<typeof createRules>
