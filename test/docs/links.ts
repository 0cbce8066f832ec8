import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { blocksOf } from './blocks.ts'

/** The page without its code: what stands there is no link. */
const prose = (page: string): string => {
  const lines = page.split('\n')
  for (const { from, to } of blocksOf(page)) lines.fill('', from, to)
  return lines.join('\n').replace(/`[^`\n]*`/g, '')
}

/** The anchor that GitHub gives a heading. */
const slug = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[`*]|\[|\]\([^)]*\)/g, '')
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(' ', '-')

/** Every place of a page that a link can lead to; a heading that comes again gets a number. */
const anchorsOf = (page: string): Set<string> => {
  const seen = new Map<string, number>()
  const found = new Set([...page.matchAll(/<a (?:id|name)="([^"]+)"/g)].map(([, id = '']) => id))
  const lines = page.split('\n')
  for (const { from, to } of blocksOf(page)) lines.fill('', from, to)
  for (const line of lines) {
    const [, heading] = /^#{1,6} (.+)$/.exec(line) ?? []
    if (heading === undefined) continue
    const name = slug(heading)
    const before = seen.get(name) ?? 0
    seen.set(name, before + 1)
    found.add(before === 0 ? name : `${name}-${before}`)
  }
  return found
}

/** Links of a page that lead nowhere in this repository; those to elsewhere are not looked at. */
export const brokenLinks = (root: string, path: string): string[] => {
  const read = (file: string) => readFileSync(join(root, file), 'utf8')
  const targets = [...prose(read(path)).matchAll(/\]\(([^)\s]+)(?: "[^"]*")?\)|^\[[^\]]+\]: (\S+)/gm)]
    .map(([, inline, reference]) => inline ?? reference ?? '')
    .filter((target) => !/^(https?:|mailto:)/.test(target))
  return targets.filter((target) => {
    const [file = '', anchor] = target.split('#')
    const there = file === '' ? path : normalize(join(dirname(path), file))
    if (!existsSync(join(root, there))) return true
    return anchor !== undefined && there.endsWith('.md') && !anchorsOf(read(there)).has(anchor)
  })
}
