"""Somebody who walks through a page with the tab key alone; and somebody who reads from right to left."""

from collections.abc import Iterator

from tests.browser import Visitor

#: Does the page run from right to left, and are its heading and its brand where a reader begins, on the right?
MIRRORED = """() => {
  const faults = []
  if (getComputedStyle(document.body).direction !== 'rtl') faults.push('The page runs from left to right.')
  for (const name of ['h1', '.bw-brand, .bw-header__row a, .bw-office-header__row a']) {
    const one = document.querySelector(name)
    if (!one) continue
    const range = document.createRange(); range.selectNodeContents(one)
    const box = range.getBoundingClientRect(), around = document.documentElement.clientWidth
    if (box.width && box.left + box.width / 2 < around / 2 && box.right < around * 0.75)
      faults.push('On the left: ' + one.outerHTML.slice(0, 90))
  }
  return faults
}"""

#: The element that has the focus: which it is, whether its focus can be seen, and whether it is hidden by another.
FOCUSED = """() => {
  const one = document.activeElement
  if (!one || one === document.body || one === document.documentElement) return null
  const label = one.id && document.querySelector(`label[for="${CSS.escape(one.id)}"]`)
  const styles = [getComputedStyle(one), ...(label ? [getComputedStyle(label, '::before')] : [])]
  const drawn = () => styles.map(s => [s.backgroundColor, s.boxShadow, s.outlineWidth + s.outlineColor,
    s.textDecorationLine, s.clipPath, s.position].join()).join()
  const focused = drawn()
  one.blur()
  const marked = drawn() !== focused
  one.focus({ preventScroll: true })
  const box = one.getBoundingClientRect()
  const x = Math.min(Math.max(box.left + Math.min(box.width / 2, 20), 0), innerWidth - 1)
  const y = Math.min(Math.max(box.top + Math.min(box.height / 2, 10), 0), innerHeight - 1)
  const top = document.elementFromPoint(x, y)
  return {
    at: [...document.querySelectorAll('*')].indexOf(one),
    words: (one.innerText || one.getAttribute('aria-label') || one.id || one.tagName).trim().slice(0, 50),
    marked,
    inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    covered: !(top && (one.contains(top) || top.contains(one) || (label && label.contains(top)))),
    main: one.matches('main .govuk-button:not(.govuk-button--secondary)'),
  }
}"""
MAIN_BUTTONS = """within =>
  document.querySelectorAll(`:is(${within}) .govuk-button:not(.govuk-button--secondary)`).length"""
MOST_TABS, SKIP = 200, "Skip to main content"
#: The focus at the beginning of one element, as if somebody had come to it.
BEGIN_IN = """within => {
  const one = document.querySelector(within)
  one.tabIndex = -1
  one.focus()
}"""
IS_IN = "within => !!document.activeElement.closest(within)"


def by_keyboard(visitor: Visitor, within: str = "") -> Iterator[str]:
    """What is wrong for somebody who walks through this page, or one element of it, with the tab key."""
    if within:
        visitor.tab.evaluate(BEGIN_IN, within)
    buttons, last, number, met = visitor.tab.evaluate(MAIN_BUTTONS, within or "main"), -1, 0, 0
    for number in range(MOST_TABS):
        visitor.tab.keyboard.press("Tab")
        focused = visitor.tab.evaluate(FOCUSED)
        if focused is None:
            break
        if within and not visitor.tab.evaluate(IS_IN, within):
            break
        words = focused["words"]
        if number and words == SKIP:
            break  # round again
        if not (number or within) and words != SKIP:
            yield f'The first stop is "{words}", not the skip link.'
        if focused["at"] <= last:
            yield f'"{words}" comes after something that stands below it.'
        for wrong, why in (
            (not focused["marked"], "has the focus, and nothing shows it"),
            (not focused["inside"], "has the focus outside the window"),
            (focused["inside"] and focused["covered"], "has the focus under something else"),
        ):
            if wrong:
                yield f'"{words}" {why}.'
        last, met = focused["at"], met + focused["main"]
    if number >= MOST_TABS - 1:
        yield "The tab key never comes to an end."
    if met < buttons:
        yield f"The tab key meets {met} of the {buttons} buttons."
