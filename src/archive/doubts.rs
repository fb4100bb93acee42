//! What is sound, but seldom meant: things that a record lacks, and parts of it that do not fit together.

use super::PackInfo;
use super::diagnostic::{Code, Fault};
use super::json::{Element, Value};
use crate::record::{Date, RecordType};
use crate::text::quote;

/// Things that a record may lack, but seldom should.
pub(super) fn doubts(of_type: RecordType, pack: Option<&PackInfo>, element: &Element<'_>, faults: &mut Vec<Fault>) {
    let empty = |field: &str| element.get(field).is_none_or(|n| matches!(&n.value, Value::List(items) if items.is_empty()));
    let none = |field: &str| element.get(field).is_none_or(|n| matches!(n.value, Value::Null));
    let mut doubt = |code, message: &str, help: &str| {
        let at = element
            .members()
            .iter()
            .find(|m| m.key == "id")
            .map_or(element.span.start..element.span.start + 1, |m| m.element.span.clone());
        faults.push(Fault::new(at, code, message, help));
    };
    if of_type == RecordType::Event && empty("countries") && pack.is_none_or(PackInfo::is_by_country) {
        doubt(
            Code::NoCountry,
            "this event names no country",
            "add \"countries\": [\"KZ\", …]; without it no filter by country finds it",
        );
    }
    let rests_on_sources = matches!(
        of_type,
        RecordType::Event | RecordType::Quote | RecordType::Outcome | RecordType::Project | RecordType::Document
    );
    if rests_on_sources && empty("sources") {
        let message = format!("this {} has no source", of_type.name());
        doubt(Code::NoSource, &message, "add \"sources\": [\"…\"], with the id of a record of type source");
    }
    if of_type == RecordType::Quote
        && let Some(speaker) = element.get("speaker")
        && !speaker.members().iter().any(|m| ["person", "description", "organisation", "country"].contains(&&*m.key))
    {
        let help = "add \"person\": \"…\", or \"description\": \"…\" for somebody without a name";
        doubt(Code::NoSpeaker, "this quote does not say who spoke", help);
    }
    if of_type == RecordType::Outcome && ["event", "document", "project", "date"].iter().all(|field| none(field)) {
        let help = "add \"event\": \"…\", the id of the event at which it was made, or \"date\": \"2025-03-14\"";
        doubt(Code::NoDate, "this outcome belongs to no event, document or project, and has no date", help);
    }
    outcome(of_type, element, faults);
    if of_type == RecordType::Source
        && let Some(url) = element.get("url")
        && let Some(address) = url.text()
        && !crate::text::is_web_address(address)
    {
        let fault = Fault::new(url.span.clone(), Code::Link, "this is no web address; it is never opened", "write https://…");
        faults.push(fault);
    }
}

/// What does not fit together in figures, updates and votes.
fn outcome(of_type: RecordType, element: &Element<'_>, faults: &mut Vec<Fault>) {
    if matches!(of_type, RecordType::Event | RecordType::Project | RecordType::Outcome) {
        let figures = element.get("figures").map_or(&[][..], Element::items);
        faults.extend(figures.iter().filter_map(range));
    }
    if of_type == RecordType::Outcome {
        order(element.get("updates").map_or(&[][..], Element::items), faults);
        element.get("tally").into_iter().for_each(|given| tally(given, faults));
    }
}

fn number(element: Option<&Element<'_>>) -> Option<f64> {
    if let Value::Number(text) = element?.value { text.parse().ok() } else { None }
}

/// A figure that is at least more than it is at most.
fn range(figure: &Element<'_>) -> Option<Fault> {
    let low = figure.get("low")?;
    let (least, most) = (number(Some(low))?, number(figure.get("high"))?);
    let message = format!("this figure is not less than {least}, and not more than {most}");
    (least > most).then(|| Fault::new(low.span.clone(), Code::FigureRange, message, "exchange “low” and “high”, or correct them"))
}

/// Updates that end before the one above them begins.
fn order(updates: &[Element<'_>], faults: &mut Vec<Fault>) {
    let date = |update: &Element<'_>| update.get("date")?.text()?.parse::<Date>().ok();
    for pair in updates.windows(2) {
        let (Some(before), Some(date), Some(at)) = (date(&pair[0]), date(&pair[1]), pair[1].get("date")) else { continue };
        if date.last() < before.first() {
            let message = format!("this update of {} stands below one of {}", quote(date.edtf()), quote(before.edtf()));
            faults.push(Fault::new(at.span.clone(), Code::DateOrder, message, "put the updates into the order of their dates"));
        }
    }
}

/// What a vote is counted as, in the words of some bodies.
fn counted_as(vote: &str) -> Option<&'static str> {
    match vote.trim().to_ascii_lowercase().as_str() {
        "for" | "in favour" | "in favor" | "yes" | "yea" | "aye" => Some("for"),
        "against" | "no" | "nay" => Some("against"),
        "abstain" | "abstained" | "abstains" | "abstention" => Some("abstain"),
        _ => None,
    }
}

/// Votes that are listed one by one and come to another number than is given.
fn tally(tally: &Element<'_>, faults: &mut Vec<Fault>) {
    let votes = tally.get("votes").map_or(&[][..], Element::items);
    if votes.is_empty() {
        return;
    }
    for side in ["for", "against", "abstain"] {
        let (Some(given), Some(at)) = (number(tally.get(side)), tally.get(side)) else { continue };
        let is_side = |vote: &&Element<'_>| vote.get("vote").and_then(Element::text).and_then(counted_as) == Some(side);
        let listed = votes.iter().filter(is_side).count();
        #[allow(clippy::cast_precision_loss, clippy::float_cmp)] // a list of votes is short, and both are whole
        if listed as f64 != given {
            let message = format!("“{side}” is {given}, but the votes listed come to {listed}");
            let help = "correct the number or the votes; leave out the votes if only some are known";
            faults.push(Fault::new(at.span.clone(), Code::Tally, message, help));
        }
    }
}
