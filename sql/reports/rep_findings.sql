-- The open findings in scope, for the pages of one rep's workbook: in each of them the view
-- costs ten times more to plan than these few rows to read. Until the transaction ends the
-- table stands before the view, whose name it has.
CREATE TEMPORARY TABLE finding_shown ON COMMIT DROP AS SELECT * FROM finding_shown
