//! `pack new`: a first pack for somebody who wants to keep records of their own; it passes `check` as it is, which tells what is to be written.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::schema::{is_pack_name, values_of};

/// Why no pack was begun.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs)]
pub enum StarterError {
    #[error("“{name}” cannot be the name of a pack; use a–z, 0–9, “.”, “_” and “-”, and begin with a letter or digit")]
    Name { name: String },
    #[error("{path} is already there; choose another name, or remove it first")]
    There { path: String },
    #[error("{path} cannot be written: {reason}")]
    Unwritable { path: String, reason: String },
}

/// The files of the new pack; `NAME` stands for its name, `ID` for the name as part of an id, `<EventKind>` for the values that the
/// schema has under that name. What is to be written begins as [`super::placeholders::MARK`], which `check` tells.
const FILES: [(&str, &str); 10] = [
    (
        "pack.json",
        r#"{
  "name": "NAME",
  "title": "NAME",
  "version": "0.1.0",
  "licence": "CC-BY-4.0",
  "description": "To complete: what these records are about, in a sentence.",
  "schema": 1,
  "kinds": [{ "of": "event", "id": "meeting", "name": "Meeting", "short": "meeting", "mark": "■" }],
  "fields": [{ "name": "agenda-item", "on": ["event", "outcome"], "type": "term", "label": "Agenda item" }],
  "facets": ["agenda-item", "topic"]
}
"#,
    ),
    (
        "events.json",
        r#"[
  {
    "id": "ID-first-event",
    "title": "To complete: title of the event",
    "date": "2026-05",
    "kind": "meeting",
    "agenda-item": ["To complete: item on the agenda, a field that pack.json declares"],
    "format": "in-person",
    "status": "held",
    "place": { "id": "ID-first-place", "city": "To complete: city" },
    "participants": [
      { "person": "ID-first-person", "organisation": "ID-first-body", "office": "To complete: office", "role": "speaker", "level": "expert" }
    ],
    "countries": [],
    "topics": ["ID-first-topic"],
    "summary": "To complete: what happened, in a sentence or two.",
    "sources": ["ID-first-source"],
    "notes": [
      "To complete: “date” says no more than is known: 2026, 2026-05, 2026-05-14, 2026-05-14/2026-05-16 or 2026~.",
      "To complete: “countries” lists ids of records of type country, if any: [\"JP\", …].",
      "To complete: “kind” is one of <EventKind>, or one that pack.json declares; “format” one of <Format>; “status” one of <Status>.",
      "To complete: of a participant, “role” is one of <Role>; “level” one of <Level>."
    ]
  }
]
"#,
    ),
    (
        "outcomes.json",
        r#"[
  {
    "id": "ID-first-agreement",
    "text": "To complete: one thing on which the sides agreed.",
    "form": "agreement",
    "event": "ID-first-event",
    "agenda-item": "To complete: item on the agenda",
    "by": ["ID-first-body"],
    "topics": ["ID-first-topic"],
    "sources": ["ID-first-source"],
    "notes": ["To complete: “form” is one of <OutcomeForm>."]
  },
  {
    "id": "ID-first-pledge",
    "text": "To complete: one thing that one side said it would do.",
    "form": "pledge",
    "event": "ID-first-event",
    "by": ["ID-first-body"],
    "to": ["ID-first-person"],
    "topics": ["ID-first-topic"],
    "figures": [{ "as_reported": "about 30 people", "value": 30, "unit": "people", "of": "To complete: what is counted" }],
    "due": "2028",
    "updates": [
      {
        "date": "2026-11",
        "state": "begun",
        "text": "To complete: what became of it by then, in a sentence.",
        "sources": ["ID-first-source"]
      }
    ],
    "sources": ["ID-first-source"],
    "notes": ["To complete: “state” is one of <State>; leave out “figures”, “due” and “updates” where there are none."]
  }
]
"#,
    ),
    (
        "quotes.json",
        r#"[
  {
    "id": "ID-first-quote",
    "text": "To complete: words as they were said.",
    "event": "ID-first-event",
    "speaker": { "person": "ID-first-person", "office": "To complete: office" },
    "form": "verbatim",
    "topics": ["ID-first-topic"],
    "corroboration": "single-secondary",
    "sources": ["ID-first-source"],
    "notes": ["To complete: “form” is one of <Form>; “corroboration” one of <Corroboration>."]
  }
]
"#,
    ),
    (
        "topics.json",
        r#"[
  {
    "id": "ID-first-topic",
    "name": "To complete: a topic",
    "description": "To complete: what belongs to it, in a sentence."
  }
]
"#,
    ),
    (
        "people.json",
        r#"[
  {
    "id": "ID-first-person",
    "name": "To complete: name of a person",
    "sources": ["ID-first-source"]
  }
]
"#,
    ),
    (
        "organisations.json",
        r#"[
  {
    "id": "ID-first-body",
    "name": "To complete: name of an organisation"
  }
]
"#,
    ),
    (
        "places.json",
        r#"[
  {
    "id": "ID-first-place",
    "name": "To complete: a city (NAME)",
    "notes": ["To complete: “latitude” and “longitude” in degrees, as in \"latitude\": 35.68; “country” is the id of a country."]
  }
]
"#,
    ),
    (
        "sources.json",
        r#"[
  {
    "id": "ID-first-source",
    "title": "To complete: title of the text that the facts come from",
    "publisher": "To complete: publisher",
    "url": "https://example.org/",
    "language": "en",
    "accessed": "2026-05-14",
    "kind": "secondary",
    "notes": ["To complete: “url” is its address; “kind” is one of <SourceKind>."]
  }
]
"#,
    ),
    (
        "thesaurus.json",
        r#"[
  {
    "id": "ID-first-concept",
    "names": { "en": "To complete: a term of NAME" },
    "other_names": { "en": ["To complete: another word for this term of NAME"] }
  }
]
"#,
    ),
];

