//! The stops of a journey: each is an event of its own.

use std::ops::Range;

use super::dates;
use super::meeting;
use super::place::Cities;
use super::reading::PassageKind;
use super::sentence::Sentence;
use crate::record::{Date, Day, Location};

/// A stop, and what of the text tells of it.
#[derive(Debug, Clone)]
pub(super) struct Stop {
    pub date: Date,
    /// The words of the date.
    pub words: String,
    pub doubt: Option<&'static str>,
    pub place: Location,
    pub sentences: Range<usize>,
}

/// Words of texts about journeys.
const JOURNEY: [&str; 13] =
    ["visit", "tour of", "trip", "travel", "journey", "訪問", "歴訪", "出張", "визит", "посет", "поездк", "турне", "сапар"];

/// The stops that a text tells of, if it tells of two or more, one after the other, each with a day and a city of its own.
pub(super) fn stops(sentences: &[Sentence], cities: &Cities, near: Option<Day>) -> Vec<Stop> {
    let opening = sentences.iter().take(3).map(|sentence| sentence.text.to_lowercase());
    let is_meeting = meeting::meeting(sentences).is_some_and(|meeting| meeting.ordinal.is_some());
    if is_meeting || !opening.into_iter().any(|text| JOURNEY.iter().any(|word| text.contains(word))) {
        return Vec::new();
    }
    let mut found: Vec<Stop> = Vec::new();
    for (number, sentence) in sentences.iter().enumerate() {
        let text = &sentence.text;
        let tells =
            meeting::tells_of_event(text) && !meeting::tells_of_other_times(text) && sentence.kind == PassageKind::Paragraph;
        let Some(place) = cities.of(text, true).filter(|_| tells) else { continue };
        let day = dates::dates(text).into_iter().find(|found| matches!(found.what, dates::What::Days { .. }));
        let Some((day, date)) = day.and_then(|day| dates::resolve(day.what, near).map(|date| (day, date))) else { continue };
        if let Some(last) = found.last_mut() {
            let days = date.first().year * 372 + i32::from(date.first().month) * 31 + i32::from(date.first().day);
            let before =
                last.date.first().year * 372 + i32::from(last.date.first().month) * 31 + i32::from(last.date.first().day);
            // Back in time, or months later, is another matter.
            if last.place.city == place.city || !(0..=31).contains(&(days - before)) {
                continue;
            }
            last.sentences.end = number;
        }
        found.push(Stop { date, words: day.text, doubt: day.doubt, place, sentences: number..sentences.len() });
    }
    if found.len() < 2 { Vec::new() } else { found }
}
