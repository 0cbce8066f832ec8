import type { Page, PageRequest } from '@plumbline/store'
import { expect, test } from 'vitest'
import { filtered } from './pages.ts'

/** Rows 0 to 499 as a store pages through them; counts the rows read. */
const rows = () => {
  const read = { count: 0 }
  const pages = async ({ limit, after }: PageRequest): Promise<Page<number>> => {
    const from = after === null ? 0 : Number(after) + 1
    const items = Array.from({ length: Math.min(limit, 500 - from) }, (_, index) => from + index)
    read.count += items.length
    return { items, next: from + limit < 500 ? String(items.at(-1)) : null }
  }
  return { read, pages }
}

const all = async (limit: number, keeps: (row: number) => boolean) => {
  const { pages } = rows()
  const seen: number[][] = []
  for (let after: string | null = null, go = true; go; ) {
    const page: Page<number> = await filtered(pages, { limit, after, descending: false }, keeps)
    seen.push(page.items)
    after = page.next
    go = after !== null
  }
  return seen
}

test.each([
  ['everything', 50, () => true],
  ['every third', 7, (row: number) => row % 3 === 0],
  ['a few far apart', 2, (row: number) => row % 137 === 5],
  ['a run at the end', 10, (row: number) => row > 480],
  ['nothing', 10, () => false],
])('%s comes once, in order, in pages no longer than asked', async (_, limit, keeps) => {
  const pages = await all(limit, keeps)
  expect(pages.flat()).toEqual(Array.from({ length: 500 }, (_row, index) => index).filter(keeps))
  expect(Math.max(...pages.map((page) => page.length))).toBeLessThanOrEqual(limit)
})

test('without a filter no more is read than is shown', async () => {
  const { read, pages } = rows()
  await filtered(pages, { limit: 50, after: null, descending: false }, () => true)
  expect(read.count).toBe(50)
})
