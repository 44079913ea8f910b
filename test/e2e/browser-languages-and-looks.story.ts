/** The studio in Chinese is Chinese throughout, and neither a small window, nor great zoom, nor a theme breaks it. */

import type { Page } from 'playwright'
import { dropOnto } from './pages/drop.ts'
import { roomsOf } from './pages/rooms.ts'
import type { Host } from './support/hosts.ts'
import { putPictures } from './support/pictures-on-disk.ts'
import { expect, test } from './support/studio.ts'

test.use({ hostOptions: { speed: 600, pollSeconds: 0.1 } })

/** Names, units and formats that are the same in every language. */
const SAME_EVERYWHERE =
  /My first project|Gallop|HappyHorse|Happy Horse|JPEG|PNG|WEBP|API Host|API|URL|ID|CNY|Ctrl|Shift|Alt|Enter|Esc|Del|Backspace|Space|Home|End|English|https?:\/\/\S*|socks5:\/\/\S*|\/api\/v1|[\w.-]+\.aliyun\.com\S*|[\w-]+\.(jpg|png|mp4)|MB|\bgood\b|\d+P/g

test('in Chinese no English word is left in any room', async ({ host, folder }) => {
  const { page } = host
  await fillStudio(host, folder)
  await page.keyboard.press('ControlOrMeta+k')
  await page.keyboard.type('language')
  await page.keyboard.press('Enter')
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')
  await expectChinese(page, 'board')

  await page.getByRole('tab', { name: '队列' }).click()
  await page
    .getByRole('row', { name: /^good\.jpg/ })
    .first()
    .click()
  await expect(page.getByText('视频已保存')).toBeVisible()
  await expectChinese(page, 'queue with history')
  await page.keyboard.press('p')
  await expect(page.getByRole('complementary', { name: '配方' })).toBeVisible()
  await expectChinese(page, 'player')
  await page.keyboard.press('Escape')
  await page.getByRole('tab', { name: '看板' }).click()
  await page.getByRole('row', { name: 'good.jpg', exact: true }).click()
  await page.keyboard.press('c')
  await expect(page.getByRole('group', { name: /^B · good\.jpg/ })).toBeVisible()
  await expectChinese(page, 'compare room')
  await page.keyboard.press('w')
  await expectChinese(page, 'compare room, wipe')
  await page.getByRole('tab', { name: '资料库' }).click()
  await expectChinese(page, 'library with nothing selected')
  await page.getByRole('option').first().click()
  await page.keyboard.press('5')
  await page.getByRole('button', { name: /^5 星/ }).click()
  await expect(page.getByRole('list', { name: '已启用的筛选' })).toBeVisible()
  await expectChinese(page, 'library with a clip selected and a filter on')
  await page.getByRole('tab', { name: '看板' }).click()
  await page.getByRole('row', { name: 'good.jpg', exact: true }).click()
  await page.keyboard.press('x')
  await expect(page.getByRole('gridcell', { name: /种子/ })).toHaveCount(6)
  await expectChinese(page, 'experiments')
  await page.keyboard.press('ControlOrMeta+k')
  await expect(page.getByRole('dialog', { name: '操作' })).toBeVisible()
  await expectChinese(page, 'palette')
  await page.keyboard.press('Escape')
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: '键盘快捷键' })).toBeVisible()
  await expectChinese(page, 'shortcuts')
  await page.keyboard.press('Escape')
  await page.keyboard.press('ControlOrMeta+,')
  for (const name of ['服务', '价格', '预算', '节奏', '新镜头', '外观', '文件夹']) {
    await page.getByRole('tab', { name, exact: true }).click()
    await expectChinese(page, `settings: ${name}`)
  }
  await page
    .getByRole('button', { name: /^复制路径/ })
    .first()
    .click()
  await expect(page.getByText('已复制')).toBeVisible()
})

