/** Where the next page is, for those who read a format that has no room for it: a query to put in place of this one. */
export const nextLink = (cursor: string | null): Record<string, string> =>
  cursor === null ? {} : { Link: `<?cursor=${encodeURIComponent(cursor)}>; rel="next"` }
