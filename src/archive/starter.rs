//! `pack new`: a first pack for somebody who wants to keep records of their own; it passes `check` as it is.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::schema::is_pack_name;

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

/// The files of the new pack; `NAME` stands for its name, `ID` for the name as part of an id.
const FILES: [(&str, &str); 8] = [
    (
        "pack.json",
        r#"{
  "name": "NAME",
  "title": "NAME",
  "version": "0.1.0",
  "licence": "CC-BY-4.0",
  "description": "Records of my own beside the bundled ones.",
  "schema": 1
}
"#,
    ),
    (
        "events.json",
        r#"[
  {
    "id": "ID-first-event",
    "title": "An event to replace",
    "date": "2026-05",
    "kind": "visit",
    "format": "in-person",
    "place": { "id": "ID-first-place", "city": "A city to replace", "country": "KZ" },
    "participants": [{ "person": "ID-first-person", "office": "Director", "country": "KZ", "level": "expert" }],
    "countries": ["JP", "KZ"],
    "topics": ["energy"],
    "summary": "What happened, in a sentence or two. The date says no more than is known: a year, a month or a day.",
    "sources": ["ID-first-source"]
  }
]
"#,
    ),
    (
        "outcomes.json",
        r#"[
  {
    "id": "ID-first-agreement",
    "text": "One thing on which the sides agreed.",
    "form": "agreement",
    "event": "ID-first-event",
    "by": ["JP", "KZ"],
    "countries": ["JP", "KZ"],
    "topics": ["energy"],
    "sources": ["ID-first-source"]
  },
  {
    "id": "ID-first-pledge",
    "text": "One thing that one side said it would do.",
    "form": "pledge",
    "event": "ID-first-event",
    "by": ["JP"],
    "to": ["KZ"],
    "countries": ["JP", "KZ"],
    "topics": ["education-people"],
    "figures": [{ "as_reported": "about 30 people", "value": 30, "unit": "people", "of": "trainees" }],
    "due": "2028",
    "updates": [
      {
        "date": "2026-11",
        "state": "begun",
        "text": "What became of it by then, in a sentence.",
        "sources": ["ID-first-source"]
      }
    ],
    "sources": ["ID-first-source"]
  }
]
"#,
    ),
    (
        "quotes.json",
        r#"[
  {
    "id": "ID-first-quote",
    "text": "Words as they were said.",
    "event": "ID-first-event",
    "speaker": { "person": "ID-first-person", "office": "Director", "country": "KZ" },
    "form": "verbatim",
    "countries": ["KZ"],
    "topics": ["energy"],
    "corroboration": "single-secondary",
    "sources": ["ID-first-source"]
  }
]
"#,
    ),
    (
        "people.json",
        r#"[
  {
    "id": "ID-first-person",
    "name": "A person to replace",
    "country": "KZ",
    "sources": ["ID-first-source"]
  }
]
"#,
    ),
    (
        "places.json",
        r#"[
  {
    "id": "ID-first-place",
    "name": "A city to replace (NAME)",
    "country": "KZ",
    "latitude": 51.1,
    "longitude": 71.4
  }
]
"#,
    ),
    (
        "sources.json",
        r#"[
  {
    "id": "ID-first-source",
    "title": "Where the facts come from",
    "publisher": "Who published it",
    "url": "https://example.org/",
    "language": "en",
    "accessed": "2026-05-14",
    "kind": "secondary"
  }
]
"#,
    ),
    (
        "thesaurus.json",
        r#"[
  {
    "id": "ID-first-concept",
    "names": { "en": "a term of NAME" },
    "other_names": { "en": ["another word for this term of NAME"] }
  }
]
"#,
    ),
];

/// Makes the directory `path`, whose last part is the pack's name, with a file for each of the usual types of record and
/// one for words that mean the same, and gives the files written. The countries and topics named in it are those of the bundled pack.
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
        if let Err(error) = File::create_new(&file).and_then(|mut out| out.write_all(text.as_bytes())) {
            let _ = fs::remove_dir_all(path); // made here a moment ago; half a pack is of no use
            return Err(fail(&file, error));
        }
        written.push(file);
    }
    Ok(written)
}
