import type { Attributes, Position } from '../formats/format.ts'
import { absurd, malformed, quoted } from '../problem.ts'

/** Reads counts from attributes and says where the wrong ones are. */
export const createNumbers = (position: Position) => {
  const given = (attributes: Attributes, name: string, element: string): string =>
    attributes[name]?.trim() ?? malformed(`<${element}> has no ${name}`, position())

  const describe = (name: string, element: string, text: string) => `${name} of <${element}> is ${quoted(text)}`

  const refuseNumber = (name: string, element: string, text: string): never =>
    /^-\d/.test(text)
      ? absurd(`${describe(name, element, text)}: a count can't be negative`, position())
      : malformed(`${describe(name, element, text)}, not a whole number`, position())

  return {
    integer: (attributes: Attributes, name: string, element: string, max: number): number => {
      const text = given(attributes, name, element)
      const value = smallInteger(text) ?? (/^\d+$/.test(text) ? Number(text) : refuseNumber(name, element, text))
      if (value > max) absurd(`${describe(name, element, text)}, past ${max}`, position())
      return value
    },
    /** Whether a count of any size is above zero; some writers print `1.0` or `2e+19`. */
    ran: (attributes: Attributes, name: string, element: string): 0 | 1 => {
      const text = given(attributes, name, element)
      const small = smallInteger(text)
      if (small !== undefined) return small > 0 ? 1 : 0
      if (!/^\d{1,24}(\.\d{1,24})?([eE][+-]?\d{1,4})?$/.test(text)) {
        if (/^\d{25,}$/.test(text)) absurd(`${name} of <${element}> has ${text.length} digits`, position())
        refuseNumber(name, element, text)
      }
      return /[1-9]/.test(text.replace(/[eE].*$/, '')) ? 1 : 0
    },
  }
}

/** Nearly every count is a few digits, and a report has a million of them. */
const smallInteger = (text: string): number | undefined => {
  if (text.length === 0 || text.length > 9) return undefined
  let value = 0
  for (let i = 0; i < text.length; i++) {
    const digit = text.charCodeAt(i) - 48
    if (digit < 0 || digit > 9) return undefined
    value = value * 10 + digit
  }
  return value
}
