/** How one service of the example behaves over its four months; `progress` runs from 0 to 1. */
export type Character = {
  name: string
  repository: string
  /** Mean deployments on a working day. */
  deploysADay: number
  /** Chance of a deployment to fail. */
  failRate: (progress: number) => number
  /** Executable lines, and the share of them that tests run. */
  lines: (progress: number) => number
  coverage: (progress: number) => number
  /** Chance of a day's merge to add too few tests. */
  thinTests: number
  tests: number
  areas: readonly [string, ...string[]]
}

/** One that does well, one that gets better, one that slips: what a monthly meeting talks about. */
export const CHARACTERS: readonly Character[] = [
  {
    name: 'checkout-api',
    repository: 'acme/checkout-api',
    deploysADay: 2.2,
    failRate: (progress) => (progress < 0.65 ? 0.18 - 0.1 * progress : 0.01),
    lines: (progress) => 11_800 + 1_900 * progress,
    coverage: (progress) => 0.78 + 0.07 * progress,
    thinTests: 0.05,
    tests: 640,
    areas: ['cart', 'tax', 'orders', 'shipping'],
  },
  {
    name: 'payments',
    repository: 'acme/payments',
    deploysADay: 1.1,
    failRate: () => 0.05,
    lines: (progress) => 8_200 + 700 * progress,
    coverage: (progress) => 0.9 + 0.01 * progress,
    thinTests: 0.02,
    tests: 910,
    areas: ['ledger', 'refunds', 'providers'],
  },
  {
    name: 'storefront-web',
    repository: 'acme/storefront-web',
    deploysADay: 2.8,
    failRate: (progress) => 0.07 + 0.27 * progress ** 2,
    lines: (progress) => 15_000 + 3_600 * progress,
    coverage: (progress) => 0.74 - 0.03 * progress,
    thinTests: 0.1,
    tests: 420,
    areas: ['pages', 'search', 'basket', 'account'],
  },
]
