import type { Log } from '../log.ts'

// The index is ours and none of the engine's: it must not meet a name that a later engine gives.
const STATEMENTS = `
  PRAGMA busy_timeout = 2000;
  CREATE INDEX IF NOT EXISTS plumbline_stream_order
    ON _stream_records (table_name, CAST(sequence_number AS INTEGER));
`

/**
 * The engine numbers the records of a table's stream by looking for the greatest number so far, and has no index to
 * find it by: each write took 1 ms with 1,000 events stored, 7 ms with 16,000. With an index it takes the same time
 * for ever. Where SQLite or the engine's table is not as expected, all works as before, only slower.
 */
export const indexStream = async (database: string, log: Log): Promise<void> => {
  try {
    const { DatabaseSync } = await import('node:sqlite')
    const file = new DatabaseSync(database)
    try {
      file.exec(STATEMENTS)
    } finally {
      file.close()
    }
  } catch {
    log({
      level: 'info',
      message: 'the embedded store keeps its stream without an index: writes slow down as it grows',
    })
  }
}
