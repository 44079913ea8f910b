/** Owns where a clip comes from: its still, its batch, its take, and the take it is a retake of. */

import { useEffect, useState } from 'react'
import type { Clip } from '#shared/clip.ts'
import type { ClipFacet } from '#shared/clip-question.ts'
import { HOST_PATHS } from '#shared/host.ts'
import type { Job } from '#shared/job.ts'
import { useWords } from '../../locales/words.ts'
import { type FacetValue, toggleValue } from '../../stores/library-store.ts'
import { useStudio } from '../../stores/studio-store.ts'
import { attempt, studio } from '../../studio.ts'
import { Picture } from '../../ui/picture.tsx'

type Parents = { queuedAt: number | null; retakeOf: Pick<Job, 'take' | 'clipId'> | null }

/** Asks for the job of a clip, and for the one it retries. */
function useParents(jobId: string): Parents | null {
  const [parents, setParents] = useState<Parents | null>(null)
  useEffect(() => {
    let isGone = false
    const look = async () => {
      const own = await attempt(studio.jobs.history({ id: jobId }))
      if (!own.ok || isGone) return
      const { createdAt, retakeOf } = own.value.job
      const before = retakeOf ? await attempt(studio.jobs.history({ id: retakeOf })) : undefined
      if (!isGone) setParents({ queuedAt: createdAt, retakeOf: before?.ok ? before.value.job : null })
    }
    void look()
    return () => {
      isGone = true
    }
  }, [jobId])
  return parents
}

export function ClipParents({ clip }: { clip: Clip }) {
  const { t, moment } = useWords()
  const parents = useParents(clip.jobId)
  const project = useStudio(({ projects }) => projects.find(({ id }) => id === clip.projectId)?.name)
  return (
    <section className="parents" aria-label={t('library.parents.label')}>
      <div className="parents__still">
        <span className="parents__picture">
          <Picture src={HOST_PATHS.file('thumbnail', clip.stillId)} fit="cover" />
        </span>
        <dl className="parents__facts">
          <Parent
            label={t('library.parents.still')}
            text={clip.stillName}
            facet="stills"
            value={clip.stillId}
          />
          <Parent
            label={t('library.parents.batch')}
            text={parents?.queuedAt ? moment(parents.queuedAt) : '…'}
            facet="batches"
            value={clip.batchId}
          />
        </dl>
      </div>
      <p className="quiet parents__line">
        {[project, t('player.take', { take: clip.take })].filter(Boolean).join(' · ')}
        {parents?.retakeOf ? ` · ${t('library.parents.retakeOf', { take: parents.retakeOf.take })}` : null}
      </p>
    </section>
  )
}

type ParentProps = { label: string; text: string; facet: ClipFacet; value: FacetValue }

/** A parent is a way to its other children. */
function Parent({ label, text, facet, value }: ParentProps) {
  const { t } = useWords()
  return (
    <div className="parents__fact">
      <dt>{label}</dt>
      <dd>
        <button
          type="button"
          className="parents__link"
          aria-label={t('library.parents.only', { kind: label, name: text })}
          onClick={() => toggleValue(facet, value)}
        >
          {text}
        </button>
      </dd>
    </div>
  )
}
