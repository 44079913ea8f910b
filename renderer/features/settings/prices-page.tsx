/** Owns the price table: the published list with its date and source, and the user's own prices over it. */

import { RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { formatMoney, MICROS, priceKey } from '#shared/cost.ts'
import {
  modelFacts,
  REGION_IDS,
  RESOLUTIONS,
  type Resolution,
  STILL_MODELS,
  type StillModelId,
} from '#shared/happyhorse.ts'
import { PRICES } from '#shared/prices.ts'
import type { Settings } from '#shared/settings.ts'
import { useWords } from '../../locales/words.ts'
import { IconButton } from '../../ui/button.tsx'
import { ChoiceField } from '../../ui/fields.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import type { PageProps } from './settings-dialog.tsx'

/** Whose prices are edited: a region's, or those booked at another address. */
const LISTS = [...REGION_IDS, 'custom'] as const
type ListId = (typeof LISTS)[number]

export function PricesPage({ settings, onChange }: PageProps) {
  const { t, service: name } = useWords()
  const [list, setList] = useState<ListId>(settings.service === 'rehearsal' ? 'beijing' : settings.service)
  const { currency, date, source } = publishedList(list, settings)
  return (
    <>
      <ChoiceField
        label={t('settings.prices.region')}
        value={list}
        choices={LISTS.map((id) => ({ id, label: name(id) }))}
        onChange={(next) => setList(next)}
      />
      <p className="quiet">{t('settings.prices.text', { currency, date, source })}</p>
      <PriceTable key={list} list={list} settings={settings} onChange={onChange} />
    </>
  )
}

function publishedList(list: ListId, { customPriceRegion }: Settings) {
  return PRICES[list === 'custom' ? customPriceRegion : list]
}

function PriceTable({ list, settings, onChange }: PageProps & { list: ListId }) {
  const { t, model: modelName } = useWords()
  return (
    <table className="prices">
      <thead>
        <tr>
          <th scope="col">{t('settings.prices.model')}</th>
          {RESOLUTIONS.map((resolution) => (
            <th key={resolution} scope="col">
              {resolution}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {STILL_MODELS.map((model) => (
          <tr key={model}>
            <th scope="row">{modelName(model)}</th>
            {RESOLUTIONS.map((resolution) => (
              <td key={resolution}>
                {modelFacts(model)?.resolutions.includes(resolution) ? (
                  <PriceCell {...{ list, model, resolution, settings, onChange }} />
                ) : null}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

type PriceCellProps = PageProps & { list: ListId; model: StillModelId; resolution: Resolution }

function PriceCell({ list, model, resolution, settings, onChange }: PriceCellProps) {
  const { t, model: modelName } = useWords()
  const { currency, perSecondMicros } = publishedList(list, settings)
  const published = perSecondMicros[model]?.[resolution]
  const key = priceKey({ service: list, model, resolution })
  const own = settings.prices[key]
  const micros = own ?? published
  const what = t('settings.prices.field', { model: modelName(model), resolution })
  const note =
    published === undefined
      ? t('settings.prices.unknown')
      : t('settings.prices.published', { money: formatMoney({ micros: published, currency }) })
  const save = (units: number) =>
    void onChange({ prices: { ...settings.prices, [key]: Math.round(units * MICROS) } })
  const reset = () => {
    const { [key]: _gone, ...others } = settings.prices
    void onChange({ prices: others })
  }
  return (
    <div className="prices__cell">
      <NumberField
        bare
        label={what}
        value={micros === undefined ? Number.NaN : micros / MICROS}
        {...PRICE_RANGE}
        format={{ ...PRICE_FORMAT, currency }}
        onChange={save}
        note={note}
      />
      {own !== undefined && own !== published ? <ResetButton what={what} onPress={reset} /> : null}
    </div>
  )
}

/** In units of the currency, to the millionth. */
const PRICE_RANGE = { min: 0, max: 1_000, step: 0.000_001 } as const
const PRICE_FORMAT = {
  style: 'currency',
  currencyDisplay: 'narrowSymbol',
  minimumFractionDigits: 2,
  maximumFractionDigits: 6,
} as const

function ResetButton({ what, onPress }: { what: string; onPress(): void }) {
  const { t } = useWords()
  return (
    <IconButton size="small" label={t('settings.prices.reset', { what })} onPress={onPress}>
      <RotateCcw />
    </IconButton>
  )
}
