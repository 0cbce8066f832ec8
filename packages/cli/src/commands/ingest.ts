import { Command } from 'commander'
import type { IngestOptions } from '../ingest/ingest.ts'
import type { CommandMaker } from './command.ts'
import { examples, withApi, withJson } from './options.ts'

export const ingestCommand: CommandMaker = ({ context, finish }) =>
  withApi(withJson(new Command('ingest')))
    .summary('send coverage, test and findings reports, or events')
    .description(
      'Sends report files as the measurement of a commit, or events as they are (NDJSON, JSON, or - for stdin).\nSending the same again is harmless.',
    )
    .argument('<files...>', 'reports, files of events, or -')
    .option('--service <name>', 'service the reports are about')
    .option('--commit <sha>', 'commit the reports measure (default: HEAD)')
    .option('--base <revision>', 'commit it is compared with, for the coverage of added lines, e.g. origin/main')
    .option('--branch <name>', 'branch of the commit')
    .option('--flag <name>', 'names one of several uploads for a commit, e.g. unit')
    .option('--source <uri>', 'who observed it', 'plumbline-cli')
    .option('--dry-run', 'say what the files hold, and send nothing')
    .addHelpText(
      'after',
      `\nExit codes: 0 all recorded (or recorded before), 1 some events were refused, 3 a file can’t be read,\n130 interrupted: run it again, what is known is not counted twice.\n${examples(
        'plumbline ingest coverage/lcov.info junit.xml --service checkout-api',
        'plumbline ingest --dry-run --json coverage/lcov.info',
        'plumbline ingest deployments.ndjson',
        'jq -c .[] events.json | plumbline ingest -',
      )}`,
    )
    .action(async (files: string[], options: IngestOptions) => {
      const { ingest } = await import('../ingest/ingest.ts')
      finish(await ingest(context, files, options))
    })
