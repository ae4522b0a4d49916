# Sourced beside night.sh: filling in a workbook as people do, by two programs that know
# nothing of each other.

# fill_openpyxl FROM TO 'SHEET;NUMBER;DECISION;NOTE[;ON]'…: the first row of that finding or flag
fill_openpyxl() {
	/usr/bin/python3 - "$@" <<'END'
import sys, openpyxl
source, target, *wishes = sys.argv[1:]
book = openpyxl.load_workbook(source)
for wish in wishes:
    name, number, decision, note, *on = wish.split(';')
    sheet = book[name]
    head = next(row for row in sheet.iter_rows(max_row=10) if any(cell.value == 'Mark' for cell in row))
    at = {cell.value: cell.column - 1 for cell in head}
    key = at['Finding' if 'Finding' in at else 'Flag']
    row = next(row for row in sheet.iter_rows(min_row=head[0].row + 1) if row[key].value == number)
    row[at['Decision']].value = decision or None
    row[at['Note']].value = note or None
    if on:
        row[at['On']].value = on[0]
book.save(target)
END
}

# fill_libreoffice FROM TO NUMBER DECISION NOTE: of the sheet Findings, by a macro of an own
# profile; the columns Mark and Status change places, the rows are sorted by Finding
fill_libreoffice() {
	local basic=$scratch/profile/user/basic
	# what it finds in a new profile, its first start writes over
	[ -d "$basic" ] || libreoffice --terminate_after_init || return
	cat > "$basic/script.xlc" <<'END'
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:libraries PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "libraries.dtd">
<library:libraries xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink">
 <library:library library:name="Standard" xlink:href="$(USER)/basic/Standard/script.xlb/" xlink:type="simple" library:link="false"/>
</library:libraries>
END
	cat > "$basic/Standard/script.xlb" <<'END'
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false" library:passwordprotected="false">
 <library:element library:name="Fill"/>
</library:library>
END
	cat > "$basic/Standard/Fill.xba" <<'END'
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Fill" script:language="StarBasic">
Function column(sheet, title)
	For column = 0 To 40
		If sheet.getCellByPosition(column, 3).String = title Then Exit Function
	Next
	column = -1
End Function

Sub swap(sheet, one, other, last)
	For row = 3 To last
		held = sheet.getCellByPosition(one, row).String
		sheet.getCellByPosition(one, row).String = sheet.getCellByPosition(other, row).String
		sheet.getCellByPosition(other, row).String = held
	Next
End Sub

Sub fill(source, target, number, decision, note)
	Dim hidden(0) As New com.sun.star.beans.PropertyValue
	Dim form(0) As New com.sun.star.beans.PropertyValue
	Dim order(0) As New com.sun.star.table.TableSortField
	Dim sorted(1) As New com.sun.star.beans.PropertyValue
	hidden(0).Name = "Hidden"
	hidden(0).Value = True
	form(0).Name = "FilterName"
	form(0).Value = "Calc MS Excel 2007 XML"
	book = StarDesktop.loadComponentFromURL(ConvertToURL(source), "_blank", 0, hidden())
	sheet = book.Sheets.getByName("Findings")
	cursor = sheet.createCursor()
	cursor.gotoEndOfUsedArea(False)
	last = cursor.RangeAddress.EndRow
	For row = 4 To last
		If sheet.getCellByPosition(column(sheet, "Finding"), row).String = number Then
			sheet.getCellByPosition(column(sheet, "Decision"), row).String = decision
			sheet.getCellByPosition(column(sheet, "Note"), row).String = note
		End If
	Next
	swap(sheet, column(sheet, "Status"), column(sheet, "Mark"), last)
	order(0).Field = column(sheet, "Finding")
	order(0).IsAscending = False
	sorted(0).Name = "SortFields"
	sorted(0).Value = order()
	sorted(1).Name = "ContainsHeader"
	sorted(1).Value = True
	sheet.getCellRangeByPosition(0, 3, 10, last).sort(sorted())
	sheet.Columns.getByIndex(1).IsVisible = False
	sheet.Name = "Meine Liste"
	book.storeToURL(ConvertToURL(target), form())
	book.close(True)
End Sub
</script:module>
END
	libreoffice "macro:///Standard.Fill.fill(\"$1\",\"$2\",\"$3\",\"$4\",\"$5\")"
	[ -s "$2" ]
}

libreoffice() {
	timeout 120 soffice -env:UserInstallation="file://$scratch/profile" --headless --norestore --nologo "$@" >/dev/null 2>&1
}
