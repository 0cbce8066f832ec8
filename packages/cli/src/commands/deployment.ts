import { Command, Option } from 'commander'
import type { FinishOptions, StartOptions } from '../deployment/options.ts'
import type { CommandMaker } from './command.ts'
import { examples, onApiError, withApi, withJson } from './options.ts'

// Written out: importing the list would load the client before --help is printed.
const STATUSES = ['success', 'failure', 'cancelled']

const shared = (command: Command): Command =>
  withApi(withJson(command))
    .requiredOption('--service <name>', 'service of the agreement')
    .option('--environment <name>', 'where it is deployed to (default: production)')
    .option('--commit <sha>', 'commit that is deployed (default: HEAD)')
    .option('--id <name>', 'names the deployment in its service and environment (default: made up)')
    .option('--rolls-back <deployment>', 'id of the deployment being undone: never stopped')
    .option('--fixes-incident <incident>', 'id of the incident being remedied: never stopped')
    .option('--state <file>', 'file in which start leaves word for finish', '.plumbline-deployment.json')
    .addOption(onApiError())

const GITLAB = '\nIn GitLab CI, what its variables say of the commit, the environment and the job need not be given.\n'

export const deploymentCommand: CommandMaker = ({ context, finish }) => {
  const start = shared(new Command('start'))
    .summary('ask the gate whether a deployment may begin')
    .description('Asks the gate whether a deployment may begin, and notes its start. Stand it before the deployment.')
    .option('--dry-run', 'print what would be asked, and ask nobody')
    .addHelpText(
      'after',
      `${GITLAB}\nExit codes: 0 it may, 1 the gate says no, 4 not authorised, 5 no server (with --on-api-error fail). A rollback or\na fix always may.\n${examples(
        'plumbline deployment start --service checkout-api --environment production',
        'plumbline deployment start --service checkout-api --rolls-back 1042/77',
      )}`,
    )
    .action(async (options: StartOptions) =>
      finish(await (await import('../deployment/start.ts')).startDeployment(context, options)),
    )

  const end = shared(new Command('finish'))
    .summary('record how a deployment ended')
    .description(
      'Records how a deployment ended, with its times and the commits since the last one. Stand it after the deployment,\nwhatever became of that. What the gate stopped is not recorded: it was never deployed.',
    )
    .addOption(new Option('--status <status>', 'how it ended').choices(STATUSES))
    .option('--started-at <time>', 'when it began, where start did not note it; RFC 3339')
    .option('--since <revision>', 'commit that ran before (default: as the server knows it)')
    .option('--release <name>', 'version that runs afterwards')
    .option('--url <address>', 'page of the job')
    .option('--source <uri>', 'who observed it (default: plumbline-cli)')
    .option('--dry-run', 'print the event, and send nothing')
    .addHelpText(
      'after',
      `${GITLAB}\nExit codes: 0 recorded, 1 refused, 4 not authorised, 5 no server (with --on-api-error fail).\n${examples(
        'plumbline deployment finish --service checkout-api --environment production --status success',
        'plumbline deployment finish --service checkout-api --status failure --started-at 2026-12-01T09:30:00Z --dry-run',
      )}`,
    )
    .action(async (options: FinishOptions) =>
      finish(await (await import('../deployment/finish.ts')).finishDeployment(context, options)),
    )

  return new Command('deployment')
    .summary('around a deployment: ask the gate, record how it ended')
    .description('Around a deployment: before it the gate is asked, after it is recorded how it ended.')
    .addCommand(start)
    .addCommand(end)
}
