/** Owns the field in which words to look for are typed, with a button that takes them out again. */

import { Search, X } from 'lucide-react'
import { Button, Input, SearchField } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import './search-box.css'

type SearchBoxProps = {
  label: string
  hint: string
  value: string
  onChange(text: string): void
  /** Of the input, for those who move the focus there. */
  id?: string
}

export function SearchBox({ label, hint, value, onChange, id }: SearchBoxProps) {
  const { t } = useTranslation()
  return (
    <SearchField className="search" aria-label={label} value={value} onChange={onChange}>
      <Search className="search__icon" aria-hidden />
      <Input {...(id ? { id } : {})} className="search__input" placeholder={hint} spellCheck={false} />
      {value === '' ? null : (
        <Button className="search__clear" aria-label={t('library.searchClear')}>
          <X aria-hidden />
        </Button>
      )}
    </SearchField>
  )
}
