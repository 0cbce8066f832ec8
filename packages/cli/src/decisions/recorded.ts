import { type EngagementClient, everyRow } from '@plumbline/client'
import type { WaiverMove } from '@plumbline/core'
import { connect } from '../connection.ts'
import type { Context } from '../context.ts'
import { EXIT, type ExitCode } from '../exit.ts'
import type { Column } from '../output/listing.ts'
import { printListing } from '../output/print.ts'
import { type DecisionOptions, type NotedOptions, print } from './show.ts'

/** What the party that is asked says, or the one that asked; of waivers and of exclusions alike. */
export type DecisionMove = WaiverMove

const DONE: Record<DecisionMove, string> = {
  approve: 'approved',
  reject: 'rejected',
  withdraw: 'withdrawn',
  revoke: 'revoked',
}

type Page<Row> = Promise<{ data: Row[]; next_cursor: string | null }>

/** A kind of record that one party asks for and the other answers. */
type Kind<Row, Options> = {
  columns: Column<Row>[]
  text: (record: Row) => string[]
  /** What is said where there are none. */
  none: string
  page: (client: EngagementClient, options: Options, cursor: string | undefined) => Page<Row>
  one: (client: EngagementClient, id: string) => Promise<Row>
  moved: (client: EngagementClient, id: string, move: DecisionMove, note: string | undefined) => Promise<Row>
}

/** Lists, shows and moves records of one kind. */
export const recorded = <Row, Options extends DecisionOptions>(kind: Kind<Row, Options>) => ({
  list: async (context: Context, options: Options): Promise<ExitCode> => {
    const client = connect(context, options)
    const rows: Row[] = []
    for await (const row of everyRow((cursor) => kind.page(client, options, cursor))) rows.push(row)
    printListing(context, options, { columns: kind.columns, rows }, { data: rows }, kind.none)
    return EXIT.fine
  },

  show: async (context: Context, id: string, options: DecisionOptions): Promise<ExitCode> => {
    print(context, options, await kind.one(connect(context, options), id), kind.text)
    return EXIT.fine
  },

  move: async (context: Context, id: string, move: DecisionMove, options: NotedOptions): Promise<ExitCode> => {
    print(context, options, await kind.moved(connect(context, options), id, move, options.note), kind.text)
    context.err.write(`${DONE[move]}; both parties see it\n`)
    return EXIT.fine
  },
})
