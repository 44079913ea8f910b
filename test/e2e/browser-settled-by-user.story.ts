/** Lost answers that nobody can tell apart are never guessed: the user is asked, with the facts. */

import { dropOnto } from './pages/drop.ts'
import { roomsOf } from './pages/rooms.ts'
import { putPictures } from './support/pictures-on-disk.ts'
import { otherProgramMakes, play, tasksPaid } from './support/rehearsal.ts'
import { expect, test } from './support/studio.ts'

// Left to itself, a host believes the rehearsal's list after two seconds.
test.use({ hostOptions: { clips: 'tiny', speed: 400, pollSeconds: null } })

test('where another program’s task looks like ours the user decides: this is it, give it up, or send it again', async ({
  host,
  folder,
}) => {
  const { page } = host
  const { board, frame, history, inspector, queue } = roomsOf(page)
  const dialog = page.getByRole('dialog', { name: 'The answer to this submission was lost' })
  const openQuestion = async (take: number) => {
    const row = queue.job('a.jpg', take)
    await expect(row).toContainText('Needs you: the task may exist')
    await row.getByRole('button', { name: 'Open the job' }).click()
    await expect(dialog).toContainText('Gallop never sends such a request again by itself.')
  }
  /** Queues one take, whose answer is lost on its way. */
  const queueAndLose = async () => {
    await play(folder, 'drops-reply')
    await frame.room('Board').click()
    await expect(inspector.queue).toHaveText(/^Queue 1 take/)
    await inspector.queue.click()
    await queue.open()
  }

  await dropOnto(host, await putPictures(folder, { 'a.jpg': [400, 400] }))
  await expect(board.count).toHaveText('1 shot · 1 selected')
  await inspector.prompt.fill('clouds pass')
  await inspector.queue.click()
  await queue.open()
  await expect(queue.section('Saved', 1)).toBeVisible()
  const theirs = await otherProgramMakes(folder, 'clouds pass')

  await test.step('this is it: the task the user points to is fetched', async () => {
    await queueAndLose()
    await openQuestion(2)
    const made = (await tasksPaid(folder)).map(({ taskId }) => taskId)
    await expect(dialog.getByRole('listitem')).toHaveCount(2)
    await expect(dialog.getByRole('listitem').filter({ hasText: theirs })).toContainText('clouds pass')
    const mine = dialog.getByRole('listitem').filter({ hasText: made.at(-1) ?? '' })
    await expect(mine).toContainText(/Created .+ · SUCCEEDED/)
    await mine.getByRole('button', { name: 'This is it' }).click()
    await expect(queue.section('Saved', 2)).toBeVisible()
  })

  await test.step('given up: it ends as failed, and says what that may have cost', async () => {
    await queueAndLose()
    await openQuestion(3)
    await expect(dialog).toContainText('If a task exists, its clip is paid for and not fetched.')
    await dialog.getByRole('button', { name: 'Give it up' }).click()
    await expect(queue.section('Failed', 1)).toBeVisible()
    await queue.job('a.jpg', 3).click()
    await expect(history.events.last()).toContainText('Given up by you')
  })

  await test.step('sent again: only after a second word, for it may be paid for twice', async () => {
    await queueAndLose()
    await openQuestion(4)
    await expect(dialog).toContainText('If the first request did arrive, you pay for two clips (¥0.00 each).')
    const before = (await tasksPaid(folder)).length
    await dialog.getByRole('button', { name: 'Send it again' }).click()
    expect(await tasksPaid(folder)).toHaveLength(before)
    await dialog.getByRole('button', { name: 'Send again and risk paying twice' }).click()
    await expect(queue.section('Saved', 3)).toBeVisible()
    expect(await tasksPaid(folder)).toHaveLength(before + 1)
  })
})
