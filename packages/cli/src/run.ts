import type { Context } from './context.ts'
import { EXIT, type ExitCode } from './exit.ts'
import { explain } from './explain.ts'
import { ownIdIn } from './own-id.ts'
import { createProgram } from './program.ts'

/** Runs one command line; never throws. */
export const run = async (args: readonly string[], context: Context): Promise<ExitCode> => {
  let code: ExitCode = EXIT.fine
  const program = createProgram({ context, finish: (given) => (code = given) })
  try {
    if (args.length === 0) {
      context.err.write(program.helpInformation())
      return EXIT.usage
    }
    await program.parseAsync(args.map(ownIdIn), { from: 'user' })
    return code
  } catch (error) {
    const { exit, lines } = explain(error)
    if (lines.length > 0) context.err.write(`${context.err.paint('red', 'plumbline:')} ${lines.join('\n')}\n`)
    return exit
  }
}
