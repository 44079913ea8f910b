/** Owns the price table: the published list with its date and source, and the user's own prices over it. */

import { RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { formatMoney, MICROS, priceKey } from '#shared/cost.ts'
import {
  modelFacts,
  REGION_IDS,
  RESOLUTIONS,
  type RegionId,
  type Resolution,
  STILL_MODELS,
  type StillModelId,
} from '#shared/happyhorse.ts'
import { PRICES } from '#shared/prices.ts'
import { useWords } from '../../locales/words.ts'
import { IconButton } from '../../ui/button.tsx'
import { ChoiceField, NumberField } from '../../ui/fields.tsx'
import type { PageProps } from './settings-dialog.tsx'

export function PricesPage({ settings, onChange }: PageProps) {
  const { t, service: name, model: modelName } = useWords()
  const inUse = settings.service === 'custom' ? settings.customPriceRegion : settings.service
  const [region, setRegion] = useState<RegionId>(inUse === 'rehearsal' ? 'beijing' : inUse)
  const { currency, date, source } = PRICES[region]
  return (
    <>
      <ChoiceField
        label={t('settings.prices.region')}
        value={region}
        choices={REGION_IDS.map((id) => ({ id, label: name(id) }))}
        onChange={(next) => setRegion(next)}
      />
      <p className="quiet">{t('settings.prices.text', { currency, date, source })}</p>
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
                  <PriceCell
                    key={region}
                    region={region}
                    model={model}
                    resolution={resolution}
                    settings={settings}
                    onChange={onChange}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

type PriceCellProps = PageProps & { region: RegionId; model: StillModelId; resolution: Resolution }

function PriceCell({ region, model, resolution, settings, onChange }: PriceCellProps) {
  const { t, model: modelName } = useWords()
  const { currency, perSecondMicros } = PRICES[region]
  const published = perSecondMicros[model]?.[resolution]
  const key = priceKey({ service: region, model, resolution })
  const own = settings.prices[key]
  if (!modelFacts(model)?.resolutions.includes(resolution)) return null
  const what = t('settings.prices.field', { model: modelName(model), resolution })
  const save = (units: number) =>
    void onChange({ prices: { ...settings.prices, [key]: Math.round(units * MICROS) } })
  const reset = () => {
    const { [key]: _gone, ...others } = settings.prices
    void onChange({ prices: others })
  }
  const micros = own ?? published
  return (
    <div className="prices__cell">
      <NumberField
        bare
        label={what}
        value={micros === undefined ? Number.NaN : micros / MICROS}
        min={0}
        max={1_000}
        step={0.000_001}
        format={{
          style: 'currency',
          currency,
          currencyDisplay: 'narrowSymbol',
          minimumFractionDigits: 2,
          maximumFractionDigits: 6,
        }}
        onChange={save}
        note={
          published === undefined
            ? t('settings.prices.unknown')
            : t('settings.prices.published', { money: formatMoney({ micros: published, currency }) })
        }
      />
      {own !== undefined && own !== published ? (
        <IconButton size="small" label={t('settings.prices.reset', { what })} onPress={reset}>
          <RotateCcw />
        </IconButton>
      ) : null}
    </div>
  )
}
