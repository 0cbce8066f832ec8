/**
 * The same answer for the same name, worked out once; the oldest of `most` names is forgotten. Only for what depends on
 * nothing but its name.
 */
export const remember = <Answer>(most: number): ((name: string, workOut: () => Answer) => Answer) => {
  const known = new Map<string, Answer>()
  return (name, workOut) => {
    const found = known.get(name)
    if (found !== undefined) return found
    const answer = workOut()
    const [oldest] = known.size < most ? [] : known.keys()
    if (oldest !== undefined) known.delete(oldest)
    known.set(name, answer)
    return answer
  }
}

/** What follows from a thing that never changes, worked out once, and forgotten with the thing. */
export const onceFor = <Thing extends object, Answer>(
  workOut: (thing: Thing) => Answer,
): ((thing: Thing) => Answer) => {
  const known = new WeakMap<Thing, { answer: Answer }>()
  return (thing) => {
    const found = known.get(thing) ?? { answer: workOut(thing) }
    known.set(thing, found)
    return found.answer
  }
}
