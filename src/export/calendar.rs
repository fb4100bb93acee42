//! iCalendar (RFC 5545): events as all-day entries, those of a doubtful day tentative and with a remark. What is not known to
//! the day is left out with the reason, rather than given days that nobody knows.

use std::io::{self, Write};

use super::LeftOut;
use super::item::{self, Item};
use super::span::{self, Parts, Span};
use crate::archive::{Archive, Gazetteer, Id, Relation};
use crate::record::{Date, End, Event, Shape, Status, Unit, Years};

/// Longest line in octets, its end not counted.
const LONGEST: usize = 75;

/// Writes the events among `ids`; says what was left out.
pub fn write(archive: &Archive, ids: &[Id], out: &mut dyn Write) -> io::Result<Vec<LeftOut>> {
    let (stamp, gazetteer) = (stamp(archive), Gazetteer::new(archive));
    let mut lines = Lines(String::new());
    lines.put("BEGIN", "VCALENDAR");
    lines.put("VERSION", "2.0");
    lines.put("PRODID", "-//cadialog//cadialog//EN");
    lines.put("CALSCALE", "GREGORIAN");
    let name = archive.packs().iter().map(|p| p.title.as_str()).collect::<Vec<_>>().join("; ");
    lines.put("X-WR-CALNAME", &escape(&name));
    let mut left_out: Vec<LeftOut> = Vec::new();
    for &id in ids {
        let event = archive.event(id).ok_or("a calendar holds events only");
        match event.and_then(|event| days(&event.date).map(|days| (event, days))) {
            Ok((event, days)) => {
                // A calendar knows one position only: a tour has none.
                let at = match super::geojson::positions(archive, &gazetteer, id)[..] {
                    [only] => Some(only),
                    _ => None,
                };
                entry(archive, id, (event, &days, at), &stamp, &mut lines);
            }
            Err(why) => LeftOut::add(&mut left_out, why, id),
        }
    }
    lines.put("END", "VCALENDAR");
    out.write_all(lines.0.as_bytes())?;
    Ok(left_out)
}

/// First day and the day after the last, as `YYYYMMDD`.
struct Days {
    first: String,
    after: String,
}

/// The days of a date, or why a calendar cannot have it.
fn days(date: &Date) -> Result<Days, &'static str> {
    let day = |parts: Parts| Some((parts.year, parts.month?, parts.day?));
    let ends = match Span::of(date) {
        Span::Point(at) => day(at).zip(day(at)),
        Span::Lasting(first, last) => day(first).zip(day(last)),
        Span::Between(..) | Span::Words => None,
    };
    let (first, (year, month, day)) = ends.ok_or_else(|| unknown(date))?;
    let after = match (month, day) {
        (12, 31) => (year + 1, 1, 1),
        (month, day) if day >= length(year, month) => (year, month + 1, 1),
        (month, day) => (year, month, day + 1),
    };
    if after.0 > 9999 {
        return Err(OUT_OF_REACH);
    }
    let written = |(year, month, day): (i32, u8, u8)| format!("{year:04}{month:02}{day:02}");
    Ok(Days { first: written(first), after: written(after) })
}

const OUT_OF_REACH: &str = "a calendar has only the years from 1 to 9999";

/// Why a date has no days.
fn unknown(date: &Date) -> &'static str {
    let outside = |year: i32| !(1..=9999).contains(&year);
    match date.shape() {
        Shape::Within(..) => "only the days between which it lies are known",
        Shape::Point(part) => match (part.years, part.unit) {
            (Years::One(year), _) if outside(year) => OUT_OF_REACH,
            (Years::Among(..), _) => "not even the year is known",
            (_, Unit::Year) => "only the year is known",
            (_, Unit::Season(_)) => "only the part of the year is known",
            (_, Unit::Months(..)) => "not even the month is known",
            (_, Unit::Month(_) | Unit::Days(..) | Unit::Day(..)) => "only the month is known",
        },
        Shape::Lasting(End::At(_), End::At(_)) if outside(date.first().year) || outside(date.last().year) => OUT_OF_REACH,
        Shape::Lasting(End::At(_), End::At(_)) => "the days on which it began and ended are not known",
        Shape::Lasting(..) => "its beginning or its end is not known",
    }
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
    let made = span::day_made(archive).map_or_else(|| "19700101".to_owned(), |day| day.replace('-', ""));
    format!("{made}T000000Z")
}

/// An event, its days, and its latitude and longitude where it has one place.
type Placed<'a> = (&'a Event, &'a Days, Option<(f64, f64)>);

fn entry(archive: &Archive, id: Id, (event, days, at): Placed<'_>, stamp: &str, lines: &mut Lines) {
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
    if event.date.is_doubtful() {
        let words = event.date.to_string();
        let known = match (event.date.is_uncertain(), words.starts_with("about ")) {
            (true, _) => format!("date uncertain: {}", words.replace(" (uncertain)", "")),
            (false, true) => words,
            (false, false) => format!("date approximate: {words}"),
        };
        summary.push_str(&format!(" [{known}]"));
        remark = format!("{}. ", crate::text::capitalise(&known));
    }
    lines.put("SUMMARY", &escape(&summary));
    let status = match event.status {
        Status::Postponed | Status::Cancelled => "CANCELLED",
        Status::Held if !event.date.is_doubtful() => "CONFIRMED",
        Status::Held | Status::Planned => "TENTATIVE",
    };
    lines.put("STATUS", status);
    lines.put("TRANSP", "TRANSPARENT");
    lines.put("LOCATION", &escape(&item.place));
    if let Some((latitude, longitude)) = at {
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

    fn of(date: &str) -> Result<(String, String), &'static str> {
        days(&date.parse().expect(date)).map(|days| (days.first, days.after))
    }

    #[test]
    fn days_are_those_that_are_known_and_the_end_is_the_day_after() {
        for (date, first, after) in [
            ("2025-12-19/2025-12-20", "20251219", "20251221"),
            ("2024-02-29", "20240229", "20240301"),
            ("2025-12-31", "20251231", "20260101"),
            ("9999-12-30", "99991230", "99991231"),
            ("0001-01-01", "00010101", "00010102"),
            ("2018-05-06/2018-05-06", "20180506", "20180507"),
        ] {
            assert_eq!(of(date), Ok((first.to_owned(), after.to_owned())), "{date}");
        }
        for (date, why) in [
            ("2011", "only the year is known"),
            ("2018-XX-XX", "only the year is known"),
            ("2013-03", "only the month is known"),
            ("2018-05-XX", "only the month is known"),
            ("2018-05-1X", "only the month is known"),
            ("2018-21", "only the part of the year is known"),
            ("2018-1X", "not even the month is known"),
            ("201X", "not even the year is known"),
            ("[2018-06-13..2019-05-17]", "only the days between which it lies are known"),
            ("2020-08/2021-06", "the days on which it began and ended are not known"),
            ("../2018-01-05", "its beginning or its end is not known"),
            ("2018-01-05/", "its beginning or its end is not known"),
            ("0000-05-01", OUT_OF_REACH),
            ("0000-05-01/0000-05-03", OUT_OF_REACH),
            ("9999-12-31", OUT_OF_REACH),
        ] {
            assert_eq!(of(date), Err(why), "{date}");
        }
    }
}
