import type { ReportWord } from '@plumbline/client'
import { Command } from 'commander'
import type { AcknowledgeOptions, ReportOptions } from '../report/report.ts'
import type { CommandMaker, Shell } from './command.ts'
import { examples, withApi, withJson, withOutput } from './options.ts'

const load = () => import('../report/report.ts')

const REPORTS: Record<ReportWord, { of: string; example: string }> = {
  monthly: { of: 'month', example: '2026-11' },
  weekly: { of: 'week', example: '2026-W48' },
  quarterly: { of: 'quarter', example: '2026-Q4' },
}

const reportOf = ({ context, finish }: Shell, word: ReportWord): Command => {
  const { of, example } = REPORTS[word]
  return withApi(withOutput(new Command(word)))
    .summary(`the statement of a ${of}`)
    .description(
      `What was agreed and what came of it in a ${of}, with the figures of the one before. One that is not over is told so far.`,
    )
    .argument('[period]', `such as ${example} (default: the last ${of} that is over)`)
    .addHelpText(
      'after',
      examples(`plumbline report ${word}`, `plumbline report ${word} ${example} --format md -o statement.md`),
    )
    .action(async (period: string | undefined, options: ReportOptions) =>
      finish(await (await load()).report(context, word, period, options)),
    )
}

const acknowledgeCommand: CommandMaker = ({ context, finish }) =>
  withApi(withJson(new Command('acknowledge')))
    .summary('take note of a month’s statement for your party')
    .description(
      'Acknowledges the statement of a month. Once both parties have acknowledged the same one, what it states is final at once.',
    )
    .argument('<period>', 'month, such as 2026-11')
    .option('--hash <hash>', 'of the statement that you read; refused where it has changed since')
    .addHelpText(
      'after',
      examples('plumbline report acknowledge 2026-11', 'plumbline report acknowledge 2026-11 --hash sha256:4f1c…'),
    )
    .action(async (period: string, options: AcknowledgeOptions) =>
      finish(await (await load()).acknowledgeReport(context, period, options)),
    )

export const reportCommand: CommandMaker = (shell) => {
  const group = new Command('report')
    .summary('what came of the agreement in a month, a week or a quarter')
    .description('The statement of a period that both parties read: as a table, Markdown or JSON.')
  for (const word of ['monthly', 'weekly', 'quarterly'] as const) group.addCommand(reportOf(shell, word))
  return group.addCommand(acknowledgeCommand(shell))
}
