import type { GateEvent } from '@plumbline/core'
import { Command, Option } from 'commander'
import type { GateOptions } from '../gate/options.ts'
import type { CommandMaker } from './command.ts'
import { examples, positive, several, withApi, withOutput } from './options.ts'

// Written out: importing the list would load the whole engine before --help is printed.
const EVENTS = ['pull_request', 'merge_group', 'push', 'deployment', 'manual'] as const satisfies readonly GateEvent[]

export const gateCommand: CommandMaker = ({ context, finish }) =>
  withApi(withOutput(new Command('gate')))
    .summary('judge a change by the agreement')
    .description(
      'Judges a change by what was agreed. With --api-url the server judges, history included; without it the\nagreement file at the merge base judges what the change itself measures: coverage and tests.',
    )
    .option('--service <name>', 'service of the agreement (default: its only one)')
    .option('--coverage <globs...>', 'coverage reports; the format shows in the content')
    .option('--tests <globs...>', 'JUnit XML reports')
    .option('--base <revision>', 'what the change is compared with (default: the remote’s default branch)')
    .option('--base-coverage <globs...>', 'coverage reports of the base, for coverage-change without a server')
    .option('--agreement <file>', 'agreement file, for judging without a server', 'plumbline.yml')
    .addOption(new Option('--event <event>', 'what asks').choices(EVENTS).default('pull_request'))
    .option('--commit <sha>', 'commit that is judged (default: HEAD)')
    .option('--ref <ref>', 'branch or tag that was pushed')
    .option('--default-branch <name>', 'branch whose pushes are merges (default: main or master)')
    .option('--environment <name>', 'where a deployment goes')
    .option('--flag <name>', 'names one of several uploads for a commit, e.g. unit')
    .option('--source <uri>', 'who observed it', 'plumbline-cli')
    .option('--run <name>', 'names the CI run: the same again gets the same evaluation')
    .option('--pr <number>', 'number of the pull request', positive)
    .option('--title <text>', 'title of the pull request')
    .option('--author <login>', 'author of the pull request')
    .option('--label <name>', 'label of the pull request; may be repeated', several)
    .option('--exempt-reason <text>', 'claim an exemption, if the agreement grants any')
    .option('--rolls-back <deployment>', 'deployment being undone: never blocked')
    .option('--fixes-incident <incident>', 'incident being remedied: never blocked')
    .addOption(
      new Option('--on-api-error <what>', 'if the server can’t be reached').choices(['warn', 'fail']).default('warn'),
    )
    .option('--all', 'show everything, with how each figure came about')
    .option('--markdown <file>', 'also write the pull request comment to a file')
    .addHelpText(
      'after',
      `\nExit codes: 0 pass or warn, 1 the gate says no, 3 a report or the agreement can’t be read, 4 not authorised,\n5 no server (with --on-api-error fail).\n${examples(
        'plumbline gate --coverage coverage/lcov.info --base origin/main',
        "plumbline gate --coverage '**/lcov.info' --tests '**/junit.xml' --service checkout-api --all",
        'plumbline gate --json --coverage coverage.xml | jq .verdict',
        'PLUMBLINE_API_KEY=plb_… plumbline gate --api-url https://plumbline.acme.example --engagement acme-checkout --service checkout-api --coverage coverage/lcov.info',
      )}`,
    )
    .action(async (options: GateOptions) => {
      const { gate } = await import('../gate/gate.ts')
      finish(await gate(context, options))
    })
