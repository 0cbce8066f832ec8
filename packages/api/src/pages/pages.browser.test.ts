import axe from 'axe-core'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { browserHere } from '../testing/chromium.ts'
import { type PagesWorld, startPagesWorld } from '../testing/pages-world.ts'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** A page as people meet it. */
const WAYS = {
  light: { colorScheme: 'light', media: 'screen', width: 1280 },
  dark: { colorScheme: 'dark', media: 'screen', width: 1280 },
  printed: { colorScheme: 'light', media: 'print', width: 794 },
  'on 320 px': { colorScheme: 'dark', media: 'screen', width: 320 },
} as const

const NAMES = [
  'status',
  'list',
  'filtered list',
  'empty list',
  'wrong filters',
  'window breach',
  'hostile breach',
  'resolved breach',
  'evaluation',
  'event',
  'statement',
  'sign-in',
  'lost page',
]

/** So long that it is looked at in two ways only, which have both schemes between them. */
const LONG = 'reference'
const WAYS_OF_LONG: readonly string[] = ['light', 'on 320 px']

let world: PagesWorld
beforeAll(async () => {
  world = await startPagesWorld()
})
afterAll(() => world.stop())

test('pages are answered over the network', async () => {
  const response = await fetch(`${world.url}/sign-in`)
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
})

type Violation = { id: string; nodes: { html: string; failureSummary?: string }[] }

