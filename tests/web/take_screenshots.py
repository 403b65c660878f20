"""Which pictures does the README show? Takes them anew: `.venv/bin/python -m tests.web.take_screenshots`.

In: the app and the book as they are. Out: docs/screenshots/start.png, result.png and book.png.
"""

from tests.browser import ROOT, chromium, server
from tests.web.parent import AMINA, interview, opened

FOLDER = ROOT / "docs" / "screenshots"
PHONE = {"viewport": {"width": 375, "height": 760}, "color_scheme": "dark"}


def take() -> None:
    """Takes the three pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with server() as address, chromium() as browser:
        with opened(browser, address, **PHONE) as page:
            page.wait_for_selector("#welcome ~ #app .ticks")
            page.screenshot(path=FOLDER / "start.png")
            interview(page, AMINA)
            page.screenshot(path=FOLDER / "result.png")
        with opened(browser, address, viewport={"width": 900, "height": 760}) as page:
            page.goto(f"{address}/guideline#rule-patch_not_settling")
            page.wait_for_timeout(1500)
            page.screenshot(path=FOLDER / "book.png")


if __name__ == "__main__":
    take()
