import { brotliCompressSync } from 'node:zlib'
import type { Plugin } from 'esbuild'
import { stylesheet } from '../../dashboard/src/stylesheet.ts'
import { openApiDocument } from '../src/openapi.ts'

/** What is settled when a function is built: which module makes it elsewhere, and what that exports here. */
const SETTLED = [
  {
    module: /^@plumbline\/contract\/openapi$/,
    name: 'openapi.json',
    text: async () => JSON.stringify(await openApiDocument()),
    exported: 'export const openApiDocument = () => JSON.parse(text())',
  },
  {
    module: /\/stylesheet\.ts$/,
    name: 'stylesheet.css',
    text: async () => stylesheet.body,
    exported: `export const stylesheet = { path: ${JSON.stringify(stylesheet.path)}, body: text() }`,
  },
]

const reading = (name: string, exported: string): string => `
import { readFileSync } from 'node:fs'
import { brotliDecompressSync } from 'node:zlib'
import packed from 'packed:${name}.br'
const text = () => brotliDecompressSync(readFileSync(new URL(packed, import.meta.url))).toString()
${exported}`

/** Reads packed files where a text would be made: what makes the API’s document, half of zod, need not be deployed. */
export const prebuilt: Plugin = {
  name: 'prebuilt',
  setup: (build) => {
    for (const { module, name, text, exported } of SETTLED) {
      build.onResolve({ filter: module }, () => ({ path: name, namespace: 'settled', sideEffects: false }))
      build.onLoad({ filter: new RegExp(`^${name}$`), namespace: 'settled' }, () => ({
        contents: reading(name, exported),
      }))
      build.onResolve({ filter: new RegExp(`^packed:${name}\\.br$`) }, ({ path }) => ({ path, namespace: 'packed' }))
      build.onLoad({ filter: new RegExp(`:${name}\\.br$`), namespace: 'packed' }, async () => ({
        contents: brotliCompressSync(await text()),
        loader: 'file',
      }))
    }
  },
}
