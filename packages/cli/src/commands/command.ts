import type { Command } from 'commander'
import type { Context } from '../context.ts'
import type { ExitCode } from '../exit.ts'

/** What a command is made with: the world it may touch, and where its exit code goes. */
export type Shell = { context: Context; finish: (code: ExitCode) => void }

/** Declares a command. What it does is imported when it is asked for, so that every command starts fast. */
export type CommandMaker = (shell: Shell) => Command
