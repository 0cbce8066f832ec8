import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Block, Command } from './blocks.ts'
import { commandsOf } from './blocks.ts'

export type Answered = { command: Command; code: number; lines: string[] }

const MARK = '\u001e'
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

/** One line of script for a command: run in this shell, so that `cd`, variables and functions stay for the next. */
const scriptOf = ({ text }: Command): string => `eval ${quoted(text)} </dev/null; printf '${MARK}%s${MARK}' "$?"`

const scriptOfBlock = (block: Block): string[] => {
  if (block.file !== null)
    return [`mkdir -p "$(dirname ${quoted(block.file)})"; printf '%s\\n' ${quoted(block.text)} > ${quoted(block.file)}`]
  return commandsOf(block).map(scriptOf)
}

const answersIn = (text: string, commands: Command[]): Answered[] => {
  const parts = text.split(MARK)
  return commands.flatMap((command, i) => {
    const code = parts[2 * i + 1]
    if (code === undefined) return []
    const printed = (parts[2 * i] ?? '').replace(/\n$/, '')
    return [{ command, code: Number(code), lines: printed === '' ? [] : printed.split('\n') }]
  })
}

/**
 * Types the blocks of a page into one bash, in their order, and answers what each command printed, both streams as a
 * terminal shows them. Fewer answers than commands: one of them ended the shell.
 */
export const typeInto = async (
  blocks: readonly Block[],
  surroundings: { cwd: string; env: Record<string, string> },
): Promise<Answered[]> => {
  const script = blocks.flatMap(scriptOfBlock)
  const commands = blocks.flatMap((block) => (block.file === null ? commandsOf(block) : []))
  const shell = spawn('bash', ['-c', ['exec 2>&1', ...script].join('\n')], {
    ...surroundings,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let text = ''
  shell.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk
  })
  await once(shell, 'close')
  return answersIn(text, commands)
}
