import { createContext } from './context.ts'
import { readInputs } from './inputs.ts'
import { watchInterrupts } from './interrupt.ts'
import { run } from './run.ts'

watchInterrupts()
process.exitCode = await run(process.argv.slice(2), createContext(readInputs()))
