import { Command } from 'commander'
import type { CommandMaker } from './command.ts'
import { examples, type OutputOptions, withJson } from './options.ts'

export const validateCommand: CommandMaker = ({ context, finish }) =>
  withJson(new Command('validate'))
    .summary('check an agreement file')
    .description('Checks agreement files and shows every mistake with its place and the nearest valid word.')
    .argument('[files...]', 'agreement files, or - for stdin', ['plumbline.yml'])
    .addHelpText(
      'after',
      `\nExit codes: 0 valid (warnings included), 3 mistakes or no such file.\n${examples(
        'plumbline validate',
        'plumbline validate agreements/*.yml',
        'plumbline validate --json plumbline.yml | jq .files[0].hash',
      )}`,
    )
    .action(async (files: string[], options: OutputOptions) => {
      const { validate } = await import('../validate/validate.ts')
      finish(await validate(context, files, options))
    })
