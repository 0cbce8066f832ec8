/*
 * Runs the examples of the documentation. A fenced block takes part by its info string:
 *
 *   ```sh run                 typed as it stands; must succeed
 *   ```console run            lines after `$ ` are typed (`> ` goes on with the one before), the others are what is
 *                             shown then, on both streams; `…` stands for anything on a line, alone for any lines
 *   ```console run exit=1     the last command ends with 1; all before it with 0
 *   ```yaml file=plumbline.yml    written to that file before what follows
 *   ```sh skip="needs an account of yours"    can't run here, and says why: every sh and console block runs or says
 *
 * A block inside an HTML comment does the same and is not seen by readers: for what must be there before.
 * Each page has one bash for all its blocks, in an empty ~/checkout-api, with `plumbline` (the built one), git and curl.
 * It is 2026-12-15T09:00Z there for plumbline and the server. A page that names https://plumbline.acme.example gets a
 * server of its own at that address, with the engagement acme-checkout and $CLIENT_KEY, $VENDOR_KEY (admin keys of the
 * parties) and $OPERATOR_KEY; nothing else is set, so a page exports PLUMBLINE_API_URL and the like as its reader would.
 *
 * `npm run docs` writes what is printed into the pages, wherever it is not what they show.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { type Block, blocksOf, commandsOf, isShell, showsSame } from './docs/blocks.ts'
import { brokenLinks } from './docs/links.ts'
import { ADDRESS, enter } from './docs/place.ts'
import { type Answered, typeInto } from './docs/session.ts'

const root = fileURLToPath(new URL('../', import.meta.url))
const pages = [
  'README.md',
  'action/README.md',
  ...readdirSync(`${root}docs`)
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
]
const read = (path: string) => readFileSync(`${root}${path}`, 'utf8')

const takesPart = (block: Block) => block.run || block.file !== null

const endedWell = (blocks: Block[], answers: Answered[]): string[] => {
  const expected = blocks.flatMap((block) =>
    block.file === null ? commandsOf(block).map((_, i, all) => (i === all.length - 1 ? block.exit : 0)) : [],
  )
  if (answers.length < expected.length) return [`the shell ended at command ${answers.length + 1}`]
  return answers.flatMap(({ command, code, lines }, i) =>
    code === expected[i] ? [] : [`$ ${command.text}\n${lines.join('\n')}\nended with ${code}, not ${expected[i]}`],
  )
}

/** The page with what was printed, wherever that is not what it shows. */
const asPrinted = (page: string, blocks: Block[], answers: Answered[], shown: (line: string) => string): string => {
  const lines = page.split('\n')
  const left = [...answers]
  const written = blocks.map((block) => {
    const commands = block.file === null ? commandsOf(block) : []
    const texts = commands.flatMap(({ text, shows }) => {
      const printed = left.shift()?.lines.map(shown) ?? []
      const same = shows === null || showsSame(shows, printed)
      return [...`$ ${text}`.replaceAll('\n', '\n> ').split('\n'), ...(same ? (shows ?? []) : printed)]
    })
    return { block, texts }
  })
  for (const { block, texts } of written.reverse())
    if (block.run && block.language === 'console') lines.splice(block.from, block.to - block.from, ...texts)
  return lines.join('\n')
}

describe.concurrent.each(pages.filter((path) => blocksOf(read(path)).some(takesPart)))('%s', (path) => {
  test('its examples run, and print what the page shows', async ({ expect }) => {
    const page = read(path)
    const blocks = blocksOf(page).filter(takesPart)
    const place = await enter(blocks.some(({ text }) => text.includes(ADDRESS)))
    try {
      const answers = await typeInto(
        blocks.map((block) => ({ ...block, text: place.typed(block.text) })),
        place,
      )
      expect(endedWell(blocks, answers)).toEqual([])
      expect(answers.flatMap(({ lines }) => lines.filter((line) => line.includes('\u001b')))).toEqual([])
      await expect(asPrinted(page, blocks, answers, place.shown)).toMatchFileSnapshot(`${root}${path}`)
    } finally {
      await place.leave()
    }
  })
})

// The README's own commands install the product: CI runs them.
test.each(pages.filter((path) => path !== 'README.md'))(
  '%s: every command shown runs here, or says why not',
  (path) => {
    const silent = blocksOf(read(path)).filter((block) => isShell(block) && !takesPart(block) && !block.skip)
    expect(silent.map(({ from, text }) => `${path}:${from}: ${text.split('\n')[0]}`)).toEqual([])
  },
)

test.each([...pages, '.github/CONTRIBUTING.md', 'SECURITY.md'])(
  '%s: every link to this repository leads somewhere',
  (path) => {
    expect(brokenLinks(root, path)).toEqual([])
  },
)

describe('what a page shows is compared with what is printed', () => {
  test.each([
    { shown: ['a', 'b'], printed: ['a', 'b'], same: true },
    { shown: ['a', 'b'], printed: ['a'], same: false },
    { shown: ['a'], printed: ['a', 'b'], same: false },
    { shown: ['id …, 3 rows'], printed: ['id 4f1c, 3 rows'], same: true },
    { shown: ['id …, 3 rows'], printed: ['id 4f1c, 4 rows'], same: false },
    { shown: ['a', '…', 'z'], printed: ['a', '1', '2', 'z'], same: true },
    { shown: ['a', '…', 'z'], printed: ['a', 'z'], same: true },
    { shown: ['a', '…'], printed: ['a'], same: true },
    { shown: ['…', 'z'], printed: ['z', 'more'], same: false },
    { shown: ['(1 + 1)?'], printed: ['(1 + 1)?'], same: true },
    { shown: [], printed: [], same: true },
  ])('$shown and $printed: $same', ({ shown, printed, same }) => {
    expect(showsSame(shown, printed)).toBe(same)
  })

  test('a command goes on after >, and its answer begins where that ends', () => {
    const [block] = blocksOf('```console run exit=1\n$ a \\\n> b\nsaid\n> not typed\n$ c\n```')
    expect(block).toMatchObject({ run: true, exit: 1, from: 1, to: 6 })
    expect(block && commandsOf(block)).toEqual([
      { text: 'a \\\nb', shows: ['said', '> not typed'] },
      { text: 'c', shows: [] },
    ])
  })
})
