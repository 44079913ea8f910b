/** Stills that the service would refuse are refused here, with the measured value and the limit, and are never sent. */

import { join } from 'node:path'
import { dropOnto } from './pages/drop.ts'
import { roomsOf } from './pages/rooms.ts'
import { putPictures } from './support/pictures-on-disk.ts'
import { tasksPaid } from './support/rehearsal.ts'
import { expect, test } from './support/studio.ts'

test.use({ hostOptions: { speed: 600, pollSeconds: 0.1 } })

test('a blocked still says why on its card, and the button counts only what can be queued', async ({
  host,
  folder,
}) => {
  const { board, inspector, queue } = roomsOf(host.page)
  const paths = await putPictures(join(folder, 'photos'), {
    'good.jpg': [640, 480],
    'small.jpg': [640, 200],
    'tall.png': [320, 1120],
    'letter.jpg': 'Dear reader, this is no picture.',
  })
  const small = '640 × 200 px is too small; both sides must be at least 300 px'
  const tall = 'The ratio 1:3.5 is too tall; the limit is 1:2.5 (320 × 1120 px)'

  await test.step('each card bears its mark and its reason', async () => {
    await dropOnto(host, paths)
    await expect(board.cards).toHaveCount(4)
    await expect(board.card('small.jpg').getByRole('img', { name: /^Blocked: / })).toBeVisible()
    await expect(board.card('small.jpg')).toContainText(small)
    await expect(board.card('tall.png')).toContainText(tall)
    await expect(board.card('letter.jpg')).toContainText('not a picture; wanted: JPEG, PNG or WEBP')
    await expect(board.card('good.jpg').getByRole('img', { name: /^Blocked: / })).toBeHidden()
    await expect(board.filter('Blocked')).toHaveText(/3$/)
  })

  await test.step('alone, a blocked shot cannot be queued; the inspector says what to do', async () => {
    await board.card('tall.png').click()
    await expect(inspector.findings).toContainText(`${tall}. Crop it to 1:2.5 or wider.`)
    await expect(inspector.queue).toBeDisabled()
    await expect(inspector.panel.getByText(`This shot is blocked: ${tall}`)).toBeVisible()
  })

  await test.step('among others it is left out, and that is said', async () => {
    await board.selectAll()
    await expect(inspector.queue).toHaveText('Queue 1 take · ¥0.00, rehearsal')
    await expect(inspector.panel.getByText('3 blocked shots are left out')).toBeVisible()
    await inspector.queue.click()
    await queue.open()
    await expect(queue.section('Saved', 1)).toBeVisible()
    await expect(queue.jobs).toHaveCount(1)
    expect(await tasksPaid(folder)).toHaveLength(1)
  })
})