/// The lists of values that the files name.
const LISTS: [&str; 10] =
    ["EventKind", "Format", "Status", "Role", "Level", "OutcomeForm", "State", "Form", "Corroboration", "SourceKind"];

/// Makes the directory `path`, whose last part is the pack's name, with a file for each of the usual types of record and
/// one for words that mean the same, and gives the files written. It names nothing that is not in it.
///
/// # Errors
/// When the name cannot be a pack's, something is already there, or it cannot be written; then nothing stays of it.
pub fn start_pack(path: &Path) -> Result<Vec<PathBuf>, StarterError> {
    let shown = |path: &Path| super::open::shown(path);
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if !is_pack_name(&name) {
        return Err(StarterError::Name { name: crate::text::clean(&name).into_owned() });
    }
    let fail = |path: &Path, error: io::Error| match error.kind() {
        io::ErrorKind::AlreadyExists => StarterError::There { path: shown(path) },
        io::ErrorKind::NotFound => StarterError::Unwritable {
            path: shown(path),
            reason: format!("there is no directory {}; make it first", shown(path.parent().unwrap_or(path))),
        },
        _ => StarterError::Unwritable { path: shown(path), reason: format!("{error}; choose another place") },
    };
    fs::create_dir(path).map_err(|e| fail(path, e))?;
    let in_id = name.replace(['.', '_'], "-");
    let mut written = Vec::new();
    for (file, text) in FILES {
        let file = path.join(file);
        let text = text.replace("NAME", &name).replace("ID-", &format!("{in_id}-"));
        let text = LISTS.iter().fold(text, |text, list| text.replace(&format!("<{list}>"), &values_of(list).join(", ")));
        if let Err(error) = File::create_new(&file).and_then(|mut out| out.write_all(text.as_bytes())) {
            let _ = fs::remove_dir_all(path); // made here a moment ago; half a pack is of no use
            return Err(fail(&file, error));
        }
        written.push(file);
    }
    Ok(written)
}
