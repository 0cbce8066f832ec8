type Wish = { type: string; weight: number }

const wishesOf = (accept: string): Wish[] =>
  accept
    .toLowerCase()
    .split(',')
    .map((part) => {
      const [type = '', ...parameters] = part.split(';').map((text) => text.trim())
      const weight = Number(parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? 1)
      return { type, weight: Number.isNaN(weight) ? 1 : weight }
    })

const matches = (wish: string, offered: string) =>
  wish === '*/*' || wish === offered || (wish.endsWith('/*') && offered.startsWith(wish.slice(0, -1)))

/** The media type asked for most, of those there are; the first where nothing fits: an answer is better than none. */
export const preferred = (accept: string, offered: readonly [string, ...string[]]): string => {
  const wishes = wishesOf(accept)
  const weightOf = (type: string) =>
    Math.max(0, ...wishes.filter((wish) => matches(wish.type, type)).map((wish) => wish.weight))
  return offered.reduce((best, type) => (weightOf(type) > weightOf(best) ? type : best))
}
