/** Owns the seed of the selected shots: a number or a new one for each take, and the lock that keeps it. */

import { Dices, Lock, LockOpen, X } from 'lucide-react'
import { FieldError, Input, Label, Text, TextField, ToggleButton } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { PARAMETER_LIMITS } from '#shared/happyhorse.ts'
import type { Shot } from '#shared/shot.ts'
import { drawSeed } from '../../deeds/draw-seed.ts'
import { commonOf, editShots } from '../../stores/shots-store.ts'
import { useStudio } from '../../stores/studio-store.ts'
import { useView } from '../../stores/view-store.ts'
import { useSeedTyping } from '../../typing/seed-typing.ts'
import { IconButton, Tip } from '../../ui/button.tsx'

const { max } = PARAMETER_LIMITS.seed

export function SeedField({ shots }: { shots: readonly Shot[] }) {
  const { t } = useTranslation()
  const ids = shots.map((shot) => shot.id)
  const seeds = commonOf(shots.map((shot) => shot.seed))
  const seed = seeds && !seeds.mixed ? seeds.value : null
  const clear = { seed: null, seedLocked: false }
  const anySeed = useAnySeed()
  return (
    <div className="seed">
      <SeedInput
        key={ids.join()}
        seed={seed}
        placeholder={seeds?.mixed ? t('inspector.mixed') : anySeed}
        onChange={(next) => editShots(ids, next === null ? clear : { seed: next })}
      />
      <SeedLock shots={shots} />
      <IconButton
        label={t('inspector.seedNew')}
        kind="plain"
        onPress={() => editShots(ids, { seed: drawSeed() })}
      >
        <Dices />
      </IconButton>
      <IconButton
        label={t('inspector.seedClear')}
        kind="plain"
        isDisabled={seed === null && !seeds?.mixed}
        onPress={() => editShots(ids, clear)}
      >
        <X />
      </IconButton>
      <p className="field__note seed__note">{t('inspector.seedNote')}</p>
    </div>
  )
}

/** What a take gets that brings no seed: that of the project, or a new one. */
function useAnySeed(): string {
  const { t } = useTranslation()
  const projectId = useView((view) => view.projectId)
  const seed = useStudio(({ projects }) => projects.find((one) => one.id === projectId)?.seed ?? null)
  return seed === null ? t('inspector.seedAny') : t('experiments.projectSeed', { seed })
}

function SeedLock({ shots }: { shots: readonly Shot[] }) {
  const { t } = useTranslation()
  const isLocked = shots.every((shot) => shot.seedLocked)
  const unlock = () =>
    editShots(
      shots.map((shot) => shot.id),
      { seedLocked: false },
    )
  return (
    <Tip label={t('inspector.seedLock')}>
      <ToggleButton
        className="button button--icon button--plain seed__lock"
        aria-label={t('inspector.seedLock')}
        isSelected={isLocked}
        onChange={(on) => (on ? lockSeeds(shots) : unlock())}
      >
        {isLocked ? <Lock /> : <LockOpen />}
      </ToggleButton>
    </Tip>
  )
}

/** Locks the seed each shot has; those without one get a new one to lock. */
function lockSeeds(shots: readonly Shot[]): void {
  const idsOf = (some: readonly Shot[]) => some.map((shot) => shot.id)
  editShots(idsOf(shots.filter((shot) => shot.seed !== null)), { seedLocked: true })
  editShots(idsOf(shots.filter((shot) => shot.seed === null)), { seedLocked: true, seed: drawSeed() })
}

type SeedInputProps = { seed: number | null; placeholder: string; onChange(seed: number | null): void }

/** Pasting a number with spaces or a label works. */
function SeedInput({ seed, placeholder, onChange }: SeedInputProps) {
  const { t } = useTranslation()
  const { text, type, leave, isBad, refused } = useSeedTyping({
    seed,
    onChange,
    onEmpty: () => onChange(null),
  })
  return (
    <TextField
      className="field seed__field"
      value={text}
      isInvalid={isBad || refused !== null}
      onChange={type}
      onBlur={leave}
    >
      <Label className="field__label">{t('inspector.seed')}</Label>
      <Input
        className="field__input mono"
        inputMode="numeric"
        autoComplete="off"
        placeholder={placeholder}
        onKeyDownCapture={(event) => event.key === 'Enter' && leave()}
      />
      <FieldError className="seed__bad">
        <Text slot="errorMessage">
          {refused === null
            ? t('inspector.seedBad', { max })
            : t('inspector.seedKept', { typed: refused, max })}
        </Text>
      </FieldError>
    </TextField>
  )
}
