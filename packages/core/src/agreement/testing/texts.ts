import type { AgreementMistake } from '../mistake.ts'
import { type ParsedAgreement, parseAgreement } from '../parse.ts'

/** The least that every agreement needs, in lines 1 to 6; whatever is added begins in line 7. */
export const HEAD = `plumbline: 1
engagement: acme-checkout
parties: { client: { name: Acme }, vendor: { name: Northwind } }
time_zone: America/New_York
effective_from: 2026-12-01
services: { api: {}, web: {} }
`

/** An agreement with one objective, whose keys are lines 9 and on, indented by four. */
export const withObjective = (...lines: string[]): string =>
  `${HEAD}objectives:\n  it:\n${lines.map((line) => `    ${line}\n`).join('')}`

/** Objectives in which nothing is to be warned about. */
export const SOUND = `objectives:
  uptime: { indicator: availability, target: ">= 99.9%", window: calendar month }
`

export const told = ({ line, column, severity, message }: AgreementMistake): string =>
  `${line}:${column} ${severity} ${message}`

/** Every mistake of a text as `line:column severity message`, or every warning of a sound one. */
export const mistakesOf = (text: string | Uint8Array): string[] => {
  const parsed = parseAgreement(text)
  return (parsed.ok ? parsed.value.warnings : parsed.errors).map(told)
}

/** Errors only: most agreements of one objective have advice coming. */
export const errorsOf = (text: string): string[] => mistakesOf(text).filter((mistake) => mistake.includes(' error '))

export const sound = (text: string): ParsedAgreement => {
  const parsed = parseAgreement(text)
  if (parsed.ok) return parsed.value
  throw new Error(parsed.errors.map(told).join('\n'))
}

/** Lines of one objective (the first is line 9 of the file), and every error it must be told. */
export type ObjectiveCase = { why: string; lines: string[]; told: string[] }

export const RATE = ['indicator: change-fail-rate', 'target: "<= 15%"', 'window: calendar month']
export const PATCH = ['indicator: patch-coverage', 'target: ">= 80%"']
export const RESTORE = ['indicator: time-to-restore', 'target: "<= 4h"', 'window: calendar month']
