#!/usr/bin/python3
"""pictures.py INTO FILE.xlsx…: every sheet as a PNG, as LibreOffice shows it.

On paper: the first two pages of each sheet, with the page set-up it has. On screen: what
a window of 1366 × 768 shows on opening, and of the Summary what a phone of 412 does.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

import openpyxl

SCREEN = 1366, 768
PHONE = 412, 900
PAGES_OF_A_SHEET = 2
ROWS_ON_SCREEN = 60


def slug(text):
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def for_screen(path, to):
    """A copy whose sheets are one page each, large enough for all columns, unscaled."""
    book = openpyxl.load_workbook(path)
    for sheet in book:
        sheet.print_title_rows = sheet.print_title_cols = None
        sheet.print_area = f"A1:{openpyxl.utils.get_column_letter(sheet.max_column)}{max(ROWS_ON_SCREEN, 2)}"
        sheet.col_breaks = openpyxl.worksheet.pagebreak.ColBreak()
        sheet.row_breaks = openpyxl.worksheet.pagebreak.RowBreak()
        sheet.sheet_properties.pageSetUpPr = None
        sheet.page_setup = openpyxl.worksheet.page.PrintPageSetup(
            scale=100, orientation="portrait", paperWidth="1800mm", paperHeight="1800mm")
        sheet.page_margins = openpyxl.worksheet.page.PageMargins(0, 0, 0, 0, 0, 0)
        sheet.oddFooter.left.text = sheet.oddFooter.center.text = sheet.oddFooter.right.text = None
        sheet.print_options.horizontalCentered = False
        sheet.print_options.gridLines = sheet.sheet_view.showGridLines is not False
    book.save(to)
    return [sheet.title for sheet in book]


def as_pdf(paths, folder, home):
    subprocess.run(["soffice", f"-env:UserInstallation=file://{home}", "--headless", "--convert-to", "pdf",
                    "--outdir", folder, *paths], check=True, timeout=300,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def as_png(pdf, page, to, *how):
    subprocess.run(["pdftoppm", "-png", "-singlefile", "-f", str(page), "-l", str(page), *how, pdf, to], check=True)
    print(to + ".png")


def paper(pdf, base, sheets, into):
    """A page's foot names its sheet."""
    pages = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, text=True)
    shown = dict.fromkeys(sheets, 0)
    for number, text in enumerate(pages.stdout.split("\f")[:-1], 1):
        last = [line for line in text.splitlines() if line.strip()][-3:]
        whose = [sheet for sheet in sheets if f"{sheet}, page " in " ".join(last)]
        if not whose:
            sys.exit(f"{base}: page {number} does not say of which sheet it is")
        sheet = max(whose, key=len)
        shown[sheet] += 1
        if shown[sheet] <= PAGES_OF_A_SHEET:
            place = sheets.index(sheet) + 1
            as_png(pdf, number, f"{into}/{base}-{place:02}-{slug(sheet)}-paper-{shown[sheet]}", "-r", "100")
    missing = [sheet for sheet in sheets if not shown[sheet]]
    if missing:
        sys.exit(f"{base}: nothing of {', '.join(missing)} is printed")


def screen(pdf, base, sheets, into):
    """A page is a sheet."""
    facts = subprocess.run(["pdfinfo", pdf], check=True, capture_output=True, text=True).stdout
    pages = int(re.search(r"^Pages: +(\d+)", facts, re.MULTILINE).group(1))
    if pages != len(sheets):
        sys.exit(f"{base}: {len(sheets)} sheets are {pages} pages on screen")
    for number, sheet in enumerate(sheets, 1):
        name = f"{into}/{base}-{number:02}-{slug(sheet)}"
        for what, (wide, high) in (("screen", SCREEN), ("phone", PHONE)):
            if what == "screen" or sheet == "Summary":
                as_png(pdf, number, f"{name}-{what}", "-r", "96", "-x", "0", "-y", "0", "-W", str(wide), "-H", str(high))


def main(into, paths):
    os.makedirs(into, exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        for part in ("paper", "screen"):
            os.mkdir(f"{work}/{part}")
        books = {}
        for path in paths:
            base = slug(os.path.splitext(os.path.basename(path))[0])
            base = base if base not in books else f"{base}-{len(books)}"
            shutil.copy(path, f"{work}/paper/{base}.xlsx")
            books[base] = for_screen(path, f"{work}/screen/{base}.xlsx")
        for part in ("paper", "screen"):
            as_pdf([f"{work}/{part}/{base}.xlsx" for base in books], f"{work}/{part}", f"{work}/home")
        for base, sheets in books.items():
            paper(f"{work}/paper/{base}.pdf", base, sheets, into)
            screen(f"{work}/screen/{base}.pdf", base, sheets, into)


if len(sys.argv) < 3:
    sys.exit(__doc__)
main(sys.argv[1], sys.argv[2:])
