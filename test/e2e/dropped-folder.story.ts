/** A folder from the file manager: dropped, given one prompt for all, queued with a key. */

import { join } from 'node:path'
import { dropOnto } from './pages/drop.ts'
import { roomsOf } from './pages/rooms.ts'
import { putPictures } from './support/pictures-on-disk.ts'
import { tasksPaid } from './support/rehearsal.ts'
import { expect, test } from './support/studio.ts'

test.use({ hostOptions: { speed: 600, pollSeconds: 0.1 } })

test('files and a folder become shots, share a prompt, show where they differ, and are queued by key', async ({
  host,
  folder,
}) => {
  const { board, frame, inspector, queue } = roomsOf(host.page)
  const photos = join(folder, 'photos')
  const [first = '', second = ''] = await putPictures(photos, {
    'harbour.jpg': [640, 480],
    'tower.png': [400, 640],
    'holiday/beach.webp': [640, 400],
    'holiday/notes.txt': 'not a picture',
    'holiday/evening/pier.txt': 'gulls circle\n',
    'holiday/evening/pier.jpg': [500, 500],
  })

  await test.step('each picture in it becomes a card; what is no picture stays away', async () => {
    await dropOnto(host, [first, second, join(photos, 'holiday')])
    await expect(board.cards).toHaveCount(4)
    for (const name of ['harbour.jpg', 'tower.png', 'beach.webp', 'pier.jpg']) {
      await expect(board.card(name)).toBeVisible()
    }
    await expect(board.count).toHaveText('4 shots · 4 selected')
  })

  await test.step('the prompt that lies beside a picture comes with it', async () => {
    await board.card('pier.jpg').click()
    await expect(inspector.prompt).toHaveValue('gulls circle')
    await board.selectAll()
    await expect(board.count).toHaveText('4 shots · 4 selected')
  })

  await test.step('one prompt goes to all, and the meter weighs it as the service does', async () => {
    await expect(inspector.title).toHaveText('4 shots')
    await inspector.prompt.fill('clouds pass')
    await expect(inspector.meter).toHaveText('11 of 5,000')
    await inspector.prompt.fill('云 pass')
    await expect(inspector.meter).toHaveText('7 of 5,000')
  })

  await test.step('one shot is set otherwise; together they show that they differ', async () => {
    await board.card('pier.jpg').click()
    await expect(inspector.title).toHaveText('pier.jpg')
    await expect(inspector.prompt).toHaveValue('云 pass')
    await inspector.prompt.fill('waves roll in')
    await inspector.choose('Resolution', '480P')
    await board.selectAll()
    await expect(inspector.panel.getByText('Mixed').first()).toBeVisible()
    await expect(inspector.prompt).toHaveValue('')
    await expect(inspector.prompt).toHaveAttribute('placeholder', /The prompts differ/)
    await expect(inspector.resolution).toContainText('Mixed')
  })

  await test.step('the button says how many and what they cost; Ctrl Enter presses it, even while typing', async () => {
    await inspector.fill('Takes of each shot', 2)
    await expect(inspector.queue).toHaveText('Queue 8 takes · ¥0.00, rehearsal')
    await inspector.prompt.focus()
    await host.page.keyboard.press('ControlOrMeta+Enter')
    await expect(frame.notices.getByText('8 takes queued')).toBeVisible()
    await queue.open()
    await expect(queue.section('Saved', 8)).toBeVisible()
  })

  await test.step('what was sent is what was written', async () => {
    const prompts = (await tasksPaid(folder)).map((task) => task.prompt).sort()
    expect(prompts).toEqual([...Array(2).fill('waves roll in'), ...Array(6).fill('云 pass')])
  })
})
