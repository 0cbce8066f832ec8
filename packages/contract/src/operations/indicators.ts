import * as z from 'zod'
import type { Operation } from '../operation.ts'
import { ClockList, ClockQuery } from '../schemas/clock.ts'
import { IndicatorList, Series, SeriesQuery } from '../schemas/indicator.ts'
import { Status, StatusQuery } from '../schemas/status.ts'
import { E, json } from './parts.ts'

/** Measurements, now and over time. */
export const indicatorsOperations = {
  getStatus: {
    method: 'get',
    path: `${E}/status`,
    summary: 'Every objective now, worst first',
    tag: 'Status',
    access: { scope: 'read' },
    query: StatusQuery,
    answer: { status: 200, description: 'The status', content: json(Status) },
    problems: [],
  },
  listClocks: {
    method: 'get',
    path: `${E}/clocks`,
    summary: 'Incident clocks with their due times',
    description:
      'What the parties have agreed about the time to detect, acknowledge, respond and resolve, incident by incident, as it stands now.',
    tag: 'Status',
    access: { scope: 'read' },
    query: ClockQuery,
    answer: { status: 200, description: 'The clocks', content: json(ClockList) },
    problems: ['invalid_cursor'],
  },
  listIndicators: {
    method: 'get',
    path: `${E}/indicators`,
    summary: 'The catalogue of measurements',
    tag: 'Indicators',
    access: { scope: 'read' },
    answer: { status: 200, description: 'Every indicator', content: json(IndicatorList) },
    problems: [],
  },
  getSeries: {
    method: 'get',
    path: `${E}/indicators/{key}/series`,
    summary: 'An indicator over time',
    description: 'Works for any service, agreement or not.',
    tag: 'Indicators',
    access: { scope: 'read' },
    params: z.object({ key: z.string().min(1).max(100) }),
    query: SeriesQuery,
    answer: { status: 200, description: 'Values over time', content: json(Series) },
    problems: [],
  },
} as const satisfies Record<string, Operation>
