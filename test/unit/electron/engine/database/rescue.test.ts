/** The file that takes the place of a damaged job table. */

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { endRescue, openOrRescue } from '#electron/engine/database/rescue.ts'
import { MADE_AT } from '#test/support/job-table.ts'
import { tempFolder } from '#test/support/temp-folder.ts'

test('a rescue that is broken off begins again with the next start, until it has come to its end', async () => {
  const path = join(await tempFolder(), 'gallop.sqlite')
  writeFileSync(path, 'no database')
  const first = openOrRescue(path, MADE_AT, true)
  first.db.close()
  const second = openOrRescue(path, MADE_AT + 1, true)
  expect(second.rescue).toEqual(first.rescue)
  expect(first.rescue?.setAside).not.toBeNull()
  endRescue(second.db)
  second.db.close()
  const third = openOrRescue(path, MADE_AT + 2, true)
  expect(third.rescue).toBeNull()
  third.db.close()
})
