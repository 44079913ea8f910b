/** Owns dialogs: the veil, the box, its heading and its close button. */

import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { IconButton } from './button.tsx'
import './dialog.css'

type DialogProps = {
  title: string
  closeLabel: string
  size?: 'small' | 'medium' | 'large' | 'full'
  /** A question that must be answered is an alert. */
  role?: 'dialog' | 'alertdialog'
  onClose(): void
  /** Stands at the right of the heading. */
  aside?: ReactNode
  children: ReactNode
}

/** A modal dialog that is open as long as it is mounted. */
export function Dialog({
  title,
  closeLabel,
  size = 'medium',
  role = 'dialog',
  onClose,
  aside,
  children,
}: DialogProps) {
  return (
    <ModalOverlay
      className="veil"
      isOpen
      isDismissable={role === 'dialog'}
      onOpenChange={(open) => !open && onClose()}
    >
      <Modal className={`dialog dialog--${size}`}>
        <AriaDialog className="dialog__box" role={role}>
          <header className="dialog__head">
            <Heading className="dialog__title" slot="title">
              {title}
            </Heading>
            {aside}
            <IconButton label={closeLabel} onPress={onClose}>
              <X />
            </IconButton>
          </header>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
