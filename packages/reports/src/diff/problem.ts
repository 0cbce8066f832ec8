/** Why a diff is refused; `line` counts the diff's own lines from 1. */
export type DiffProblem = {
  code: 'not_a_diff' | 'combined_diff' | 'malformed' | 'truncated' | 'absurd_count'
  message: string
  line?: number
}

/** Stays inside this folder: parseDiff turns it into a value. */
export class DiffRefusal extends Error {
  readonly problem: DiffProblem
  constructor(problem: DiffProblem) {
    super(problem.message)
    this.problem = problem
  }
}

export const refuseDiff = (code: DiffProblem['code'], message: string, line?: number): never => {
  throw new DiffRefusal({ code, message, ...(line === undefined ? {} : { line }) })
}
