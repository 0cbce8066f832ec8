import { Command } from 'commander'
import { agreementCommand } from './commands/agreement.ts'
import { breachesCommand } from './commands/breaches.ts'
import { calendarCommand } from './commands/calendar.ts'
import { clocksCommand } from './commands/clocks.ts'
import type { Shell } from './commands/command.ts'
import { completionCommand } from './commands/completion.ts'
import { demoCommand } from './commands/demo.ts'
import { deploymentCommand } from './commands/deployment.ts'
import { doctorCommand } from './commands/doctor.ts'
import { eventsCommand } from './commands/events.ts'
import { exclusionCommand } from './commands/exclusion.ts'
import { gateCommand } from './commands/gate.ts'
import { incidentCommand } from './commands/incident.ts'
import { ingestCommand } from './commands/ingest.ts'
import { initCommand } from './commands/init.ts'
import { keysCommand } from './commands/keys.ts'
import { ledgerCommand } from './commands/ledger.ts'
import { metricsCommand } from './commands/metrics.ts'
import { examples } from './commands/options.ts'
import { rebuildCommand } from './commands/rebuild.ts'
import { reportCommand } from './commands/report.ts'
import { serveCommand } from './commands/serve.ts'
import { statusCommand } from './commands/status.ts'
import { tickCommand } from './commands/tick.ts'
import { validateCommand } from './commands/validate.ts'
import { waiverCommand } from './commands/waiver.ts'
import { VERSION } from './version.ts'

const COMMANDS = [
  initCommand,
  validateCommand,
  gateCommand,
  deploymentCommand,
  incidentCommand,
  ingestCommand,
  eventsCommand,
  statusCommand,
  clocksCommand,
  breachesCommand,
  waiverCommand,
  exclusionCommand,
  agreementCommand,
  ledgerCommand,
  reportCommand,
  metricsCommand,
  calendarCommand,
  keysCommand,
  serveCommand,
  rebuildCommand,
  tickCommand,
  demoCommand,
  doctorCommand,
  completionCommand,
]

const EXIT_CODES =
  '\nExit codes: 0 fine, 1 the gate says no or something was found, 2 usage, 3 configuration,\n4 not authorised, 5 API unavailable, 130 interrupted.\n'

/** All commands with their options. Declaring them loads none of what they do. */
export const createProgram = (shell: Shell): Command => {
  const program = new Command('plumbline')
    .description('Enforces the service levels that a client and its software vendor have both agreed to.')
    .version(VERSION, '-V, --version', 'print the version')
    .addHelpText(
      'after',
      `${EXIT_CODES}${examples('plumbline demo', 'plumbline init', 'plumbline gate --coverage coverage/lcov.info --base origin/main')}`,
    )
  for (const make of COMMANDS) program.addCommand(make(shell))

  const settle = (command: Command): void => {
    command
      // Commander wraps at the width of the terminal; a line end of ours would stand in the middle of a line.
      .description(command.description().replaceAll('\n', ' '))
      .helpOption('-h, --help', 'show help')
      .exitOverride()
      .configureOutput({
        writeOut: (text) => shell.context.out.write(text),
        writeErr: (text) => shell.context.err.write(text),
        outputError: (text, write) => write(`plumbline: ${text.replace(/^error: /, '')}`),
        getOutHelpWidth: () => Math.min(100, shell.context.out.columns),
        getErrHelpWidth: () => Math.min(100, shell.context.err.columns),
      })
      .showHelpAfterError(`run ${pathOf(command)} --help to see what there is`)
    if (command.commands.length > 0) command.helpCommand('help [command]', 'show help for a command')
    for (const sub of command.commands) settle(sub)
  }
  settle(program)
  return program
}

const pathOf = (command: Command): string =>
  command.parent ? `${pathOf(command.parent)} ${command.name()}` : command.name()
