/** What the store has to tell its operator; never a secret, never a caller's text. */
export type LogEntry = { level: 'info' | 'warn'; message: string }
export type Log = (entry: LogEntry) => void
