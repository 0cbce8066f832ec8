import { Command } from 'commander'
import type { DoctorOptions } from '../doctor/doctor.ts'
import type { CommandMaker } from './command.ts'
import { examples, withApi, withOutput } from './options.ts'

export const doctorCommand: CommandMaker = ({ context, finish }) =>
  withApi(withOutput(new Command('doctor')))
    .summary('what keeps a gate from working here, and what mends it')
    .description(
      'Looks at this machine, the repository, the agreement file, reports, the workflow and the server, and says of each\nwhat was found and what mends it. Changes nothing; works without a server and outside a repository.',
    )
    .option('--service <name>', 'service that should be in the agreement')
    .option('--agreement <file>', 'agreement file', 'plumbline.yml')
    .option('--data <folder>', 'folder that plumbline serve would use', '.plumbline')
    .addHelpText(
      'after',
      `\nExit codes: 0 nothing to mend, 1 something was found.\n${examples(
        'plumbline doctor',
        'plumbline doctor --api-url https://plumbline.acme.example --engagement acme-checkout',
        'plumbline doctor --json | jq .findings',
      )}`,
    )
    .action(async (options: DoctorOptions) => {
      const { doctor } = await import('../doctor/doctor.ts')
      finish(await doctor(context, options))
    })
