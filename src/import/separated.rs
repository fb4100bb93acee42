//! Values separated by commas, semicolons, tabs or bars.

use std::borrow::Cow;

use super::table::{SheetCell, SheetTable};

/// What may stand between values; where several would do, the earlier is taken.
pub const SEPARATORS: [char; 4] = [',', ';', '\t', '|'];
/// How many lines are looked at for the separator.
const SAMPLE: usize = 60;
/// More line breaks than this in one value, which then ends with the file: its quotation mark was none.
const LONGEST: usize = 200;

/// The rows of `text`, and what separates their values.
pub fn read(name: &str, text: &str, wanted: Option<char>, tabs: bool) -> (SheetTable, char) {
    // Spreadsheets write this line for one another.
    let (stated, text, skipped) = match text.strip_prefix("sep=").and_then(|rest| Some((rest.chars().next()?, rest))) {
        Some((stated, rest)) => (Some(stated), &rest[rest.find('\n').map_or(rest.len(), |at| at + 1)..], 1),
        None => (None, text, 0),
    };
    let text = &plain_breaks(text);
    let separator = wanted.or(stated).filter(char::is_ascii).unwrap_or_else(|| guess(text, tabs));
    let mut rows = parse(text, separator, true);
    if rows.last().is_some_and(|row| row.iter().any(|(_, cell)| cell.text().matches('\n').count() > LONGEST)) {
        rows = parse(text, separator, false);
    }
    for _ in 0..skipped {
        rows.insert(0, Vec::new());
    }
    (SheetTable { name: name.to_owned(), rows, ..SheetTable::default() }, separator)
}

/// With line feeds alone between lines.
fn plain_breaks(text: &str) -> Cow<'_, str> {
    if !text.contains('\r') {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
}

/// The separator that gives most lines the same number of values, and many of them.
fn guess(text: &str, tabs: bool) -> char {
    let head = text.match_indices('\n').nth(SAMPLE).map_or(text, |(at, _)| &text[..at]);
    let score = |separator: char| {
        let lengths: Vec<usize> = reader(head, separator, true).records().flatten().take(SAMPLE).map(|row| row.len()).collect();
        let most = lengths.iter().copied().filter(|length| *length > 1);
        let count = |length: usize| lengths.iter().filter(|other| **other == length).count();
        let best = most.max_by_key(|length| (count(*length), *length))?;
        // Many lines alike count for more than many values.
        Some(count(best) * 100 / lengths.len().max(1) * 4 + best.min(50))
    };
    let mut best = (0, if tabs { '\t' } else { ',' });
    for separator in SEPARATORS {
        let favour = if tabs && separator == '\t' { 200 } else { 0 };
        if let Some(score) = score(separator)
            && score + favour > best.0
        {
            best = (score + favour, separator);
        }
    }
    best.1
}

fn reader(text: &str, separator: char, quoting: bool) -> csv::Reader<&[u8]> {
    let separator = u8::try_from(separator).unwrap_or(b',');
    csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).quoting(quoting).from_reader(text.as_bytes())
}

fn parse(text: &str, separator: char, quoting: bool) -> Vec<Vec<(u32, SheetCell)>> {
    let mut rows = Vec::new();
    let mut next = 1;
    let mut reader = reader(text, separator, quoting);
    // One record for all rows. What is read is in memory and is text, so that nothing can fail.
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record).unwrap_or(false) {
        // Blank lines are rows as well, so that a row has the number that a spreadsheet shows. The reader passes over them.
        let line = record.position().map_or(next, |at| {
            let start = usize::try_from(at.byte()).unwrap_or(text.len()).min(text.len());
            at.line() + text.as_bytes()[start..].iter().take_while(|byte| **byte == b'\n').count() as u64
        });
        rows.extend((next..line).map(|_| Vec::new()));
        let breaks: usize = record.iter().map(|value| value.matches('\n').count()).sum();
        next = line + breaks as u64 + 1;
        let mut cells = Vec::with_capacity(record.len());
        cells.extend((0_u32..).zip(&record).filter_map(|(column, value)| Some((column, SheetCell::of(value)?))));
        rows.push(cells);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_separator_is_the_one_that_makes_a_table() {
        for (text, wanted) in [
            ("a,b;c\n1,2;3\n", ','),
            ("Name;Betrag\nA, B;1,5\nC;2,5\n", ';'),
            ("a\tb, c\nd\te\n", '\t'),
            ("a|b|c\n1|2|3\n", '|'),
            ("sep=;\na;b\n", ';'),
            ("alone\n1\n", ','),
        ] {
            assert_eq!(read("t", text, None, false).1, wanted, "{text}");
        }
    }

    #[test]
    fn a_row_has_the_number_that_a_spreadsheet_shows() {
        for breaks in ["\n", "\r\n", "\r"] {
            let text = "a,b\n\n\"1\nx\",2\n\n\n3,4\n".replace('\n', breaks);
            let (table, _) = read("t", &text, None, false);
            assert_eq!(table.rows.len(), 6, "{breaks:?}");
            assert_eq!(table.cell(2, 0), Some(&SheetCell::Text("1\nx".into())));
            assert_eq!(table.cell(5, 0), Some(&SheetCell::Text("3".into())));
            assert_eq!(table.called(2, 1), "t!B3");
        }
    }

    #[test]
    fn a_lone_quotation_mark_swallows_no_file() {
        let text = format!("a\tb\n\"5 inch\tx\n{}", "y\tz\n".repeat(300));
        assert_eq!(read("t", &text, None, true).0.rows.len(), 302);
    }
}
