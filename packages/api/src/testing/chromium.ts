import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome']

const isProgram = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** A browser of this machine, or why there is none: it is no dependency, and where it is it has its say. */
export const browserHere = (): { start: () => Promise<Browser> } | { missing: string } => {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  const executablePath = folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find(isProgram)
  if (!executablePath)
    return { missing: `none of ${NAMES.join(', ')} is on the PATH; apt-get install chromium has one` }
  // Tests run as root in containers, where Chromium has no sandbox; they open pages of their own server only.
  return { start: () => chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] }) }
}
