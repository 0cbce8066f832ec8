import { UnreadableItem } from './bytes.ts'

/**
 * Numbers that stand for names. What is stored are the numbers: a name gets one for ever, and a new one the next.
 * Every name must have one: one that core adds fails to compile until it does.
 */
export const coded = <Name extends string>(codes: Record<Name, number>) => {
  // `Object.entries` forgets that the keys are the names.
  const names = new Map((Object.entries(codes) as [Name, number][]).map(([name, code]) => [code, name]))
  return {
    code: (name: Name): number => codes[name],
    /** @throws UnreadableItem for a number that no name has. */
    name: (code: number | undefined): Name => {
      const name = names.get(code ?? -1)
      if (name === undefined) throw new UnreadableItem(`no name has the number ${code}`)
      return name
    },
  }
}
