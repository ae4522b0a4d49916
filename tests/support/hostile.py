"""hostile.py FROM FOLDER: workbooks that no honest program writes, made from one that is."""
import shutil, sys, zipfile

source, folder = sys.argv[1:]
with zipfile.ZipFile(source) as book:
    parts = [(entry.filename, book.read(entry)) for entry in book.infolist()]
SHEET = 'xl/worksheets/sheet3.xml'


def write(name, change=lambda part, bytes: bytes, more=()):
    with zipfile.ZipFile(f'{folder}/{name}.xlsx', 'w', zipfile.ZIP_DEFLATED) as book:
        for part, bytes in parts:
            book.writestr(part, change(part, bytes))
        for part, bytes in more:
            book.writestr(part, bytes)


def only(wanted, make):
    return lambda part, bytes: make(bytes) if part == wanted else bytes


write('bomb', only(SHEET, lambda bytes: bytes.replace(b'<sheetData>', b' ' * (300 << 20) + b'<sheetData>')))
write('doctype', only(SHEET, lambda bytes: bytes.replace(b'<worksheet', b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><worksheet', 1)))
write('cells', only(SHEET, lambda bytes: bytes.replace(b'</sheetData>', b'<row><c t="b"><v>1</v></c></row>' * 1000000 + b'</sheetData>')))
KIND = b'http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings'
write('strings', only('xl/_rels/workbook.xml.rels', lambda bytes: bytes.replace(
    b'</Relationships>', b'<Relationship Id="rIdS" Type="' + KIND + b'" Target="strings.xml"/></Relationships>')),
      [('xl/strings.xml', b'<sst>' + (b'<si><t>' + b'x' * 100000 + b'</t></si>') * 1000 + b'</sst>')])
write('twice', more=[(SHEET, b'<worksheet><sheetData/></worksheet>')])
write('upwards', only('xl/_rels/workbook.xml.rels', lambda bytes: bytes.replace(b'worksheets/sheet3.xml', b'../../../../../../etc/passwd')),
      [('../../../../../../tmp/crmaudit-was-here', b'x')])
write('other', only('docProps/custom.xml', lambda bytes: bytes.replace(b'>review<', b'>somebody<')))
shutil.copy(source, f'{folder}/cut.xlsx')
with open(f'{folder}/cut.xlsx', 'r+b') as book:
    book.truncate(9000)
with open(f'{folder}/old.xlsx', 'wb') as book:
    book.write(b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' + b'\0' * 600)
