import type { GateEvent } from '@plumbline/core'
import { Command, Option } from 'commander'
import type { GivenGateOptions } from '../gate/defaults.ts'
import type { CommandMaker } from './command.ts'
import { examples, onApiError, positive, several, withApi, withOutput } from './options.ts'

// Written out: importing the list would load the whole engine before --help is printed.
const EVENTS = ['pull_request', 'merge_group', 'push', 'deployment', 'manual'] as const satisfies readonly GateEvent[]

export const gateCommand: CommandMaker = ({ context, finish }) =>
  withApi(withOutput(new Command('gate')))
    .summary('judge a change by the agreement')
    .description(
      'Judges a change by what was agreed. With --api-url the server judges, history included; without it the\nagreement file at the merge base judges what the change itself measures: coverage, tests, findings and size.',
    )
    .option('--service <name>', 'service of the agreement (default: its only one)')
    .option('--coverage <globs...>', 'coverage reports; the format shows in the content')
    .option('--tests <globs...>', 'test reports: JUnit, TRX, NUnit, xUnit, Jest, Mocha, RSpec, Dart, Go')
    .option('--findings <globs...>', 'SARIF logs of scanners and linters')
    .option('--base <revision>', 'what the change is compared with (default: the remote’s default branch)')
    .option('--base-coverage <globs...>', 'coverage reports of the base, for coverage-change without a server')
    .option(
      '--agreement <file>',
      'agreement file, for judging without a server (default: plumbline.yml); one that is named judges as it stands where the base is unknown',
    )
    .addOption(new Option('--event <event>', 'what asks (default: pull_request)').choices(EVENTS))
    .option('--commit <sha>', 'commit that is judged (default: HEAD)')
    .option('--ref <ref>', 'branch or tag that was pushed')
    .option('--default-branch <name>', 'branch whose pushes are merges (default: main or master)')
    .option('--environment <name>', 'where a deployment goes')
    .option('--flag <name>', 'names one of several uploads for a commit, e.g. unit')
    .option('--expect <uploads>', 'uploads (flags) this commit has in all; fewer judge nothing yet', positive)
    .option('--finalize', 'no more uploads come: judge what all have sent')
    .option('--carry-forward <flags...>', 'flags to take from the base where this commit lacks them; true: all')
    .option('--source <uri>', 'who observed it (default: plumbline-cli)')
    .option('--run <name>', 'names the CI run: the same again gets the same evaluation')
    .option('--pr <number>', 'number of the pull request; its size is then counted in git', positive)
    .option('--title <text>', 'title of the pull request')
    .option('--author <login>', 'author of the pull request')
    .option('--label <name>', 'label of the pull request; may be repeated', several)
    .option('--exempt-reason <text>', 'claim an exemption, if the agreement grants any')
    .option('--rolls-back <deployment>', 'deployment being undone: never blocked')
    .option('--fixes-incident <incident>', 'incident being remedied: never blocked')
    .addOption(onApiError())
    .option('--all', 'show everything, with how each figure came about')
    .option('--markdown <file>', 'also write the pull request comment to a file')
    .addHelpText(
      'after',
      `\nIn GitLab CI, what its variables say of the commit, the merge request and the environment need not be given;\non GitHub, Azure, Bitbucket and Jenkins the number of the pull request need not.\n\nExit codes: 0 pass or warn, 1 the gate says no, 3 a report or the agreement can’t be read, 4 not authorised,\n5 no server (with --on-api-error fail).\n${examples(
        'plumbline gate --coverage coverage/lcov.info --base origin/main',
        "plumbline gate --coverage '**/lcov.info' --tests '**/junit.xml' --service checkout-api --all",
        'plumbline gate --json --coverage coverage.xml | jq .verdict',
        'PLUMBLINE_API_KEY=plb_… plumbline gate --api-url https://plumbline.acme.example --engagement acme-checkout --service checkout-api --coverage coverage/lcov.info',
      )}`,
    )
    .action(async (given: GivenGateOptions) => {
      const [{ gate }, { completed }] = await Promise.all([import('../gate/gate.ts'), import('../gate/defaults.ts')])
      finish(await gate(context, completed(given, context.inputs.ci)))
    })
