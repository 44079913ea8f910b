/** Owns picking a folder of the host's machine where no native dialog can. */

import { CornerLeftUp, Folder } from 'lucide-react'
import { useEffect, useState } from 'react'
import { ListBox, ListBoxItem } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { type FolderListing, FolderListingSchema, HOST_PATHS } from '#shared/host.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'

type FolderPickerProps = {
  /** Where clips are looked for, or a project is to be, pictures tell nothing. */
  forPictures: boolean
  onAnswer(path: string | undefined): void
  onClose(): void
}

export function FolderPicker({ forPictures, onAnswer, onClose }: FolderPickerProps) {
  const { t } = useTranslation()
  const { listing, failed, open } = useListing()
  const finish = (path: string | undefined) => {
    onClose()
    onAnswer(path)
  }
  return (
    <Dialog title={t('frame.folder.title')} closeLabel={t('frame.close')} onClose={() => finish(undefined)}>
      <div className="dialog__body">
        <p className="mono quiet folders__path">{listing?.path ?? '…'}</p>
        {failed ? <p role="alert">{t('frame.folder.failed')}</p> : null}
        {listing ? <Folders listing={listing} onOpen={open} /> : null}
        {listing && forPictures ? (
          <p className="quiet">{t('frame.folder.pictures', { count: listing.pictures })}</p>
        ) : null}
      </div>
      <footer className="dialog__foot">
        <Button onPress={() => finish(undefined)}>{t('frame.cancel')}</Button>
        <Button kind="primary" isDisabled={!listing} onPress={() => finish(listing?.path)}>
          {t('frame.folder.use')}
        </Button>
      </footer>
    </Dialog>
  )
}

function useListing() {
  const [path, setPath] = useState<string | undefined>(undefined)
  const [listing, setListing] = useState<FolderListing | null>(null)
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    const asking = new AbortController()
    const ask = async () => {
      try {
        const response = await fetch(HOST_PATHS.folders(path), { signal: asking.signal })
        const found = FolderListingSchema.parse(await response.json())
        setListing(found)
        setFailed(false)
      } catch {
        if (!asking.signal.aborted) setFailed(true)
      }
    }
    void ask()
    return () => asking.abort()
  }, [path])
  return { listing, failed, open: setPath }
}

function Folders({ listing, onOpen }: { listing: FolderListing; onOpen(path: string): void }) {
  const { t } = useTranslation()
  const { parent, folders } = listing
  return (
    <ListBox
      key={listing.path}
      className="folders"
      aria-label={t('frame.folder.list')}
      autoFocus="first"
      renderEmptyState={() => <p className="folders__item quiet">{t('frame.folder.none')}</p>}
      onAction={(key) => onOpen(String(key))}
    >
      {parent ? (
        <ListBoxItem id={parent} className="folders__item" textValue={parent}>
          <CornerLeftUp aria-hidden />
          {t('frame.folder.up', { name: parent })}
        </ListBoxItem>
      ) : null}
      {folders.map((folder) => (
        <ListBoxItem key={folder.path} id={folder.path} className="folders__item" textValue={folder.name}>
          <Folder aria-hidden />
          {folder.name}
        </ListBoxItem>
      ))}
    </ListBox>
  )
}