/** What axe, which was put there before, finds wrong with the page as it stands. */
const violations = async (page: Page): Promise<string[]> => {
  const options = JSON.stringify({ runOnly: TAGS, resultTypes: ['violations'] })
  const found: Violation[] = await page.evaluate(`axe.run(${options}).then(({ violations }) => violations)`)
  return found.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`))
}

const OPEN_ALL = 'for (const details of document.querySelectorAll("details")) details.open = true'
const SIDEWAYS = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'

const inBrowser = (start: () => Promise<Browser>) => {
  let browser: Browser
  let context: BrowserContext
  let page: Page
  /** Everything that a script of somebody else, or a broken policy, would show up as. */
  const alarms: string[] = []

  const signedIn = async (options: Parameters<Browser['newContext']>[0] = {}) => {
    const fresh = await browser.newContext(options)
    const opened = await fresh.newPage()
    await opened.goto(`${world.url}/sign-in?next=/e/acme-checkout/breaches`)
    await opened.fill('#engagement', 'acme-checkout')
    await opened.fill('#key', world.a.keys.client)
    await opened.click('button[type=submit]')
    return { fresh, opened }
  }

  beforeAll(async () => {
    browser = await start()
    const { fresh, opened } = await signedIn()
    context = fresh
    page = opened
    page.on('dialog', async (dialog) => {
      alarms.push(`dialog: ${dialog.message()}`)
      await dialog.dismiss()
    })
    page.on('pageerror', (error) => alarms.push(`error: ${error.message}`))
    page.on('console', (message) => {
      // A page that says what is wrong is answered with a status that says so too, which browsers log.
      if (!message.text().startsWith('Failed to load resource')) alarms.push(`console: ${message.text()}`)
    })
    page.on('request', (request) => {
      if (!request.url().startsWith(world.url) && !request.url().startsWith('data:'))
        alarms.push(`request: ${request.url()}`)
    })
  })
  afterAll(async () => {
    await context?.close()
    await browser?.close()
  })

  test('signing in leads to the page that was asked for', () => {
    expect(page.url()).toBe(`${world.url}/e/acme-checkout/breaches`)
  })

  describe.each([...NAMES, LONG])('the page: %s', (name) => {
    test('passes the rules of WCAG 2.2 AA however it is met, without scrolling sideways', async () => {
      await page.setViewportSize({ width: 1280, height: 900 })
      await page.goto(world.url + world.paths[name])
      await page.evaluate(OPEN_ALL)
      await page.evaluate(axe.source)
      const ways = Object.entries(WAYS).filter(([way]) => name !== LONG || WAYS_OF_LONG.includes(way))
      for (const [way, { colorScheme, media, width }] of ways) {
        await page.emulateMedia({ colorScheme, media })
        await page.setViewportSize({ width, height: 900 })
        expect(await violations(page), way).toEqual([])
        const sideways = await page.evaluate(SIDEWAYS)
        expect(sideways, way).toBe(0)
      }
      expect(alarms).toEqual([])
    })
  })

  test('the screen does not light up in what it should keep dark: both schemes are really looked at', async () => {
    await page.goto(`${world.url}/e/acme-checkout/breaches`)
    const background = async (colorScheme: 'light' | 'dark') => {
      await page.emulateMedia({ colorScheme, media: 'screen' })
      return page.evaluate('getComputedStyle(document.body).backgroundColor')
    }
    expect(await background('light')).not.toBe(await background('dark'))
  })

  test('titles of objectives keep their room beside the figures, at every width', async () => {
    await page.emulateMedia({ colorScheme: 'light', media: 'screen' })
    await page.goto(world.url + world.paths.status)
    for (const width of [320, 700, 768, 1000, 1088, 1100, 1215, 1216, 1280, 1600]) {
      await page.setViewportSize({ width, height: 900 })
      const least: number = await page.evaluate(
        'Math.min(...[...document.querySelectorAll(".objective .what")].map((what) => what.clientWidth))',
      )
      expect(least, `${width} px`).toBeGreaterThan(width < 768 ? 120 : 190)
    }
  })

  test('a link on another site opens the page, and not the form to sign in', async () => {
    const elsewhere = world.url.replace('127.0.0.1', 'localhost')
    const target = `${world.url}${world.paths.evaluation}`
    const tab = await context.newPage()
    await tab.goto(`${elsewhere}/sign-in`)
    await tab.evaluate(
      `document.body.insertAdjacentHTML('beforeend', '<a id="report" href=${JSON.stringify(target)}>the report</a>')`,
    )
    await tab.click('#report')
    await tab.waitForSelector('text=What was judged')
    expect(tab.url()).toBe(target)
    await tab.close()
  })

  test('without JavaScript: filter, turn pages, write a note, state a cause, resolve, sign out', async () => {
    const { fresh, opened: p } = await signedIn({ javaScriptEnabled: false })
    await p.click('summary:has-text("Filter")')
    await p.check('input[name=status][value=acknowledged]')
    await p.click('button:has-text("Show")')
    expect(p.url()).toBe(`${world.url}/e/acme-checkout/breaches?status=acknowledged`)
    expect(await p.locator('tbody tr').count()).toBe(40)
    await p.click('a[rel=next]')
    expect(await p.locator('tbody tr').count()).toBe(18)
    await p.click('a[rel=prev]')
    expect(await p.locator('tbody tr').count()).toBe(40)
    await p.locator('tbody th a').last().click()

    await p.click('summary:has-text("Add a note")')
    await p.fill('#note-text', 'First line\nsecond line')
    await p.click('button:has-text("Add the note")')
    expect(await p.locator('.said').last().textContent()).toBe('First line\nsecond line')
    await p.click('summary:has-text("State the root cause")')
    await p.fill('#root-cause-text', 'The pool ran dry.')
    await p.selectOption('#category', 'capacity')
    await p.click('button:has-text("State it")')
    expect(await p.locator('.story li').last().textContent()).toContain('Capacity')
    await p.click('summary:has-text("Resolve")')
    await p.click('button:has-text("Resolve")')
    expect(await p.locator('.facts .status').textContent()).toContain('resolved')
    await p.click('button:has-text("Sign out")')
    await p.goto(`${world.url}/e/acme-checkout/breaches`)
    expect(await p.locator('form[action="/sign-in"]').count()).toBe(1)
    await fresh.close()
  })

  test('what was typed survives a refusal in the browser as it was typed', async () => {
    await page.goto(world.url + world.paths['hostile breach'])
    await page.click('summary:has-text("Add a note")')
    const typed = `\n  indented </textarea><script>alert(9)</script>\u200f`
    await page.fill('#note-text', typed)
    await page.click('button:has-text("Add the note")')
    expect(await page.locator('[role=alert]').textContent()).toContain('without control or direction characters')
    expect(await page.inputValue('#note-text')).toBe(typed)
    expect(alarms).toEqual([])
  })
}

describe('in a browser', () => {
  const here = browserHere()
  if ('start' in here) inBrowser(here.start)
  else process.stderr.write(`\n  NOT RUN in a browser: ${here.missing}\n\n`)
})
