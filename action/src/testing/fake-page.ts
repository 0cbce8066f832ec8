type Reply = { status: number; json: unknown; headers: Record<string, string> }

/**
 * A page of a list as GitHub serves it: 30 unless asked otherwise, 100 at most, and in the `link` header the addresses
 * of the pages beside it, as far as there are any.
 */
export const paged = <T>(all: readonly T[], url: URL, shape: (shown: T[]) => unknown = (shown) => shown): Reply => {
  const size = Math.min(100, Number(url.searchParams.get('per_page') ?? 30))
  const page = Number(url.searchParams.get('page') ?? 1)
  const last = Math.max(1, Math.ceil(all.length / size))
  const link = (to: number, rel: string) => {
    const there = new URL(url)
    there.searchParams.set('page', String(to))
    return `<${there}>; rel="${rel}"`
  }
  const links = [
    ...(page > 1 ? [link(page - 1, 'prev')] : []),
    ...(page < last ? [link(page + 1, 'next'), link(last, 'last')] : []),
    ...(page > 1 ? [link(1, 'first')] : []),
  ]
  return {
    status: 200,
    json: shape(all.slice((page - 1) * size, page * size)),
    headers: links.length === 0 ? {} : { link: links.join(', ') },
  }
}
