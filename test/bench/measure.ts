/** Middle of several measurements: one hiccup of a shared machine doesn't show in it. */
export const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

/** Runs a candidate and its baseline in turn, so that whatever the machine does besides strikes both alike. */
export const interleaved = async (
  rounds: number,
  candidate: (round: number) => Promise<unknown>,
  baseline: (round: number) => Promise<unknown>,
): Promise<{ candidateMs: number; baselineMs: number; ratio: number }> => {
  const timed = async (work: () => Promise<unknown>) => {
    const began = performance.now()
    await work()
    return performance.now() - began
  }
  const times: { candidate: number; baseline: number }[] = []
  for (let round = 0; round < rounds; round++) {
    const first = round % 2 === 0
    const early = await timed(() => (first ? candidate(round) : baseline(round)))
    const late = await timed(() => (first ? baseline(round) : candidate(round)))
    times.push(first ? { candidate: early, baseline: late } : { candidate: late, baseline: early })
  }
  const candidateMs = median(times.map((time) => time.candidate))
  const baselineMs = median(times.map((time) => time.baseline))
  return { candidateMs, baselineMs, ratio: candidateMs / baselineMs }
}

export const ms = (value: number) => `${value.toFixed(value < 10 ? 2 : 0)} ms`

/** One line of the report: what, both raw figures, and their ratio. */
export const line = (name: string, candidate: string, baseline: string, ratio: number) =>
  `${name.padEnd(44)} ${candidate.padStart(10)}   ${baseline.padStart(10)}   ${ratio.toFixed(2)}x`
