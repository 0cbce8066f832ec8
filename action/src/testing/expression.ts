import { data, Evaluator, Lexer, Parser } from '@actions/expressions'
import type { FunctionDefinition } from '@actions/expressions/funcs/info'

/** `github`, `needs`, `steps` and the rest, by name. */
export type Contexts = Record<string, unknown>
export type Standing = 'success' | 'failure' | 'cancelled'

const dataOf = (value: unknown): data.ExpressionData => {
  if (value === null || value === undefined) return new data.Null()
  if (typeof value === 'string') return new data.StringData(value)
  if (typeof value === 'number') return new data.NumberData(value)
  if (typeof value === 'boolean') return new data.BooleanData(value)
  if (Array.isArray(value)) return new data.Array(...value.map(dataOf))
  return new data.Dictionary(...Object.entries(value).map(([key, one]) => ({ key, value: dataOf(one) })))
}

const STATUS: Record<string, (standing: Standing) => boolean> = {
  always: () => true,
  success: (standing) => standing === 'success',
  failure: (standing) => standing === 'failure',
  cancelled: (standing) => standing === 'cancelled',
}

/** By GitHub's own reader of expressions. `standing`: how it went so far, for `success()` and its like. */
const evaluate = (text: string, contexts: Contexts, standing: Standing): data.ExpressionData => {
  const functions: FunctionDefinition[] = Object.entries(STATUS).map(([name, holds]) => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(holds(standing)),
  }))
  const parsed = new Parser(new Lexer(text).lex().tokens, Object.keys(contexts), functions).parse()
  const root = dataOf(contexts)
  if (!(root instanceof data.Dictionary)) throw new Error('contexts have names')
  return new Evaluator(parsed, root, new Map(functions.map((one) => [one.name, one]))).evaluate()
}

/** A value of the workflow with its expressions filled in. */
export const filled = (value: unknown, contexts: Contexts, standing: Standing): string =>
  String(value ?? '').replace(/\$\{\{(.*?)\}\}/g, (_, text: string) =>
    evaluate(text.trim(), contexts, standing).coerceString(),
  )

/** Whether an `if` lets the step or job run: one that asks for no status asks for success too. */
export const lets = (condition: string | undefined, contexts: Contexts, standing: Standing): boolean => {
  const text = (condition ?? 'success()').replace(/^\$\{\{(.*)\}\}$/, '$1').trim()
  const asksStatus = Object.keys(STATUS).some((name) => text.includes(`${name}()`))
  const whole = asksStatus ? text : `success() && (${text})`
  return evaluate(`!!(${whole})`, contexts, standing).coerceString() === 'true'
}
