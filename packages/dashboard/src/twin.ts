/** Where the same stands as data: `/v1/engagements/{engagement}/...`. */
export const twin = (engagement: string, ...parts: string[]): string =>
  ['/v1/engagements', ...[engagement, ...parts].map((part) => encodeURIComponent(part.toWellFormed()))].join('/')
