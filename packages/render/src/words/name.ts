import type { ObjectiveResult } from '@plumbline/core'
import { clean } from '../text/clean.ts'

/** What people call an objective: its title, else its id. Never empty. */
export const nameOf = (result: Pick<ObjectiveResult, 'title' | 'id'>): string =>
  clean(result.title) || clean(result.id) || '(without a name)'