test('nothing is cut off in a small window, at double zoom, in dark or in light', async ({
  host,
  folder,
}) => {
  const { page } = host
  const { board, compare, frame, inspector, library, player, queue, settings } = roomsOf(page)
  await fillStudio(host, folder)
  await board.card('good.jpg').click()
  await page.keyboard.press('c')
  await expect(compare.frame('B')).toBeVisible()
  await queue.open()
  await queue.job('good.jpg').click()

  for (const [width, height] of [
    [1024, 640],
    [720, 450],
  ] as const) {
    await page.setViewportSize({ width, height })
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      const place = `${width} × ${height}, ${colorScheme}`
      await frame.room('Board').click()
      await expectNothingCut(page, `board, ${place}`)
      await expect(inspector.queue).toBeInViewport({ ratio: 1 })
      await queue.open()
      await expectNothingCut(page, `queue, ${place}`)
      await expect(queue.job('good.jpg')).toBeInViewport({ ratio: 0.9 })
      await compare.open()
      await expectNothingCut(page, `compare, ${place}`)
      await expect(compare.button('Play or pause')).toBeInViewport({ ratio: 1 })
      await queue.open()
      await page.getByRole('button', { name: 'Play', exact: true }).first().click()
      await expect(player.video).toBeVisible()
      await expectNothingCut(page, `player, ${place}`)
      await expect(player.control('Play or pause')).toBeInViewport({ ratio: 1 })
      await page.keyboard.press('Escape')
      await library.open()
      await library.card(1).click()
      await expectNothingCut(page, `library, ${place}`)
      await expect(library.search).toBeInViewport({ ratio: 1 })
      await settings.open()
      await expectNothingCut(page, `settings, ${place}`)
      await expect(settings.button('Close')).toBeInViewport({ ratio: 1 })
      await settings.close()
    }
  }
})

/** A saved clip, a blocked still, both selected. */
async function fillStudio(host: Host, folder: string): Promise<void> {
  const { board, frame, inspector, queue } = roomsOf(host.page)
  await dropOnto(host, await putPictures(folder, { 'good.jpg': [640, 480], 'tall.png': [320, 1120] }))
  await expect(board.count).toHaveText('2 shots · 2 selected')
  await inspector.fill('Takes of each shot', 2)
  await inspector.queue.click()
  await queue.open()
  await expect(queue.section('Saved', 2)).toBeVisible()
  // What was said in one language stays in it until it goes.
  await expect(async () => {
    const close = frame.notices.getByRole('button', { name: 'Close' })
    if (await close.count()) await close.first().click({ timeout: 500 })
    expect(await close.count()).toBe(0)
  }).toPass()
  await frame.room('Board').click()
  await board.selectAll()
}

async function expectChinese(page: Page, place: string): Promise<void> {
  const texts = await page.evaluate(() => {
    const found: string[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node instanceof Element ? node : node.parentElement
      // Ids and paths are nobody's language; what was announced a moment ago is gone in a moment.
      if (!element || element.closest('.mono, pre, script, style, [data-live-announcer]')) continue
      if (node instanceof Element) {
        for (const name of ['aria-label', 'placeholder', 'title']) found.push(node.getAttribute(name) ?? '')
      } else found.push(node.textContent ?? '')
    }
    return found
  })
  const left = texts
    .map((text) => text.replace(SAME_EVERYWHERE, ''))
    .filter((text) => /[A-Za-z]{2,}/.test(text))
  expect.soft([...new Set(left)], place).toEqual([])
}

/** The page itself does not scroll sideways, and no part of it is cut off by the panel it lies in. */
async function expectNothingCut(page: Page, place: string): Promise<void> {
  const found = await page.evaluate(() => {
    const parts = document.querySelectorAll('button, textarea, [role=row], [role=tab], h1, h2, h3, p, dd')
    const cut = [...parts].filter((element) => {
      if (!element.checkVisibility() || element.closest('[data-live-announcer], .visually-hidden'))
        return false
      const { right, width } = element.getBoundingClientRect()
      const panel = element.closest('[role=dialog], main, aside, nav, header, footer') ?? document.body
      return width > 1 && right > panel.getBoundingClientRect().right + 1
    })
    const { scrollWidth, scrollHeight, clientWidth, clientHeight } = document.documentElement
    return {
      scrolls: scrollWidth > clientWidth || scrollHeight > clientHeight,
      cut: cut.map((element) => element.outerHTML.slice(0, 160)),
    }
  })
  expect.soft(found, place).toEqual({ scrolls: false, cut: [] })
}
