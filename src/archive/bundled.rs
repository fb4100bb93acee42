//! The pack that the program carries, compiled in from `data/`.

use super::PackText;
use crate::record::RecordType;

/// The texts of the bundled pack.
pub const BUNDLED: PackText<'static> = PackText {
    info: include_str!("../../data/pack.json"),
    files: &[
        (RecordType::Country, include_str!("../../data/countries.json")),
        (RecordType::Topic, include_str!("../../data/topics.json")),
        (RecordType::Event, include_str!("../../data/events.json")),
        (RecordType::Quote, include_str!("../../data/quotes.json")),
        (RecordType::Person, include_str!("../../data/people.json")),
        (RecordType::Organisation, include_str!("../../data/organisations.json")),
        (RecordType::Project, include_str!("../../data/projects.json")),
        (RecordType::Document, include_str!("../../data/documents.json")),
        (RecordType::Source, include_str!("../../data/sources.json")),
    ],
};
