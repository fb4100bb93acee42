//! `import`, and tables or reference libraries that are opened like packs.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::{CliError, ExitStatus, Output};
use crate::archive::{self, Archive};
use crate::import::{self, Guesses, Import, ImportError, KnownNames, kind_of, side_file};
use crate::record::{Record, RecordType};
use crate::text;

/// Most remarks on cells that are printed.
const TOLD: usize = 20;

/// Files that were opened as packs: what they were made into lasts as long as this.
#[derive(Debug, Default)]
pub struct ImportedFiles {
    folder: Option<TempDir>,
    /// What there is to say of them.
    pub told: Vec<String>,
}

impl ImportedFiles {
    /// The folder in which what they were made into lies.
    pub fn folder(&self) -> Option<PathBuf> {
        self.folder.as_ref().map(|folder| folder.path().to_owned())
    }

    /// Makes packs of those of `paths` that are tables or reference libraries, and puts these in their places.
    ///
    /// # Errors
    /// Why one cannot be read.
    pub fn open(paths: &mut [PathBuf], beside_bundled: bool) -> Result<Self, CliError> {
        let mut opened = Self::default();
        for path in paths.iter_mut().filter(|path| kind_of(path).is_some()) {
            let made = read(path, beside_bundled)?;
            let folder = match &opened.folder {
                Some(folder) => folder,
                None => opened.folder.insert(tempfile::tempdir()?),
            };
            let pack = folder.path().join(format!("{}.jsonl", name_of(&made)));
            let mut file = io::BufWriter::new(std::fs::File::create(&pack)?);
            made.to_json_lines(&mut file)?;
            file.flush()?;
            opened.told.extend(remarks(&made));
            *path = pack;
        }
        Ok(opened)
    }
}

fn name_of(made: &Import) -> &str {
    made.pack.get("name").and_then(serde_json::Value::as_str).unwrap_or("imported")
}

/// Reads a file as its side file says, with the names that the program knows.
fn read(path: &Path, beside_bundled: bool) -> Result<Import, CliError> {
    let refused = |error: ImportError| match error {
        ImportError::Unreadable { .. } => CliError::Io(io::Error::other(error.to_string())),
        error => CliError::Data(error.to_string()),
    };
    let guesses = Guesses::of(path).map_err(refused)?;
    import::read(path, &guesses, &names(beside_bundled)?).map_err(refused)
}

/// The names of all countries; and of the topics of the bundled archive, where that lies beneath.
fn names(beside_bundled: bool) -> Result<KnownNames, CliError> {
    let mut names = KnownNames::default();
    let mut add = |record: &Record| {
        let mut each = |name: &str| match record {
            Record::Country(country) => names.add_country(name, &country.id),
            Record::Topic(topic) => names.add_topic(name, &topic.id),
            _ => {}
        };
        each(record.id());
        record.texts(&mut |field, name| {
            if field == crate::record::Field::Title {
                each(name);
            }
        });
    };
    archive::countries().for_each(|country| add(&country));
    if beside_bundled {
        let bundled = Archive::bundled().map_err(|error| CliError::Data(error.to_string()))?;
        let known = [RecordType::Country, RecordType::Topic].into_iter().flat_map(|of_type| bundled.of_type(of_type));
        known.for_each(|&id| add(bundled.record(id)));
    }
    Ok(names)
}

/// What was decided and what could not be read, as lines; of very many the first.
fn remarks(made: &Import) -> Vec<String> {
    let mut lines: Vec<String> =
        made.findings.iter().take(TOLD).map(|finding| format!("{}: {}", finding.cell, finding.text)).collect();
    let more = made.findings.len().saturating_sub(TOLD);
    if more > 0 {
        lines.push(format!("and {more} more remarks of this kind; cadialog import tells all"));
    }
    lines
}

/// Makes a pack of a file, or only says what its columns are taken for.
pub(super) fn import(file: &Path, to: Option<&Path>, output: &mut Output<'_>) -> Result<ExitStatus, CliError> {
    let made = read(file, true)?;
    let shown = text::clean(&file.to_string_lossy()).into_owned();
    let guesses = made.guesses.to_toml(&shown);
    let beside = side_file(file);
    let Some(to) = to else {
        write!(output.out, "{}", text::clean_lines(&guesses))?;
        for finding in &made.findings {
            output.note(&format!("{}: {}", finding.cell, finding.text))?;
        }
        let count = text::count(made.records.len(), "record");
        output.note(&format!(
            "{count} would be made; --to PACK.json writes them; what stands above can be changed in {}",
            beside.display()
        ))?;
        return Ok(ExitStatus::Fine);
    };
    let ending = to.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    let lines = match ending.as_deref() {
        Some("json") => false,
        Some("jsonl" | "ndjson") => true,
        _ => return Err(CliError::Usage(format!("{}: name the pack with the ending .json or .jsonl", to.display()))),
    };
    let mut text = Vec::new();
    if lines {
        made.to_json_lines(&mut text)?;
    } else {
        made.to_json(&mut text)?;
    }
    put(to, &text)?;
    if !made.guesses.sheets.is_empty() && !beside.exists() {
        put(&beside, guesses.as_bytes())?;
        output.note(&format!("what was guessed stands in {}; change it there and import again", beside.display()))?;
    }
    for finding in &made.findings {
        output.note(&format!("{}: {}", finding.cell, finding.text))?;
    }
    let count = text::count(made.records.len(), "record");
    writeln!(output.out, "{}", text::clean(&to.to_string_lossy()))?;
    output.note(&format!("{count}; look at them with: cadialog {}", to.display()))?;
    Ok(ExitStatus::Fine)
}

/// Writes a file that is not there yet, whole or not at all.
fn put(path: &Path, bytes: &[u8]) -> Result<(), CliError> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let named = |error: io::Error| CliError::Io(io::Error::new(error.kind(), format!("{}: {error}", path.display())));
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(named)?;
    file.write_all(bytes).map_err(named)?;
    file.persist_noclobber(path).map_err(|error| match error.error.kind() {
        io::ErrorKind::AlreadyExists => {
            CliError::Usage(format!("{} is there already; remove it, or name another file", path.display()))
        }
        _ => named(error.error),
    })?;
    Ok(())
}
