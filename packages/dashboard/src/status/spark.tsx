import type { ObjectiveResult } from '@plumbline/core'
import { clean, trend } from '@plumbline/render'
import type { FC } from 'hono/jsx'

const WIDTH = 120
const HEIGHT = 28
const EDGE = 3

type Point = { x: number; y: number }

const edges = ({ target_bounds: bounds }: ObjectiveResult): number[] =>
  'op' in bounds ? [bounds.value] : 'low' in bounds ? [bounds.low, bounds.high] : []

/** Runs of measured values: where nothing was measured, the line is interrupted. */
const runs = (points: (Point | null)[]): Point[][] =>
  points.reduce<Point[][]>(
    (all, point) => {
      if (point === null) all.push([])
      else all.at(-1)?.push(point)
      return all
    },
    [[]],
  )

const round = (n: number) => Math.round(n * 10) / 10
const path = (points: Point[]) =>
  points.map(({ x, y }, at) => `${at === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`).join('')

/** Earlier windows or merges as a line with the target across; says its conclusion in words. */
export const Spark: FC<{ result: ObjectiveResult; id: string }> = ({ result, id }) => {
  const seen = trend(result)
  const values = (result.trend ?? []).map(({ value }) => value)
  if (seen === null) return null
  const targets = edges(result)
  const all = [...values.filter((value) => value !== null), ...targets]
  const [low, high] = [Math.min(...all), Math.max(...all)]
  const y = (value: number) => HEIGHT - EDGE - ((value - low) / (high - low || 1)) * (HEIGHT - 2 * EDGE)
  const x = (at: number) => EDGE + (at / Math.max(1, values.length - 1)) * (WIDTH - 2 * EDGE)
  const lines = runs(values.map((value, at) => (value === null ? null : { x: x(at), y: y(value) })))
  const last = lines.flat().at(-1)
  return (
    <svg
      class="spark"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
      role="img"
      aria-labelledby={`${id}t ${id}d`}
    >
      <title id={`${id}t`}>{`Trend: ${seen.word ?? 'over time'}`}</title>
      <desc id={`${id}d`}>
        {`${values.length} values${seen.from === null ? '' : ` from ${seen.from}`}, now ${clean(result.display, 40)}, target ${clean(result.target, 40)} (dashed)`}
      </desc>
      {targets.map((target) => (
        <line class="goal" x1="0" x2={WIDTH} y1={round(y(target))} y2={round(y(target))} stroke-dasharray="3 3" />
      ))}
      <path class="line" d={lines.map(path).join('')} fill="none" />
      {last ? <circle class="dot" cx={round(last.x)} cy={round(last.y)} r="2.5" /> : null}
    </svg>
  )
}
