import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const PACKAGE = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//

/**
 * The licences of every package that went into the bundle: most ask that their text travels with the code.
 * @param inputs paths of the bundled files, relative to `root`
 */
export const licences = (root: string, inputs: readonly string[]): string => {
  const folders = new Set(inputs.flatMap((input) => PACKAGE.exec(input)?.[1] ?? []))
  const sections = [...folders].map((folder) => {
    const manifest: unknown = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'))
    const field = (name: string): string => {
      const value = typeof manifest === 'object' && manifest !== null ? Reflect.get(manifest, name) : undefined
      return typeof value === 'string' ? value : ''
    }
    const file = readdirSync(join(root, folder))
      .sort()
      .find((name) => /^licen[cs]e/i.test(name))
    const text =
      file === undefined
        ? ''
        : readFileSync(join(root, folder, file), 'utf8')
            .replaceAll('\r\n', '\n')
            .trim()
    return `${field('name')} ${field('version')} (${field('license')})\n\n${text}\n`
  })
  return sections.sort().join(`\n${'-'.repeat(80)}\n\n`)
}
