/** What a script can tell from the exit code alone (INTERFACES.md, section 3). */
export const EXIT = {
  fine: 0,
  /** The gate says no, or something was found. */
  no: 1,
  usage: 2,
  configuration: 3,
  unauthorised: 4,
  unavailable: 5,
  interrupted: 130,
} as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** Ends a command with a sentence for a person and what to do next. */
export class Failure extends Error {
  override readonly name = 'Failure'
  readonly exit: ExitCode
  readonly next: string | null
  constructor(exit: ExitCode, message: string, next: string | null = null) {
    super(message)
    this.exit = exit
    this.next = next
  }
}

export const usage = (message: string, next: string | null = null): Failure => new Failure(EXIT.usage, message, next)
export const misconfigured = (message: string, next: string | null = null): Failure =>
  new Failure(EXIT.configuration, message, next)
