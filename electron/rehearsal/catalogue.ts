/** Owns the replies of the model list and the quota list. */

import { MODELS, type ModelId, RATE_LIMITS, type RegionFacts, type Resolution } from '#shared/happyhorse.ts'
import type { PriceList } from '#shared/prices.ts'

const PROVIDER = 'happyhorse'
const CAPABILITY = 'VG'
const PUBLISHED = { '1.1': '2026-06-22', '1.0': '2026-04-27' } as const
const PAGE_SIZE = 20

/**
 * `output` of `GET /models`. Field names and the price's texts: help.aliyun.com/zh/model-studio/list-models and the
 * catalogue, read 2026-11-22.
 */
export function modelList(query: URLSearchParams, region: RegionFacts, prices: PriceList) {
  const fits = (name: string, value: string) => {
    const asked = query.get(name)
    return !asked || asked.split(',').includes(value)
  }
  const models = MODELS.filter(
    ({ id }) =>
      offered(id, region) &&
      fits('model', id) &&
      fits('providers', PROVIDER) &&
      fits('capabilities', CAPABILITY),
  ).map(({ id, version }) => ({
    model: id,
    name: id,
    provider: PROVIDER,
    capabilities: [CAPABILITY],
    prices: [{ range_name: 'Default', prices: pricesOf(id, prices) }],
    published_time: PUBLISHED[version],
  }))
  return pageOf('models', models, query)
}

/** `output` of `GET /models/limits`. Field names: help.aliyun.com/zh/model-studio/list-quotas, read 2026-11-22. */
export function limitList(query: URLSearchParams, region: RegionFacts) {
  const asked = query.get('model')
  const quotas = MODELS.filter(({ id }) => offered(id, region) && (!asked || asked === id)).map(({ id }) => ({
    model: id,
    workspace_id: 'ws-rehearsal',
    model_limit: {
      request_limit: RATE_LIMITS.submitsPerSecondPerModel,
      request_limit_period: 1,
      usage_limit: null,
      usage_limit_field: null,
      usage_limit_period: null,
      async_user_queue_limit: RATE_LIMITS.queuedPerModel,
      async_user_concurrency_limit: RATE_LIMITS.runningPerModel,
    },
    workspace_limit: null,
  }))
  return pageOf('quotas', quotas, query)
}

function offered(id: ModelId, region: RegionFacts): boolean {
  return region.models.includes(id)
}

function pricesOf(id: ModelId, prices: PriceList) {
  const perResolution = Object.entries(prices.perSecondMicros[id] ?? {}) as [Resolution, number][]
  return perResolution.map(([resolution, micros]) => ({
    type: `video_ratio_${resolution.toLowerCase()}`,
    price: String(micros / 1_000_000),
    price_unit: '每秒',
    price_name: `视频生成（${resolution}）`,
  }))
}

function pageOf<Name extends string, Row>(name: Name, rows: Row[], query: URLSearchParams) {
  const pageNo = Math.max(Math.trunc(Number(query.get('page_no'))) || 1, 1)
  const pageSize = Math.max(Math.trunc(Number(query.get('page_size'))) || PAGE_SIZE, 1)
  const page = rows.slice((pageNo - 1) * pageSize, pageNo * pageSize)
  return { total: rows.length, page_no: pageNo, page_size: pageSize, [name]: page } as {
    total: number
    page_no: number
    page_size: number
  } & Record<Name, Row[]>
}
