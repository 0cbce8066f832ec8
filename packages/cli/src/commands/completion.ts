import { Argument, Command } from 'commander'
import { SHELLS, type ShellName } from '../completion/shells.ts'
import type { CommandMaker } from './command.ts'
import { examples, type OutputOptions } from './options.ts'

export const completionCommand: CommandMaker = ({ context, finish }) =>
  new Command('completion')
    .summary('complete commands and options with TAB')
    .description(
      'Prints a script that lets your shell complete commands, options and their values. A TAB starts no process.',
    )
    .addArgument(new Argument('<shell>', 'your shell').choices(SHELLS))
    .option('-o, --output <file>', 'write the script to a file instead of stdout')
    .addHelpText(
      'after',
      `
Where it goes:
  bash         eval "$(plumbline completion bash)"                              in ~/.bashrc
  zsh          plumbline completion zsh > "\${fpath[1]}/_plumbline"              once, then start a new shell
  fish         plumbline completion fish > ~/.config/fish/completions/plumbline.fish
  powershell   plumbline completion powershell | Out-String | Invoke-Expression    in $PROFILE
${examples('plumbline completion bash', 'plumbline completion zsh -o _plumbline')}`,
    )
    .action(async (shell: ShellName, options: OutputOptions, command: Command) => {
      const { completion } = await import('../completion/completion.ts')
      finish(completion(context, command.parent ?? command, shell, options))
    })
