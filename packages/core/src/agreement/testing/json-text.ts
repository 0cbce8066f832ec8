const WIDTH = 120

const isFlat = (value: unknown) => typeof value !== 'object' || value === null

/** JSON as the repository's formatter leaves it, so that a written file and a formatted one are the same. */
export const asBiomeWrites = (value: unknown): string => `${write(value, '', 0)}\n`

const write = (value: unknown, indent: string, before: number): string => {
  const deeper = `${indent}  `
  if (Array.isArray(value)) {
    const line = `[${value.map((item) => JSON.stringify(item)).join(', ')}]`
    if (value.every(isFlat) && indent.length + before + line.length < WIDTH) return line
    return `[\n${value.map((item) => deeper + write(item, deeper, 0)).join(',\n')}\n${indent}]`
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value).map(([key, inner]) => {
    const name = `${JSON.stringify(key)}: `
    return deeper + name + write(inner, deeper, name.length)
  })
  return entries.length === 0 ? '{}' : `{\n${entries.join(',\n')}\n${indent}}`
}
