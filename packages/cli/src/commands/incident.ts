import type { IncidentAction } from '@plumbline/client/delivery'
import { Argument, Command, Option } from 'commander'
import type { IncidentOptions } from '../incident/incident.ts'
import type { CommandMaker } from './command.ts'
import { examples, onApiError, several, withApi, withJson } from './options.ts'

/** What can be told of an incident, by the word that is typed, in the order in which it happens. */
const VERBS: Readonly<Record<string, { action: IncidentAction; means: string }>> = {
  start: { action: 'started', means: 'it began' },
  detect: { action: 'detected', means: 'monitoring saw it' },
  report: { action: 'reported', means: 'somebody reported it' },
  acknowledge: { action: 'acknowledged', means: 'somebody took it on' },
  unacknowledge: { action: 'unacknowledged', means: 'nobody has it any more' },
  respond: { action: 'responded', means: 'a person told those concerned' },
  pause: { action: 'paused', means: 'its clock stands still, for a --reason that the agreement lists' },
  resume: { action: 'resumed', means: 'its clock goes on' },
  severity: { action: 'severity_changed', means: 'it has another --severity' },
  mitigate: { action: 'mitigated', means: 'its effect was taken away' },
  resolve: { action: 'resolved', means: 'it is over' },
  reopen: { action: 'reopened', means: 'it was not over' },
  cancel: { action: 'cancelled', means: 'it was none' },
}

const actions = Object.entries(VERBS).map(([verb, { means }]) => `  ${verb.padEnd(14)} ${means}\n`)

export const incidentCommand: CommandMaker = ({ context, finish }) =>
  withApi(withJson(new Command('incident')))
    .summary('tell what happened to an incident')
    .description('Tells what happened to an incident. What happened may be told in any order, and again.')
    .addArgument(new Argument('<action>', 'what happened, from the list below').choices(Object.keys(VERBS)))
    .argument('<id>', 'id of the incident')
    .requiredOption('--service <name>', 'service of the agreement')
    .addOption(
      new Option('--severity <name>', 'default: the one it has').choices(['sev1', 'sev2', 'sev3', 'sev4', 'sev5']),
    )
    .option('--at <time>', 'when it happened, RFC 3339 (default: now)')
    .option('--environment <name>', 'where it happened (default: production)')
    .option('--reason <text>', 'why')
    .option('--caused-by <deployment>', 'deployment that caused it; none, with a reason, where no deployment did')
    .option('--affects <service>', 'another service it concerns; may be repeated', several)
    .option('--same-as <id>', 'incident that this one repeats')
    .addOption(new Option('--attribution <party>', 'whose it is').choices(['vendor', 'client', 'third_party']))
    .option('--title <text>', 'what it is about')
    .option('--url <address>', 'page of the incident')
    .option('--actor <name>', 'who did it')
    .option('--bot', 'a program did it: its acknowledgement does not count')
    .option('--source <uri>', 'who observed it (default: plumbline-cli)')
    .addOption(onApiError())
    .option('--dry-run', 'print the event, and send nothing')
    .addHelpText(
      'after',
      `\nActions:\n${actions.join('')}\nExit codes: 0 recorded, 1 refused, 4 not authorised, 5 no server (with --on-api-error fail).\n${examples(
        'plumbline incident report INC-42 --service checkout-api --severity sev1 --title "Checkout is down"',
        'plumbline incident acknowledge INC-42 --service checkout-api',
        'plumbline incident resolve INC-42 --service checkout-api --caused-by 1042/77',
      )}`,
    )
    .action(async (verb: string, id: string, options: IncidentOptions) => {
      const { tellIncident } = await import('../incident/incident.ts')
      const told = VERBS[verb]
      // The choices of the argument are these names.
      if (told === undefined) throw new TypeError(verb)
      finish(await tellIncident(context, told.action, id, options))
    })
