import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { sideways } from './browser.ts'

type Role = Parameters<Page['getByRole']>[0]

/** How somebody uses a page: with a pointer, or with nothing but the keyboard. Things are found as people find them. */
export type Hand = {
  page: Page
  /** Opens an address, as from a message or a bookmark. */
  open(address: string): Promise<void>
  /** Presses a button or follows a link, and waits for the page that comes. */
  press(role: 'button' | 'link', name: string | RegExp): Promise<void>
  /** Writes into a field. */
  write(label: string | RegExp, text: string): Promise<void>
  /** Chooses one of several, or ticks a box. */
  choose(role: 'radio' | 'checkbox', name: string | RegExp): Promise<void>
  /** The page now says this as its main heading, and fits its window. */
  sees(heading: string | RegExp): Promise<void>
}

/** @param keys use the keyboard alone: Tab, arrows, Space and Enter, and see at each step where it is. */
export function handOn(page: Page, { keys }: { keys: boolean }): Hand {
  const thing = (role: Role, name: string | RegExp) => page.getByRole(role, { name }).first()
  return {
    page,
    async open(address) {
      await page.goto(address)
    },
    async press(role, name) {
      const target = thing(role, name)
      if (keys) {
        await tabTo(page, target)
        await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
      } else await Promise.all([page.waitForNavigation(), target.click()])
    },
    async write(label, text) {
      const target = page.locator('input, textarea').and(page.getByLabel(label)).first()
      if (keys) {
        await tabTo(page, target)
        await page.keyboard.type(text)
      } else await target.fill(text)
      expect(await target.inputValue()).toBe(text)
    },
    async choose(role, name) {
      const target = thing(role, name)
      if (keys) {
        await tabTo(page, target)
        if (!(await target.isChecked())) await page.keyboard.press('Space')
      } else await target.check()
      expect(await target.isChecked()).toBe(true)
    },
    async sees(heading) {
      await expect.poll(() => page.getByRole('heading', { level: 1 }).first().textContent()).toMatch(heading)
      expect(await sideways(page)).toBe(0)
    },
  }
}

/** Goes there by Tab, and by the arrows between the radios of one question, as a keyboard does. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor()
  for (let presses = 0; presses < 200; presses += 1) {
    await page.keyboard.press('Tab')
    const at = await target.evaluate((wanted) => {
      const here = document.activeElement
      if (here === wanted) return 'there'
      const radios = [here, wanted].every((one) => one instanceof HTMLInputElement && one.type === 'radio')
      return radios && (here as HTMLInputElement).name === (wanted as HTMLInputElement).name
        ? 'beside'
        : 'elsewhere'
    })
    if (at === 'elsewhere') continue
    if (at === 'beside')
      for (let steps = 0; steps < 20; steps += 1) {
        await page.keyboard.press('ArrowDown')
        if (await target.evaluate((wanted) => document.activeElement === wanted)) break
      }
    expect(await showsFocus(target), 'it is seen where the keyboard is').toBe(true)
    return
  }
  throw new Error(`The keyboard does not reach ${target}`)
}

/** Whether what has the focus looks different: by its own outline or shadow, or the picture beside a box or radio. */
function showsFocus(target: Locator): Promise<boolean> {
  return target.evaluate((element) => {
    const style = getComputedStyle(element)
    const beside = element.nextElementSibling && getComputedStyle(element.nextElementSibling, '::before')
    const shadow = [style.boxShadow, beside?.boxShadow ?? 'none'].some((value) => value !== 'none')
    const outline =
      style.outlineStyle !== 'none' && !/rgba\(0, 0, 0, 0\)|transparent/.test(style.outlineColor)
    return shadow || outline
  })
}
