//! A spreadsheet (Office Open XML, ECMA-376): a sheet for each type of records, with the tables of [`super::tables`]. Every cell is
//! text, so that nothing is a formula and no date is more exact than its record; only the columns of first and last days hold real
//! dates, where these days are known beyond doubt, and nothing where they are not. Written by hand: the parts that a reader needs are
//! few, and the same records give the same bytes.

use std::io::{self, Write};

use super::LeftOut;
use super::container::{self, ContainedFile};
use super::item::Item;
use super::markup::escape;
use super::span::{self, Span};
use super::tables::{TypeTable, tables};
use crate::archive::{Archive, Id};
use crate::record::{Date, Day};
use crate::search::Annotations;
use crate::text::capitalise;

/// Most UTF-16 units of a cell, and most rows of a sheet with its heading, as the program that everybody has takes them.
const MOST_OF_CELL: usize = 32_767;
const MOST_ROWS: usize = 1_048_576;

/// 1 January 1970 in the days of spreadsheets.
const DAYS_TO_1970: i64 = 25_569;
/// The first day that all spreadsheets number alike: in some 1900 has a 29 February.
const FIRST_ALIKE: Day = Day { year: 1900, month: 3, day: 1 };

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// Looks of cells, by their numbers in `styles.xml`: 0 is plain, 1 bold, 2 a date as 2025-03-14.
const STYLES: &str = "<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font>\
    <font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>\
    <fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>\
    <borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
    <cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>\
    <cellXfs count=\"3\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>\
    <xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\"/>\
    <xf numFmtId=\"164\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/></cellXfs>\
    <cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>";

/// Writes the records `ids`; says what a sheet cannot hold.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(archive: &Archive, ids: &[Id], annotations: &Annotations, out: &mut dyn Write) -> io::Result<Vec<LeftOut>> {
    let mut left_out = Vec::new();
    let mut sheets: Vec<(String, String)> = Vec::new();
    for table in tables(archive, ids, annotations) {
        sheets.push((capitalise(table.of_type.plural()), sheet(archive, &table, &mut left_out)));
    }
    if sheets.is_empty() {
        // A book without a sheet is none.
        sheets.push(("Records".to_owned(), format!("<worksheet xmlns=\"{MAIN}\"><sheetData/></worksheet>")));
    }
    let mut files = Vec::new();
    let mut put = |name: &str, xml: &str| {
        files.push(ContainedFile { name: name.to_owned(), bytes: format!("{DECLARATION}{xml}").into_bytes() });
    };
    let numbered = |made: &dyn Fn(usize, &str) -> String| {
        sheets.iter().enumerate().map(|(n, (name, _))| made(n + 1, name)).collect::<String>()
    };
    let content = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    let types =
        numbered(&|n, _| format!("<Override PartName=\"/xl/worksheets/sheet{n}.xml\" ContentType=\"{content}.worksheet+xml\"/>"));
    put(
        "[Content_Types].xml",
        &format!(
            "<Types xmlns=\"{PACKAGE}/content-types\">\
             <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
             <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
             <Override PartName=\"/xl/workbook.xml\" ContentType=\"{content}.sheet.main+xml\"/>{types}\
             <Override PartName=\"/xl/styles.xml\" ContentType=\"{content}.styles+xml\"/>\
             <Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>\
             </Types>"
        ),
    );
    put(
        "_rels/.rels",
        &format!(
            "<Relationships xmlns=\"{PACKAGE}/relationships\">\
             <Relationship Id=\"rId1\" Type=\"{RELATIONSHIPS}/officeDocument\" Target=\"xl/workbook.xml\"/>\
             <Relationship Id=\"rId2\" Type=\"{PACKAGE}/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>\
             </Relationships>"
        ),
    );
    put("docProps/core.xml", &properties(archive));
    let names = numbered(&|n, name| format!("<sheet name=\"{}\" sheetId=\"{n}\" r:id=\"rId{n}\"/>", escape(name)));
    put(
        "xl/workbook.xml",
        &format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONSHIPS}\"><sheets>{names}</sheets></workbook>"),
    );
    let links = numbered(&|n, _| {
        format!("<Relationship Id=\"rId{n}\" Type=\"{RELATIONSHIPS}/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>")
    });
    let styles = sheets.len() + 1;
    put(
        "xl/_rels/workbook.xml.rels",
        &format!(
            "<Relationships xmlns=\"{PACKAGE}/relationships\">{links}\
             <Relationship Id=\"rId{styles}\" Type=\"{RELATIONSHIPS}/styles\" Target=\"styles.xml\"/></Relationships>"
        ),
    );
    put(
        "xl/styles.xml",
        &format!(
            "<styleSheet xmlns=\"{MAIN}\"><numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\"/></numFmts>\
             {STYLES}</styleSheet>"
        ),
    );
    for (n, (_, xml)) in sheets.iter().enumerate() {
        put(&format!("xl/worksheets/sheet{}.xml", n + 1), xml);
    }
    container::write(&files, out)?;
    Ok(left_out)
}

/// Title, version and licence, and the day on which the data were made.
fn properties(archive: &Archive) -> String {
    let about = Item::of_archive(archive);
    let made = span::day_made(archive)
        .map(|day| format!("<dcterms:created xsi:type=\"dcterms:W3CDTF\">{day}T00:00:00Z</dcterms:created>"));
    format!(
        "<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\
         <dc:title>{}</dc:title><dc:creator>cadialog</dc:creator><dc:description>{}</dc:description>{}</cp:coreProperties>",
        escape(&about.title),
        escape(&about.note),
        made.unwrap_or_default()
    )
}

