import { startServer } from '@plumbline/api'
import { browserHere } from '@plumbline/api/testing/chromium'
import { temporaryFolder } from '@plumbline/client/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { heardContext } from '../testing/program.ts'
import { demo } from './demo.ts'
import { ENGAGEMENT } from './parties.ts'
import { readState } from './state.ts'

type Server = Awaited<ReturnType<typeof startServer>>
type Start = Extract<ReturnType<typeof browserHere>, { start: unknown }>['start']

const data = temporaryFolder()
afterAll(() => data.dispose())

/** Rows of the table of objectives, at the least; the demo has as many, and the page as printed is made for them. */
const ROWS = 20

/** The longest words that a target has, in every third row: they must not push the titles to four lines. */
const LONG_TARGETS = `for (const [at, row] of [...document.querySelectorAll('[aria-label=Attainment] tbody tr')].entries())
  if (at % 3 === 0) {
    row.querySelector('th :is(a, strong)').textContent = 'Time to resolve (sev1)'
    row.cells[2].textContent = '29 h 10 min 34 s'
    row.querySelector('[data-name=Target]').textContent = '≤ 15 h (improve 10 % from baseline 16 h 40 min)'
  }`

const inBrowser = (start: Start) => {
  let server: Server
  let browser: Awaited<ReturnType<Start>>
  beforeAll(async () => {
    expect(await demo(heardContext().context, { once: true, data: data.path })).toBe(0)
    server = await startServer({ dataDir: data.path, port: 0, log: () => {}, ticks: () => false })
    browser = await start()
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })

  test('on paper its last whole month is one A4 page, also where targets came from baselines', async () => {
    const page = await (await browser.newContext()).newPage()
    const pages = async () =>
      (await page.pdf({ preferCSSPageSize: true })).toString('latin1').match(/\/Type\s*\/Page\b/g)?.length
    await page.goto(`${server.url}/sign-in?next=/e/${ENGAGEMENT}/reports/monthly`)
    await page.fill('#engagement', ENGAGEMENT)
    await page.fill('#key', readState(data.path)?.keys.client ?? '')
    await page.click('button[type=submit]')
    await page.waitForSelector('[aria-label=Attainment]')
    expect(page.url()).toMatch(/\/reports\/monthly\/\d{4}-\d{2}$/)
    expect(await page.locator('[aria-label=Attainment] tbody tr').count()).toBeGreaterThanOrEqual(ROWS)
    expect(await pages()).toBe(1)
    await page.evaluate(LONG_TARGETS)
    expect(await pages()).toBe(1)
  })
}

describe('the example in a browser', () => {
  const here = browserHere()
  if ('start' in here) inBrowser(here.start)
  else process.stderr.write(`\n  NOT RUN in a browser: ${here.missing}\n\n`)
})
