//! iCalendar (RFC 5545): events as all-day entries. A month becomes the whole month with a remark; what is known only by
//! its year, or only to lie between two days, is left out rather than given days that nobody knows.

use std::io::{self, Write};

use super::LeftOut;
use super::item::{self, Item};
use super::span::{Parts, Span};
use crate::archive::{Archive, Id, Relation};
use crate::record::{Event, Status};

/// Longest line in octets, its end not counted.
const LONGEST: usize = 75;

/// Writes the events among `ids`; says what was left out.
pub fn write(archive: &Archive, ids: &[Id], out: &mut dyn Write) -> io::Result<LeftOut> {
    let stamp = stamp(archive);
    let mut lines = Lines(String::new());
    lines.put("BEGIN", "VCALENDAR");
    lines.put("VERSION", "2.0");
    lines.put("PRODID", "-//cadialog//cadialog//EN");
    lines.put("CALSCALE", "GREGORIAN");
    let name = archive.packs().iter().map(|p| p.title.as_str()).collect::<Vec<_>>().join("; ");
    lines.put("X-WR-CALNAME", &escape(&name));
    let (mut others, mut vague) = (0, 0);
    for &id in ids {
        match archive.event(id) {
            None => others += 1,
            Some(event) => match days(&Span::of(&event.date)) {
                None => vague += 1,
                Some(days) => entry(archive, id, event, &days, &stamp, &mut lines),
            },
        }
    }
    lines.put("END", "VCALENDAR");
    out.write_all(lines.0.as_bytes())?;
    let mut left_out = LeftOut::new();
    if others > 0 {
        left_out.push(("a calendar holds events only", others));
    }
    if vague > 0 {
        left_out.push(("the day is not known, not even the month", vague));
    }
    Ok(left_out)
}

/// First day and the day after the last, as `YYYYMMDD`, and whether the days themselves are known.
struct Days {
    first: String,
    after: String,
    exact: bool,
}

fn days(span: &Span) -> Option<Days> {
    let (first, last) = match *span {
        Span::Point(day) => (day, day),
        Span::Lasting(first, last) => (first, last),
        Span::Between(..) | Span::Open => return None,
    };
    let exact = first.day.is_some() && last.day.is_some();
    let start = (first.year, first.month?, first.day.unwrap_or(1));
    let end = Parts { day: Some(last.day.unwrap_or_else(|| length(last.year, last.month.unwrap_or(12)))), ..last };
    let (year, month, day) = (end.year, end.month?, end.day?);
    let after = match (month, day) {
        (12, day) if day >= 31 => (year + 1, 1, 1),
        (month, day) if day >= length(year, month) => (year, month + 1, 1),
        (month, day) => (year, month, day + 1),
    };
    let written = |(year, month, day): (i32, u8, u8)| format!("{year:04}{month:02}{day:02}");
    Some(Days { first: written(start), after: written(after), exact })
}

const fn length(year: i32, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The day on which the data were made: the same data give the same bytes.
fn stamp(archive: &Archive) -> String {
    let day = |text: &str| {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        (digits.len() == 8).then_some(digits)
    };
    let made = archive.packs().iter().filter_map(|p| p.created.as_deref().and_then(day).or_else(|| day(&p.version))).max();
    format!("{}T000000Z", made.unwrap_or_else(|| "19700101".to_owned()))
}

fn entry(archive: &Archive, id: Id, event: &Event, days: &Days, stamp: &str, lines: &mut Lines) {
    let item = Item::of(archive, id);
    lines.put("BEGIN", "VEVENT");
    lines.put("UID", &format!("{}@cadialog", item.key.trim_start_matches("cadialog-")));
    lines.put("DTSTAMP", stamp);
    lines.put("DTSTART;VALUE=DATE", &days.first);
    lines.put("DTEND;VALUE=DATE", &days.after);
    let mut summary = event.title.clone();
    if event.status != Status::Held && !summary.contains(event.status.label()) {
        summary.push_str(&format!(" ({})", event.status.label()));
    }
    let mut remark = String::new();
    if !days.exact {
        let known = format!("{}; the days are not known", event.date);
        summary.push_str(&format!(" [{known}]"));
        remark = format!("Date: {known}. ");
    }
    lines.put("SUMMARY", &escape(&summary));
    let status = match event.status {
        Status::Held => "CONFIRMED",
        Status::Planned => "TENTATIVE",
        Status::Postponed | Status::Cancelled => "CANCELLED",
    };
    lines.put("STATUS", status);
    lines.put("TRANSP", "TRANSPARENT");
    lines.put("LOCATION", &escape(&item.place));
    if let Some((latitude, longitude)) = super::geojson::position(archive, event) {
        lines.put("GEO", &format!("{latitude};{longitude}"));
    }
    let topics = archive.linked(id, Relation::Topic).map(|topic| escape(archive.record(topic).title()));
    let categories: Vec<String> = std::iter::once(escape(event.kind.label())).chain(topics).collect();
    lines.put("CATEGORIES", &categories.join(","));
    lines.put("URL", &item.url);
    lines.put("DESCRIPTION", &escape(&format!("{remark}{}\n{}", event.summary, item::provenance(archive, id))));
    lines.put("END", "VEVENT");
}

struct Lines(String);

impl Lines {
    /// A content line, folded without cutting a character; nothing for an empty value.
    fn put(&mut self, name: &str, value: &str) {
        if value.is_empty() {
            return;
        }
        let mut used = 0;
        for c in name.chars().chain([':']).chain(value.chars()) {
            if used + c.len_utf8() > LONGEST {
                self.0.push_str("\r\n ");
                used = 1; // the blank that begins the rest counts
            }
            self.0.push(c);
            used += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

/// A TEXT value: line breaks as `\n`, and the marks that mean something escaped.
fn escape(text: &str) -> String {
    let line = |line: &str| {
        let mut out = String::with_capacity(line.len());
        for c in crate::text::clean(line).chars() {
            if matches!(c, '\\' | ';' | ',') {
                out.push('\\');
            }
            out.push(c);
        }
        out
    };
    text.split('\n').map(line).collect::<Vec<_>>().join("\\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(date: &str) -> Option<(String, String, bool)> {
        days(&Span::of(&date.parse().expect(date))).map(|days| (days.first, days.after, days.exact))
    }

    #[test]
    fn days_are_those_that_are_known_and_the_end_is_the_day_after() {
        for (date, first, after, exact) in [
            ("2025-12-19/2025-12-20", "20251219", "20251221", true),
            ("2024-02-29", "20240229", "20240301", true),
            ("2025-12-31", "20251231", "20260101", true),
            ("2013-03", "20130301", "20130401", false),
            ("2024-02", "20240201", "20240301", false),
            ("2020-08/2021-06", "20200801", "20210701", false),
        ] {
            assert_eq!(of(date), Some((first.to_owned(), after.to_owned(), exact)), "{date}");
        }
        for date in ["2011", "[2018-06-13..2019-05-17]", "../2018-01"] {
            assert_eq!(of(date), None, "{date}");
        }
    }
}