fn sheet(archive: &Archive, table: &TypeTable, left_out: &mut Vec<LeftOut>) -> String {
    let mut rows = String::new();
    let mut last = 1;
    put_row(&mut rows, last, table.head.iter().map(|name| WorkbookCell::Text(name, 1)));
    for (&id, row) in table.ids.iter().zip(&table.rows) {
        if last == MOST_ROWS {
            LeftOut::add(left_out, "a sheet has 1,048,576 rows", id);
            continue;
        }
        if row.iter().any(|cell| cell.encode_utf16().count() > MOST_OF_CELL) {
            LeftOut::add(left_out, "a cell of a spreadsheet holds 32,767 characters", id);
            continue;
        }
        last += 1;
        let date = archive.date(id);
        put_row(&mut rows, last, table.head.iter().zip(row).map(|(name, cell)| WorkbookCell::of(name, cell, date)));
    }
    let mut columns = String::new();
    for (at, name) in table.head.iter().enumerate() {
        columns.push_str(&format!("<col min=\"{0}\" max=\"{0}\" width=\"{1}\" customWidth=\"1\"/>", at + 1, width(name)));
    }
    let end = format!("{}{last}", letters(table.head.len().saturating_sub(1)));
    format!(
        "<worksheet xmlns=\"{MAIN}\"><sheetViews><sheetView workbookViewId=\"0\">\
         <pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>\
         <cols>{columns}</cols><sheetData>{rows}</sheetData><autoFilter ref=\"A1:{end}\"/></worksheet>"
    )
}

/// What stands in a cell.
enum WorkbookCell<'a> {
    /// A text, and the number of its look.
    Text(&'a str, u8),
    /// A day by its number.
    Day(i64),
}

impl<'a> WorkbookCell<'a> {
    /// A cell of the column `name`: of first and last days only those that are known.
    fn of(name: &str, cell: &'a str, date: Option<&Date>) -> Self {
        let at = match name {
            "first_day" => 0,
            "last_day" => 1,
            _ => return Self::Text(cell, 0),
        };
        match date.and_then(known_days).map(|days| days[at]) {
            Some(day) if day >= FIRST_ALIKE => Self::Day(day.number() + DAYS_TO_1970),
            Some(_) => Self::Text(cell, 0),
            None => Self::Text("", 0),
        }
    }
}

/// The first and the last day of a date, if both are known beyond doubt.
fn known_days(date: &Date) -> Option<[Day; 2]> {
    let (first, last) = match Span::of(date) {
        Span::Point(day) => (day, day),
        Span::Lasting(first, last) => (first, last),
        Span::Between(..) | Span::Words => return None,
    };
    (first.day.is_some() && last.day.is_some() && !date.is_doubtful()).then_some([date.first(), date.last()])
}

fn put_row<'a>(rows: &mut String, number: usize, cells: impl Iterator<Item = WorkbookCell<'a>>) {
    rows.push_str(&format!("<row r=\"{number}\">"));
    for (at, cell) in cells.enumerate() {
        let place = format!("{}{number}", letters(at));
        match cell {
            WorkbookCell::Text("", _) => {}
            WorkbookCell::Text(text, look) => {
                let text = without_codes(&escape(text));
                rows.push_str(&format!(
                    "<c r=\"{place}\" s=\"{look}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>"
                ));
            }
            WorkbookCell::Day(day) => rows.push_str(&format!("<c r=\"{place}\" s=\"2\"><v>{day}</v></c>")),
        }
    }
    rows.push_str("</row>");
}

/// `_x0041_` stands for a character in these files: the mark before it says that here it is a text.
fn without_codes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let code = &rest.as_bytes()[at + 2..];
        let is_code = code.len() > 4 && code[..4].iter().all(u8::is_ascii_hexdigit) && code[4] == b'_';
        out.push_str(&rest[..at]);
        out.push_str(if is_code { "_x005F_x" } else { "_x" });
        rest = &rest[at + 2..];
    }
    out + rest
}

/// The name of a column: A, B, …, Z, AA.
fn letters(at: usize) -> String {
    let mut name = String::new();
    let mut left = at + 1;
    while left > 0 {
        name.insert(0, char::from(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"[(left - 1) % 26]));
        left = (left - 1) / 26;
    }
    name
}

/// How many characters wide a column is.
fn width(name: &str) -> usize {
    match name {
        "title" | "summary" | "original" | "url" => 60,
        "people" | "organisations" | "sources" | "offices" | "note" => 40,
        "id" | "date" | "kind" | "speaker" | "venue" => 24,
        "first_day" | "last_day" => 12,
        _ => 18,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters_and_codes_are_texts() {
        assert_eq!([0, 25, 26, 51, 52, 701, 702].map(letters), ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
        assert_eq!(without_codes("a _x0041_ _x00G1_ _x_ 水_x005f_"), "a _x005F_x0041_ _x00G1_ _x_ 水_x005F_x005f_");
    }

    #[test]
    fn only_days_beyond_doubt_are_dates() {
        let of = |text: &str| known_days(&text.parse().expect(text)).map(|days| days.map(|day| day.to_string()).join(" "));
        assert_eq!(of("2025-03-14").as_deref(), Some("2025-03-14 2025-03-14"));
        assert_eq!(of("2025-12-19/2025-12-20").as_deref(), Some("2025-12-19 2025-12-20"));
        for text in
            ["2025-03", "2025", "2025-03-14~", "2025-03-1X", "[2018-06-13..2019-05-17]", "2018-01-05/..", "2025-03/2025-04-01"]
        {
            assert_eq!(of(text), None, "{text}");
        }
    }
}
