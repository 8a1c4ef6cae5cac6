"""Installs what the browser tests need, a Chromium and a Chinese font, and says from where.

As root on Debian they are Debian's packages; otherwise Chromium comes as Playwright
brings it, and the font is the system's own, or a line says that there is none.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

PACKAGES = {"chromium": "chromium", "font": "fonts-noto-cjk"}
#: Where Chromium lies as Debian and others install it.
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")


def playwrights_chromium() -> Path | None:
    """The Chromium that Playwright installed, if it did."""
    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return path if path.exists() else None


def chromium() -> str | None:
    """Any Chromium on this machine."""
    found = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    return found or (str(playwrights) if (playwrights := playwrights_chromium()) else None)


def has_chinese_font() -> bool:
    """Whether Chinese can be shown; macOS brings fonts of its own."""
    if sys.platform == "darwin":
        return True
    if shutil.which("fc-list") is None:
        return False
    listed = subprocess.run(
        ["fc-list", ":lang=zh-cn", "family"],  # noqa: S607  (found on the path, just asked for)
        capture_output=True,
        text=True,
        check=False,
    )
    return bool(listed.stdout.strip())


def is_root_on_debian() -> bool:
    """Whether Debian's packages can be installed here."""
    release = Path("/etc/os-release")
    named = release.read_text(encoding="utf-8").splitlines() if release.exists() else []
    # Not Ubuntu: its package of that name is a stub for a snap.
    return "ID=debian" in named and os.geteuid() == 0


def install_packages(packages: list[str]) -> None:
    """Installs Debian's packages."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (
        ["update", "--quiet"],
        ["install", "--quiet", "--yes", "--no-install-recommends", *packages],
    ):
        subprocess.run(  # noqa: S603  (words of ours)
            ["apt-get", *arguments],  # noqa: S607  (found on the path, just asked for)
            check=True,
            env=environment,
            stdout=subprocess.DEVNULL,
        )


def main() -> int:
    """Installs what is missing; returns the exit code."""
    found, font = chromium(), has_chinese_font()
    if found and font:
        print(f"browser: {found} and a Chinese font are here already")
        return 0
    missing = [PACKAGES["chromium"]] * (not found) + [PACKAGES["font"]] * (not font)
    try:
        if is_root_on_debian():
            install_packages(missing)
            print(f"browser: installed {' and '.join(missing)} from Debian's packages")
        elif not found:
            subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)
            print("browser: installed Chromium as Playwright brings it")
    except subprocess.CalledProcessError as error:
        print(f"browser: not installed: {error}", file=sys.stderr)
        return 1
    if not has_chinese_font():
        print("browser: no Chinese font was found; the tests pass, pictures show boxes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
