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
  problem?: string
  error?: { name: string; message: string; stack?: string }
}

export const describeError = (error: unknown): NonNullable<LogLine['error']> =>
  error instanceof Error
    ? { name: error.name, message: error.message, ...(error.stack ? { stack: error.stack } : {}) }
    : { name: typeof error, message: String(error) }
