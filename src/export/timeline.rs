//! `TimelineJS` (<https://timeline.knightlab.com/docs/json-format.html>): what happened, was said, agreed and issued, as slides. A
//! slide stands at the year, month and day as far as these are certain, and shows the date in the words of the record. What the
//! viewer takes for HTML is escaped; only addresses of the web are links.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::LeftOut;
use super::item::{self, Item};
use super::markup::escape;
use super::span::{self, Parts, Span};
use crate::archive::{Archive, Id, Relation};
use crate::page;
use crate::record::{Date, End, Language, Record, Shape, Status, Years};
use crate::text::capitalise;

/// Writes the dated records among `ids`; says what was left out.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(archive: &Archive, ids: &[Id], out: &mut dyn Write) -> io::Result<Vec<LeftOut>> {
    let mut left_out = Vec::new();
    let mut slides = Vec::new();
    for &id in ids {
        let date = archive.date(id).filter(|_| archive.record_type(id).is_dated());
        match date.ok_or("a timeline holds what has a date").and_then(|date| Ok((date, ends(date)?))) {
            Ok((date, ends)) => slides.push(slide(archive, id, date, ends)),
            Err(why) => LeftOut::add(&mut left_out, why, id),
        }
    }
    let about = Item::of_archive(archive);
    let title = json!({ "text": { "headline": escape(&about.title), "text": paragraph(&about.note) }, "autolink": false });
    serde_json::to_writer_pretty(&mut *out, &json!({ "title": title, "events": slides, "scale": "human" }))?;
    writeln!(out)?;
    Ok(left_out)
}

/// Where a slide begins, and where it ends if it lasts.
type Ends = (Parts, Option<Parts>);

/// The ends of a date, or why it has no place on a timeline.
fn ends(date: &Date) -> Result<Ends, &'static str> {
    match Span::of(date) {
        Span::Point(at) => return Ok((at, None)),
        Span::Lasting(first, last) => return Ok((first, Some(last))),
        Span::Between(..) | Span::Words => {}
    }
    if let Some(known) = span::certain(date) {
        return Ok((known, None));
    }
    match date.shape() {
        Shape::Within(..) => Err("only the days between which it lies are known"),
        // What goes on stands where it began.
        Shape::Lasting(End::At(first), _) => span::parts(first).map(|first| (first, None)).ok_or("its beginning is not known"),
        Shape::Lasting(..) => Err("its beginning is not known"),
        Shape::Point(part) => match part.years {
            Years::One(year) if (1..=9999).contains(&year) => Ok((Parts { year, month: None, day: None }, None)),
            Years::One(_) => Err("a timeline has only the years from 1 to 9999"),
            Years::Among(..) => Err("not even the year is known"),
        },
    }
}

fn slide(archive: &Archive, id: Id, date: &Date, (first, last): Ends) -> Value {
    let record = archive.record(id);
    let item = Item::of(archive, id);
    let mut text = String::new();
    let mut headline = record.short_title().unwrap_or(&item.title).to_owned();
    let mut media = None;
    match record {
        Record::Event(event) => {
            if event.status != Status::Held && !headline.contains(event.status.label()) {
                headline.push_str(&format!(" ({})", event.status.label()));
            }
            text.push_str(&paragraph(&item.place));
            text.push_str(&paragraph(&item.text));
        }
        Record::Quote(quote) => {
            headline = page::speaker(archive, quote, Language::En);
            let said = escape(&page::quoted(quote));
            if quote.form.is_quoted() {
                media = Some(format!("<blockquote>{said}<cite>{}</cite></blockquote>", escape(&headline)));
            } else {
                text.push_str(&format!("<p>{said}</p>"));
            }
            text.push_str(&paragraph(&capitalise(&page::attestation(quote))));
            text.push_str(&paragraph(&item.event));
        }
        _ => {
            text.push_str(&paragraph(&capitalise(&item.genre)));
            text.push_str(&paragraph(&item.text));
        }
    }
    text.push_str(&sources(archive, id));
    let mut slide = json!({
        "start_date": date_of(first),
        "display_date": date.to_string(),
        "text": { "headline": escape(&headline), "text": text },
        "group": capitalise(record.record_type().plural()),
        "unique_id": item.key,
        "autolink": false,
    });
    if let Some(last) = last {
        slide["end_date"] = date_of(last);
    }
    if let Some(media) = media {
        slide["media"] = json!({ "url": media });
    }
    slide
}

/// The date as far as it is known.
fn date_of(parts: Parts) -> Value {
    let mut date = json!({ "year": parts.year });
    for (name, part) in [("month", parts.month), ("day", parts.day)] {
        if let Some(part) = part {
            date[name] = part.into();
        }
    }
    date
}

fn paragraph(words: &str) -> String {
    if words.is_empty() { String::new() } else { format!("<p>{}</p>", escape(words)) }
}

/// The sources of a record by publisher and title, each a link where it has an address of the web.
fn sources(archive: &Archive, id: Id) -> String {
    let named = archive.linked(id, Relation::Source).filter_map(|id| match archive.record(id) {
        Record::Source(source) => {
            let words = escape(&format!("{}, “{}”", source.publisher, item::inner(&source.title)));
            let url = source.url.as_deref().filter(|url| page::is_openable(url));
            Some(url.map_or(words.clone(), |url| format!("<a href=\"{}\">{words}</a>", escape(url))))
        }
        _ => None,
    });
    let named: Vec<String> = named.collect();
    if named.is_empty() { String::new() } else { format!("<p>Sources: {}</p>", named.join("; ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slide_stands_no_more_exactly_than_its_date() {
        let of = |text: &str| {
            let (first, last) = ends(&text.parse().expect(text))?;
            Ok::<_, &str>(format!("{}{}", first.iso(), last.map(|last| format!(" to {}", last.iso())).unwrap_or_default()))
        };
        for (text, stands) in [
            ("2025-03-14", "2025-03-14"),
            ("2006-02", "2006-02"),
            ("2011~", "2011"),
            ("2018-21", "2018"),
            ("2018-21?", "2018"),
            ("2018-05-1X", "2018"),
            ("2025-12-19/2025-12-20", "2025-12-19 to 2025-12-20"),
            ("2020-08/2021-06", "2020-08 to 2021-06"),
            ("[2018-06-13..2018-06-20]", "2018-06"),
            ("[2018-06-13..2018-09-17]", "2018"),
            ("2018-01-05/..", "2018-01-05"),
            ("2018-01/", "2018-01"),
        ] {
            assert_eq!(of(text).as_deref(), Ok(stands), "{text}");
        }
        for (text, why) in [
            ("[2018-06-13..2019-05-17]", "only the days between which it lies are known"),
            ("../2018-01-05", "its beginning is not known"),
            ("201X", "not even the year is known"),
            ("0000-05-01", "a timeline has only the years from 1 to 9999"),
        ] {
            assert_eq!(of(text).as_deref(), Err(&why), "{text}");
        }
    }
}
