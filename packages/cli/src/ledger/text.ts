import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Context } from '../context.ts'
import { misconfigured } from '../exit.ts'
import { whyUnreadable } from '../why-unreadable.ts'

/** As it stands, byte order mark and all: whatever is not what was written must show. */
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

const isUtf16 = ([first, second]: Uint8Array): boolean =>
  (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)

/**
 * A file, or stdin for `-`. What is no UTF-8 becomes a character that was not there, so that it is found where it is.
 * @param making a command that makes such a file
 * @throws Failure `configuration`
 */
export const readText = async (context: Context, file: string, making: string): Promise<string> => {
  if (file === '-') return context.stdin.read()
  const bytes = await readFile(resolve(context.cwd, file)).catch((error: unknown) => {
    throw misconfigured(`can’t read ${file}: ${whyUnreadable(error)}`, `${making} makes such a file`)
  })
  if (isUtf16(bytes))
    throw misconfigured(`${file} is UTF-16, as PowerShell’s > writes it, and not UTF-8`, `${making} makes such a file`)
  return decoder.decode(bytes)
}

const MARK = '\u{feff}'

/**
 * A text as its lines were written, without what programs put around lines when they save them: a byte order mark at
 * the start, and Windows line ends where every line has one. Where only some have it, nobody saved it so: it stays.
 */
export const withoutWrapping = (text: string): { text: string; removed: string[] } => {
  const marked = text.startsWith(MARK)
  const plain = marked ? text.slice(MARK.length) : text
  const isWindows = plain.endsWith('\r\n') && !/(?<!\r)\n/.test(plain)
  return {
    text: isWindows ? plain.replaceAll('\r\n', '\n') : plain,
    removed: [...(marked ? ['a byte order mark'] : []), ...(isWindows ? ['Windows line ends'] : [])],
  }
}
