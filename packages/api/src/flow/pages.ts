import type { Page, PageRequest } from '@plumbline/store'

const STORE_PAGE = 100
const MAX_PAGES = 20

/**
 * A page of what passes a filter. The store knows time only, so that a filter that lets little through reads on; after
 * about 2,000 rows it answers what it has, with the position to go on from.
 */
export const filtered = async <T>(
  read: (page: PageRequest) => Promise<Page<T>>,
  request: PageRequest,
  keeps: (item: T) => boolean,
): Promise<Page<T>> => {
  const items: T[] = []
  let { after } = request
  for (let pages = 0; pages < MAX_PAGES; pages++) {
    const wanted = request.limit - items.length
    const page = await readUpTo(read, { ...request, after, limit: pages === 0 ? wanted : STORE_PAGE }, keeps, wanted)
    items.push(...page.items.filter(keeps))
    after = page.next
    if (after === null || items.length >= request.limit) break
  }
  return { items, next: after }
}

/** A page that ends with the last row wanted, because a position is known only where a page ends. */
const readUpTo = async <T>(
  read: (page: PageRequest) => Promise<Page<T>>,
  request: PageRequest,
  keeps: (item: T) => boolean,
  wanted: number,
): Promise<Page<T>> => {
  const page = await read(request)
  const kept = page.items.flatMap((item, index) => (keeps(item) ? [index] : []))
  const last = kept[wanted - 1]
  return kept.length > wanted && last !== undefined ? read({ ...request, limit: last + 1 }) : page
}
