//! The pack that the program carries, compiled in from `data/`.

use std::sync::OnceLock;

use super::PackText;
use super::json;
use super::parts::{self, PackList, PackPart};
use crate::record::{Concept, RecordType};

/// The texts of the bundled pack.
pub const BUNDLED: PackText<'static> = PackText {
    info: include_str!("../../data/pack.json"),
    files: &[
        (RecordType::Country, include_str!("../../data/countries.json")),
        (RecordType::Topic, include_str!("../../data/topics.json")),
        (RecordType::Event, include_str!("../../data/events.json")),
        (RecordType::Quote, include_str!("../../data/quotes.json")),
        (RecordType::Outcome, include_str!("../../data/outcomes.json")),
        (RecordType::Person, include_str!("../../data/people.json")),
        (RecordType::Organisation, include_str!("../../data/organisations.json")),
        (RecordType::Place, include_str!("../../data/places.json")),
        (RecordType::Project, include_str!("../../data/projects.json")),
        (RecordType::Document, include_str!("../../data/documents.json")),
        (RecordType::Source, include_str!("../../data/sources.json")),
    ],
};

/// The text of the bundled concepts, one a line.
pub const THESAURUS: &str = include_str!("../../data/thesaurus.json");

/// The bundled concepts, read by the first call.
pub(super) fn concepts() -> &'static [Concept] {
    static CONCEPTS: OnceLock<Vec<Concept>> = OnceLock::new();
    // The data test reads them strictly; a program without them finds less.
    CONCEPTS.get_or_init(|| serde_json::from_str(THESAURUS).unwrap_or_default())
}

/// The name of the bundled pack.
pub(super) fn name() -> Option<String> {
    super::info::read_info(BUNDLED.info).ok().map(|info| info.name)
}

/// Where a bundled concept stands, in words.
pub(super) fn place_of_concept(id: &str) -> String {
    let begins = format!("{{\"id\": \"{id}\"");
    let line = THESAURUS.lines().position(|line| line.trim_start().starts_with(&begins));
    let line = line.map_or_else(String::new, |before| format!(", line {}", before + 1));
    format!("the bundled {}.json{line}", PackList::Concepts.name())
}

/// Where a record of the bundled pack stands, in words.
pub(super) fn place(of_type: RecordType, id: &str) -> String {
    let mut line = None;
    if let Some((_, text)) = BUNDLED.files.iter().find(|(of, _)| *of == of_type) {
        parts::array("", text, PackList::Records(of_type), &mut |part| {
            let PackPart::Record(_, spot) = part else { return };
            let (Some(element), _) = json::parse(spot.source, spot.range.clone()) else { return };
            let mut ids = element.get("id").into_iter().chain(element.get("aliases").map_or(&[][..], |n| n.items()));
            if line.is_none() && ids.any(|known| known.text() == Some(id)) {
                line = Some(spot.line);
            }
        });
    }
    let line = line.map_or_else(String::new, |line| format!(", line {line}"));
    format!("the bundled {}.json{line}", of_type.plural())
}
