/** Something that may be credited: at most once for its place (objective and window), at most once for its cause. */
export type Claim = { place: string; cause: string; amount: bigint }

/** An edge of the graph between places and causes, by the index of its claim. */
type Edge = { claim: number; from: string; to: string; gain: bigint }

/**
 * Which claims count: each place once, each cause once, and of the ways to do so one that comes to most, so that a
 * worse figure never makes less owed. Where several come to the same, the earlier claims count; the order given
 * decides, and nothing else. (The heaviest matching between places and causes, by longest augmenting paths.)
 */
export const creditedOnce = (claims: readonly Claim[]): ReadonlySet<number> => {
  const taken = new Set<number>()
  for (let path = bestPath(claims, taken); path !== null; path = bestPath(claims, taken)) {
    for (const claim of path) {
      if (taken.has(claim)) taken.delete(claim)
      else taken.add(claim)
    }
  }
  return taken
}

const placeNode = (claim: Claim) => `p ${claim.place}`
const causeNode = (claim: Claim) => `c ${claim.cause}`

/** The alternating path that adds most to the sum, as claims to turn over; null where none adds anything. */
const bestPath = (claims: readonly Claim[], taken: ReadonlySet<number>): number[] | null => {
  const edges = claims.map((claim, index): Edge => {
    const [place, cause] = [placeNode(claim), causeNode(claim)]
    return taken.has(index)
      ? { claim: index, from: cause, to: place, gain: -claim.amount }
      : { claim: index, from: place, to: cause, gain: claim.amount }
  })
  const busy = new Set([...taken].flatMap((index) => nodesOf(claims[index])))
  const reached = new Map<string, { gain: bigint; by: Edge | null }>()
  for (const claim of claims) if (!busy.has(placeNode(claim))) reached.set(placeNode(claim), { gain: 0n, by: null })
  for (let isMoving = true; isMoving; ) {
    isMoving = false
    for (const edge of edges) {
      const start = reached.get(edge.from)
      if (!start) continue
      const gain = start.gain + edge.gain
      const known = reached.get(edge.to)
      if (known && known.gain >= gain) continue
      reached.set(edge.to, { gain, by: edge })
      isMoving = true
    }
  }
  const ends = [...new Set(claims.map(causeNode))].filter((node) => !busy.has(node))
  const best = ends.reduce<string | null>(
    (found, node) => (gainAt(reached, node) > gainAt(reached, found) ? node : found),
    null,
  )
  return best === null ? null : pathTo(reached, best)
}

const nodesOf = (claim: Claim | undefined): string[] => (claim ? [placeNode(claim), causeNode(claim)] : [])

type Reached = ReadonlyMap<string, { gain: bigint; by: Edge | null }>

const gainAt = (reached: Reached, node: string | null): bigint => (node === null ? 0n : (reached.get(node)?.gain ?? 0n))

const pathTo = (reached: Reached, end: string): number[] => {
  const path: number[] = []
  for (let by = reached.get(end)?.by ?? null; by !== null; by = reached.get(by.from)?.by ?? null) path.push(by.claim)
  return path
}
