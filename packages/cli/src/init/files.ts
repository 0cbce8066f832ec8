import type { Answers } from './questions.ts'

/** YAML reads a JSON string as it is, whatever a name holds. */
const quoted = (text: string): string => JSON.stringify(text)

/** Local date, YYYY-MM-DD. */
const dayIn = (timeZone: string, at: number): string => {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  return parts.format(at)
}

export type Repository = { name: string | null; branch: string }

/** A first agreement: few lines, soft where it depends on history, hard only about the change itself. */
export const agreementFile = (answers: Answers, repository: Repository, at: number): string => `plumbline: 1
engagement: ${answers.engagement}
title: ${quoted(`${answers.client} and ${answers.vendor}, ${answers.service}`)}
parties:
  client: { name: ${quoted(answers.client)} }
  vendor: { name: ${quoted(answers.vendor)} }
time_zone: ${answers.timeZone}
effective_from: ${dayIn(answers.timeZone, at)}

services:
  ${quoted(answers.service)}:
    repositories: [${repository.name === null ? '' : quoted(repository.name)}]
    production: [production]

severities:
  sev1: { means: "It is down, or loses or shows data it must not" }
  sev2: { means: "It works badly for many" }

exempt: { label: hotfix, max: 2 }

# What depends on history starts soft: agree on numbers after seeing them.
phases:
  - { name: baseline, days: 30, enforce: observe }
  - { name: optimise, days: 30, enforce: warn }
  - { name: formalise, enforce: as-agreed }

objectives:
  patch-coverage:
    title: Tests cover the lines a change adds
    indicator: patch-coverage
    target: ">= 80%"
    warn: ">= 85%"
    min_lines: 5
    enforcement: block
  coverage-change:
    title: A change does not lower coverage
    indicator: coverage-change
    target: ">= -0.5pp"
    enforcement: warn
  test-failures:
    title: All tests pass
    indicator: test-failures
    target: "== 0"
    enforcement: block
  deployment-frequency:
    title: Something ships every week
    indicator: deployment-frequency
    window: calendar month
    target: ">= 1/week"
    enforcement: warn
  change-fail-rate:
    title: Few deployments fail
    indicator: change-fail-rate
    window: calendar month
    target: "<= 15%"
    enforcement: warn
`

/** The Action's README shows it as “One service, without a server”; a test holds the two together. */
export const workflowFile = (answers: Answers, repository: Repository): string => `name: agreement
on:
  pull_request:
  merge_group: # a merge queue waits for its own check
  push:
    branches: [${quoted(repository.branch)}]

permissions:
  contents: read
  pull-requests: write # for the comment
  # id-token: write # with a server: the job says who it is, and no key is stored anywhere

jobs:
  gate:
    runs-on: ubuntu-latest
    timeout-minutes: 30
    steps:
      - uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0
        with:
          fetch-depth: 0 # the base must be there, or nobody knows which lines were added
          persist-credentials: false

      # Run your tests so that they write a coverage report (lcov, Cobertura, JaCoCo, Istanbul, Go) and JUnit XML.
      - run: npm ci && npm test -- --coverage

      # Replace OWNER and SHA: the repository your Plumbline lives in, pinned to a full commit SHA.
      - uses: OWNER/plumbline/action@SHA
        if: always() # a skipped gate reads as success
        with:
          # With a server, what was delivered is judged too:
          # api-url: https://plumbline.example.com
          # engagement: ${answers.engagement}
          service: ${quoted(answers.service)}
          coverage: "**/coverage/lcov.info"
          tests: "**/junit.xml"
`
