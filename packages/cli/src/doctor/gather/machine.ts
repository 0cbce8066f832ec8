import { execFile } from 'node:child_process'
import type { Context } from '../../context.ts'
import type { Machine } from '../facts.ts'

const gitVersion = (cwd: string): Promise<string | null> =>
  new Promise((resolve) => {
    execFile('git', ['--version'], { cwd }, (error, out) => resolve(error ? null : out.trim()))
  })

export const gatherMachine = async ({ cwd, inputs }: Context): Promise<Machine> => ({
  node: process.versions.node,
  git: await gitVersion(cwd),
  proxy: inputs.proxy,
})
