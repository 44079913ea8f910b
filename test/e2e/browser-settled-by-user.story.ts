/** Lost answers that nobody can tell apart are never guessed: the user is asked, with the facts. */

import { dropOnto } from './pages/drop.ts'
import { roomsOf } from './pages/rooms.ts'
import { putPictures } from './support/pictures-on-disk.ts'
import { otherProgramMakes, play, tasksPaid } from './support/rehearsal.ts'
import { expect, test } from './support/studio.ts'

// Left to itself, a host believes the rehearsal's list after two seconds.
test.use({ hostOptions: { speed: 400, pollSeconds: null } })

test('where another program’s task looks like ours the user decides: this is it, give it up, or send it again', async ({
  host,
  folder,
  context,
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
  /** Queues one take, whose answer is lost on its way; another program makes such a task right before and right after. */
  const queueAndLose = async () => {
    await page.keyboard.press('ControlOrMeta+.')
    await expect(frame.status).toContainText('Paused')
    await frame.room('Board').click()
    await expect(inspector.queue).toHaveText(/^Queue 1 take/)
    await inspector.queue.click()
    await queue.open()
    await expect(queue.section('Queued', 1)).toBeVisible()
    const theirs = [await otherProgramMakes(folder, 'clouds pass')]
    await play(folder, 'drops-reply')
    const before = (await tasksPaid(folder)).length
    await page.keyboard.press('ControlOrMeta+.')
    await expect.poll(() => tasksPaid(folder), { intervals: [30] }).toHaveLength(before + 1)
    const mine = (await tasksPaid(folder)).at(-1)?.taskId ?? ''
    theirs.push(await otherProgramMakes(folder, 'clouds pass'))
    await play(folder, 'happy')
    return { mine, theirs }
  }

  await dropOnto(host, await putPictures(folder, { 'a.jpg': [400, 400] }))
  await expect(board.count).toHaveText('1 shot · 1 selected')
  await inspector.prompt.fill('clouds pass')
  await inspector.queue.click()
  await queue.open()
  await expect(queue.section('Saved', 1)).toBeVisible()

  await test.step('this is it: the task the user points to is fetched', async () => {
    const { mine: mineId, theirs } = await queueAndLose()
    await openQuestion(2)
    const listed = (taskId: string) => dialog.getByRole('listitem').filter({ hasText: taskId })
    for (const taskId of theirs) await expect(listed(taskId)).toContainText('clouds pass')
    const mine = listed(mineId)
    await expect(mine).toContainText(/Created .+ · SUCCEEDED/)
    // The same question is open in another window, which is told that it has been answered.
    const other = await context.newPage()
    await other.goto(page.url())
    const elsewhere = roomsOf(other).queue
    await elsewhere.open()
    await elsewhere.job('a.jpg', 2).getByRole('button', { name: 'Open the job' }).click()
    await expect(other.getByRole('button', { name: 'This is it' })).toHaveCount(3)
    await page.bringToFront()
    await mine.getByRole('button', { name: 'This is it' }).click()
    await expect(queue.section('Saved', 2)).toBeVisible()
    const settled = other.getByRole('dialog', { name: 'This has been settled' })
    await expect(settled).toContainText('the job is saved')
    await expect(settled.getByRole('button', { name: 'Give it up' })).toHaveCount(0)
    await other.close()
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
