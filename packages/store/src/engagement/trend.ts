import { body, bodyOf, keyValue } from '../dynamo/attributes.ts'
import type { Adapter } from '../events/record.ts'
import type { EngagementStore } from '../port.ts'
import type { TrendPoint } from '../values.ts'

export const trendStore = ({ db, keys }: Adapter) =>
  ({
    addTrend: async (service, point) => {
      await db.put({ ...keyValue(keys.trendPoint(service, point.at, point.evaluation_id)), ...body(point) })
    },

    trend: async (service, window) =>
      (await db.range(keys.trend(service, window))).map((item) => bodyOf<TrendPoint>(item)),

    latestTrend: async (service, limit) => {
      const { items } = await db.rangePage(keys.trend(service, {}), { descending: true, limit })
      return items.map((item) => bodyOf<TrendPoint>(item))
    },
  }) satisfies Partial<EngagementStore>
