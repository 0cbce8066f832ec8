/** Where things stand: every page has its twin as data under `/v1`, with the same names and the same filters. */

const path = (base: string, parts: readonly string[]): string =>
  [base, ...parts.map((part) => encodeURIComponent(part.toWellFormed()))].join('/')

/** As data: `/v1/engagements/{engagement}/...`. */
export const twin = (engagement: string, ...parts: string[]): string => path('/v1/engagements', [engagement, ...parts])

/** As a page: `/e/{engagement}/...`. */
export const pageAddress = (engagement: string, ...parts: string[]): string => path('/e', [engagement, ...parts])

/** An address on this or another site, and nothing that a browser would run. */
export const isAddress = (url: string | undefined): url is string =>
  url !== undefined && /^(?:https?:\/\/|\/(?!\/))/.test(url)

/** `?a=1&b=2`, or nothing; several values of one name repeat it. */
export const queryString = (query: Readonly<Record<string, readonly string[] | string | undefined>>): string => {
  const search = new URLSearchParams()
  for (const [name, values] of Object.entries(query))
    for (const value of [values ?? []].flat()) search.append(name, value.toWellFormed())
  const text = search.toString()
  return text === '' ? '' : `?${text}`
}
