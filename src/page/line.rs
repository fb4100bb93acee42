//! One record in one line, in whole sentences: as a list is read aloud.

use std::borrow::Cow;

use super::{attestation, quoted, speaker};
use crate::archive::{Archive, Id};
use crate::record::{Language, Record, RecordType, Status};

/// What a list calls the record: its title or name, a quote's words as they are shown.
pub fn headline(archive: &Archive, id: Id, language: Language) -> Cow<'_, str> {
    match archive.record(id) {
        Record::Event(event) => Cow::Borrowed(&event.title),
        Record::Quote(quote) => Cow::Owned(quoted(quote)),
        _ => Cow::Borrowed(archive.title(id, language)),
    }
}

/// "14 March 2025. 13th Tokyo Dialogue. Tokyo Dialogue, Tokyo, Japan."; a quote with its speaker, form and attestation;
/// anything else with its type, and its date if it is one of those that a list dates.
pub fn line(archive: &Archive, id: Id, language: Language) -> String {
    let date = archive.date(id).map(|date| date.said(language));
    let title = headline(archive, id, language).into_owned();
    let record = archive.record(id);
    let (before, after) = match record {
        Record::Event(event) => {
            let mut about = vec![event.kind.label().to_owned()];
            let said = event.title.ends_with(&format!("({})", event.status.label()));
            about.extend((event.status != Status::Held && !said).then(|| event.status.label().to_owned()));
            about.extend(Some(super::event::place(archive, event, language)).filter(|place| !place.is_empty()));
            (date, about)
        }
        Record::Quote(quote) => {
            let about = vec![speaker(archive, quote, language), attestation(quote).replace(" · ", ", ")];
            (None, about.into_iter().chain(date).collect())
        }
        Record::Outcome(outcome) => {
            let made = super::made_at(archive, id).map(|made| archive.title(made, language).to_owned());
            let about = std::iter::once(outcome.form.label().to_owned()).chain(made).chain(super::state(outcome, language));
            (date, about.collect())
        }
        _ => {
            let dated = matches!(record.record_type(), RecordType::Project | RecordType::Document | RecordType::Source);
            (None, std::iter::once(record.record_type().name().to_owned()).chain(date.filter(|_| dated)).collect())
        }
    };
    let about = crate::text::capitalise(&after.join(", "));
    before.into_iter().chain([title, about]).map(|part| crate::text::sentence(&part)).collect::<Vec<_>>().join(" ")
}
