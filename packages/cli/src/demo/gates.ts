import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { GateAnswer } from '@plumbline/client'
import { terminal } from '@plumbline/render'
import type { Context } from '../context.ts'
import { exampleChange, exampleService, type Step } from './change.ts'
import { newestHead } from './months.ts'
import { ENGAGEMENT, type Keys } from './parties.ts'
import type { Calls } from './server-calls.ts'
import type { DemoState } from './state.ts'

const STORY: Record<Step, string> = {
  fails: 'A developer at Northwind opens a pull request. Its CI sends coverage and tests, and asks:',
  passes: 'Tests for the lines it named are added, and it is pushed again:',
}

const PULL_REQUEST = { number: 412, title: 'Round tax for each line', author: 'northwind-dev', labels: [] }

/** Asks the gate about one push of the example's pull request, and shows the answer as CI and a person would see it. */
export const showGate = async (
  context: Context,
  calls: Calls,
  keys: Keys,
  state: DemoState,
  step: Step,
  folder: string,
): Promise<void> => {
  const service = exampleService()
  const change = await exampleChange(state, step, context.now())
  const base = newestHead(state, service)
  const answer = await calls.post<GateAnswer>(`/v1/engagements/${ENGAGEMENT}/gate`, keys.ci, {
    service: service.name,
    event: 'pull_request',
    commit_sha: change.commitSha,
    base_sha: base.sha,
    pull_request: PULL_REQUEST,
    run: `example-${step}-${base.day.index}`,
    events: change.events,
  })
  const file = join(folder, `comment-${step}.md`)
  writeFileSync(resolve(context.cwd, file), answer.markdown)
  const { out } = context
  out.write(
    [
      STORY[step],
      '',
      `$ plumbline gate --service ${service.name} --coverage coverage/lcov.info --tests junit.xml --base origin/main`,
      terminal(answer, { colour: out.colour, width: out.columns }),
      '',
      out.paint('dim', `exit code ${answer.verdict === 'fail' ? 1 : 0}; the comment on the pull request is in ${file}`),
      '',
      '',
    ].join('\n'),
  )
}
