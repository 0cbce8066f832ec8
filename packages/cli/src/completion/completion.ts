import type { Command } from 'commander'
import type { Context } from '../context.ts'
import { EXIT, type ExitCode } from '../exit.ts'
import { type OutputOptions, printData } from '../output/print.ts'
import { bashCompletion } from './bash.ts'
import { fishCompletion } from './fish.ts'
import { powershellCompletion } from './powershell.ts'
import type { ShellName } from './shells.ts'
import { type CommandNode, treeOf } from './tree.ts'
import { zshCompletion } from './zsh.ts'

const SCRIPTS: Record<ShellName, (root: CommandNode) => string> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
  powershell: powershellCompletion,
}

/** The script that completes every command of the program. */
export const completionScript = (program: Command, shell: ShellName): string => SCRIPTS[shell](treeOf(program))

export const completion = (context: Context, program: Command, shell: ShellName, options: OutputOptions): ExitCode => {
  printData(context, options, completionScript(program, shell))
  if (context.out.isTerminal && options.output === undefined)
    context.err.write(`\nthis is the script itself; plumbline completion --help says where it goes\n`)
  return EXIT.fine
}
