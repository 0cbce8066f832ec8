import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Context } from '../context.ts'
import { misconfigured } from '../exit.ts'

/** As it stands, byte order mark and all: whatever is not what was written must show. */
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/**
 * A file, or stdin for `-`. What is no UTF-8 becomes a character that was not there, so that it is found where it is.
 * @param making a command that makes such a file
 * @throws Failure `configuration`
 */
export const readText = async (context: Context, file: string, making: string): Promise<string> => {
  if (file === '-') return context.stdin.read()
  try {
    return decoder.decode(await readFile(resolve(context.cwd, file)))
  } catch (error) {
    throw misconfigured(
      `can’t read ${file}: ${error instanceof Error ? error.message : String(error)}`,
      `${making} makes such a file`,
    )
  }
}
