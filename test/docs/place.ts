import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { makeEngagement, startServerProcess } from '../support/server.ts'

const BIN = fileURLToPath(new URL('../../packages/cli/bin/plumbline.js', import.meta.url))
const CLOCK = new URL('./clock.ts', import.meta.url).href

/** Where and when every page takes place. */
export const ADDRESS = 'https://plumbline.acme.example'
export const ENGAGEMENT = 'acme-checkout'
const TIME = '2026-12-15T09:00:00.000Z'

export type Place = {
  cwd: string
  env: Record<string, string>
  /** What a page writes, as it must be typed here. */
  typed: (text: string) => string
  /** What is printed here, as a page writes it. */
  shown: (line: string) => string
  leave: () => Promise<void>
}

const nothing = { OPERATOR_KEY: '', VENDOR_KEY: '', CLIENT_KEY: '' }

/** A home with a repository in it, `plumbline` on the PATH, and a server of its own where the page asks one. */
export const enter = async (withServer: boolean): Promise<Place> => {
  const root = mkdtempSync(join(tmpdir(), 'plumbline-docs-'))
  const [home, bin] = [join(root, 'home'), join(root, 'bin')]
  const cwd = join(home, 'checkout-api')
  mkdirSync(cwd, { recursive: true })
  mkdirSync(bin)
  const program = join(bin, 'plumbline')
  writeFileSync(program, `#!/bin/sh\nexec "${process.execPath}" --no-warnings --import "${CLOCK}" "${BIN}" "$@"\n`)
  chmodSync(program, 0o755)

  const time = { PLUMBLINE_DOCS_TIME: TIME }
  const server = withServer
    ? await startServerProcess(join(root, 'data'), { ...time, NODE_OPTIONS: `--no-warnings --import ${CLOCK}` })
    : null
  const keys = server ? await makeEngagement(server, ENGAGEMENT) : null
  return {
    cwd,
    env: {
      ...time,
      PATH: `${bin}:${process.env.PATH ?? ''}`,
      HOME: home,
      LANG: 'C.UTF-8',
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? '',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_COUNT: '2',
      GIT_CONFIG_KEY_0: 'init.defaultBranch',
      GIT_CONFIG_VALUE_0: 'main',
      // Half of what a commit takes, and there is nothing to tidy up.
      GIT_CONFIG_KEY_1: 'maintenance.auto',
      GIT_CONFIG_VALUE_1: 'false',
      ...Object.fromEntries(
        ['AUTHOR', 'COMMITTER'].flatMap((who) => [
          [`GIT_${who}_NAME`, 'Northwind'],
          [`GIT_${who}_EMAIL`, 'northwind@example.com'],
          [`GIT_${who}_DATE`, TIME],
        ]),
      ),
      ...(server && keys
        ? { OPERATOR_KEY: server.operatorKey, VENDOR_KEY: keys.vendor, CLIENT_KEY: keys.client }
        : nothing),
    },
    typed: (text) => (server ? text.replaceAll(ADDRESS, server.url) : text),
    shown: (line) => (server ? line.replaceAll(server.url, ADDRESS) : line).replaceAll(cwd, '~/checkout-api'),
    leave: async () => {
      await server?.stop()
      rmSync(root, { recursive: true, force: true })
    },
  }
}
