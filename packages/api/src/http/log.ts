import type { Log } from '@plumbline/store'

/** One line for a request, or for what went wrong in one; never with a secret. */
export type LogLine = {
  level: 'info' | 'error'
  time: string
  message: string
  request_id?: string
  engagement?: string
  key_id?: string
  operation?: string
  method?: string
  status?: number
  duration_ms?: number
  /** What the store was asked meanwhile, by this request and any that ran beside it. */
  read_units?: number
  write_units?: number
  /** Of a sweep: records of the table's stream, events among them, and those that had to be completed. */
  records?: number
  seen?: number
  completed?: number
  /** Of a tick over all of them: engagements looked at, and what of it failed. */
  engagements?: number
  failed?: number
  /** Number of a record in the stream. */
  sequence?: string
  problem?: string
  error?: { name: string; message: string; stack?: string }
}

export const describeError = (error: unknown): NonNullable<LogLine['error']> =>
  error instanceof Error
    ? { name: error.name, message: error.message, ...(error.stack ? { stack: error.stack } : {}) }
    : { name: typeof error, message: String(error) }

/** Where a host collects what a process writes. */
export const writeLine = (line: LogLine): void => void process.stderr.write(`${JSON.stringify(line)}\n`)

/** What the store has to tell, as lines of the same log. */
export const storeLog =
  (log: (line: LogLine) => void): Log =>
  ({ level, message }) =>
    log({ level: level === 'warn' ? 'error' : 'info', time: new Date().toISOString(), message })
