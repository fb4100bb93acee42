//! `verify`: whether a text, or every quotation of a file, is in the record.

use std::fs::OpenOptions;
use std::io::{self, Read};
use std::path::Path;

use super::answer::{ComparedStretch, PassageMatch, TurnedFact, Verified, Verify};
use super::arguments::VerifyArguments;
use super::output::Style;
use super::{CliError, ExitStatus, Output, json};
use crate::archive::Archive;
use crate::export::{Data, OutputFormat};
use crate::file::{open, without_mark};
use crate::record::{Language, Record, name_of};
use crate::search::Catalogue;
use crate::text;
use crate::verify::{Finding, LONGEST, Origin, QuotedText, Verdict, Verification, quotations, verify_as};

/// Most bytes of a file that are read for its quotations.
const LONGEST_FILE: usize = 16 << 20;

/// Endings of the files that people write texts in.
const TEXTS: [&str; 8] = ["md", "markdown", "txt", "text", "html", "htm", "rst", "tex"];

/// Cells of the text that is said again above its verdict.
const SAID_AGAIN: usize = 400;

/// A text to look for, and what came of it.
pub(super) type Looked = (QuotedText, Verification);

pub(super) fn verify(
    catalogue: &Catalogue,
    asked: &VerifyArguments,
    language: Language,
    output: &mut Output<'_>,
) -> Result<ExitStatus, CliError> {
    let words = &asked.text;
    let file = words.first().filter(|word| words.len() == 1 && is_file(word));
    let texts = match file {
        Some(path) => quotations(&read_file(path, output)?),
        None => vec![QuotedText { text: one_text(words)?, line: 0, who: None }],
    };
    let looked: Vec<Looked> = texts
        .into_iter()
        .filter_map(|quoted| verify_as(catalogue, &quoted.text, quoted.who.as_deref()).map(|found| (quoted, found)))
        .collect();
    if looked.is_empty() && file.is_none() {
        return Err(CliError::Usage("no words to look for; give a sentence or quotation, or a file of them".to_owned()));
    }
    let archive = &catalogue.archive;
    match asked.format {
        OutputFormat::Json => json::write(&answer(archive, &looked), output)?,
        _ => {
            for (n, (quoted, found)) in looked.iter().enumerate() {
                if n > 0 {
                    writeln!(output.out)?;
                }
                print(archive, quoted, found, language, output)?;
            }
        }
    }
    for (quoted, _) in looked.iter().filter(|(_, found)| found.is_cut) {
        let place = if quoted.line > 0 { format!("line {}: ", quoted.line) } else { String::new() };
        output.note(&format!("{place}the text is longer than {} KiB; the rest was not looked for", LONGEST >> 10))?;
    }
    let lost = looked.iter().filter(|(_, found)| !found.is_found()).count();
    if file.is_some() {
        output.note(&match (looked.len(), lost) {
            (0, _) => "no quotation of more than three words stands in it".to_owned(),
            (all, 0) => format!("{}, all found", text::count(all, "quotation")),
            (all, lost) => format!("{}, {lost} not found or with a fact turned", text::count(all, "quotation")),
        })?;
    }
    Ok(if looked.is_empty() || lost > 0 { ExitStatus::Nothing } else { ExitStatus::Fine })
}

/// Whether a word of the call names a file: there is one, or it is written as the path of one.
fn is_file(word: &str) -> bool {
    let ending = Path::new(word).extension().and_then(|ending| ending.to_str());
    let written = word.contains(std::path::is_separator) || ending.is_some_and(|ending| TEXTS.contains(&ending));
    Path::new(word).is_file() || written && !word.contains(char::is_whitespace)
}

/// The text of the call, or the one on standard input.
fn one_text(words: &[String]) -> Result<String, CliError> {
    if words != ["-"] {
        return Ok(words.join(" "));
    }
    let mut bytes = Vec::new();
    // A few bytes more tell that there is more.
    io::stdin().lock().take(LONGEST as u64 + 4).read_to_end(&mut bytes)?;
    utf8(&bytes, LONGEST, "standard input")
}

fn read_file(path: &str, output: &mut Output<'_>) -> Result<String, CliError> {
    let named = |error: io::Error| io::Error::new(error.kind(), format!("{path}: {error}"));
    let file = open(Path::new(path), OpenOptions::new().read(true)).map_err(named)?;
    let mut bytes = Vec::new();
    file.take(LONGEST_FILE as u64 + 4).read_to_end(&mut bytes).map_err(named)?;
    let text = utf8(&bytes, LONGEST_FILE, path)?;
    if bytes.len() > LONGEST_FILE {
        output
            .note(&format!("{path} is larger than {} MiB; the quotations in the rest were not looked for", LONGEST_FILE >> 20))?;
    }
    Ok(text)
}

/// Bytes as text; what was read beyond `most` may end within a character.
fn utf8(bytes: &[u8], most: usize, name: &str) -> Result<String, CliError> {
    let fault = |at| CliError::Usage(format!("{name}: not UTF-8 at byte {at}; save it as UTF-8 text"));
    let text = match str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) if bytes.len() > most && error.valid_up_to() + 4 > bytes.len() => {
            str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(error) => return Err(fault(error.valid_up_to())),
    };
    let text = str::from_utf8(without_mark(text.as_bytes())).unwrap_or_default();
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}

/// What came of each text, as `cadialog.verify/1`.
pub(super) fn answer(archive: &Archive, looked: &[Looked]) -> Verify {
    let results = looked.iter().map(|(quoted, found)| Verified {
        text: quoted.text.clone(),
        line: (quoted.line > 0).then_some(quoted.line),
        verdict: found.verdict.name(),
        found: found.is_found(),
        truncated: found.is_cut,
        matches: found.findings.iter().map(|finding| passage(archive, finding)).collect(),
        warnings: found
            .warnings()
            .iter()
            .map(|warning| TurnedFact {
                kind: warning.kind.name(),
                message: warning.message.clone(),
                said: warning.said.clone(),
                record: warning.record.clone(),
            })
            .collect(),
    });
    Verify { schema: "cadialog.verify/1", data: Data::of(archive), results: results.collect() }
}

fn passage(archive: &Archive, finding: &Finding) -> PassageMatch {
    let record = archive.record(finding.id);
    let quote = if let Record::Quote(quote) = record { Some(quote) } else { None };
    let stretch = |difference: &crate::verify::Difference| ComparedStretch {
        op: difference.kind.name(),
        said: difference.said.clone(),
        record: difference.record.clone(),
    };
    PassageMatch {
        id: record.id().to_owned(),
        of_type: record.record_type().name(),
        field: finding.field.name(),
        score: (f64::from(finding.score) * 1000.0).round() / 1000.0,
        text: finding.text.clone(),
        differences: finding.differences.iter().map(stretch).collect(),
        who: Origin::of(archive, finding.id, Language::En).who,
        date: archive.date(finding.id).map(|date| date.edtf().to_owned()),
        form: quote.map(|quote| name_of(quote.form)),
        corroboration: quote.and_then(|quote| quote.corroboration).map(name_of),
    }
}

/// The verdict, what is turned, and the passages that come nearest with the differences marked.
pub(super) fn print(
    archive: &Archive,
    quoted: &QuotedText,
    found: &Verification,
    language: Language,
    output: &mut Output<'_>,
) -> Result<(), CliError> {
    let place = if quoted.line > 0 { format!("line {}: ", quoted.line) } else { String::new() };
    let said = text::clean(&quoted.text);
    let said = text::truncate(said.trim(), SAID_AGAIN, "…");
    let verdict = output.styled(&text::capitalise(found.verdict.label()), Style::Strong);
    wrapped(&format!("{place}“{}”", said.trim_matches(['“', '”', '"'])), 0, Style::Plain, output)?;
    writeln!(output.out, "{verdict}.")?;
    for warning in found.warnings() {
        wrapped(&format!("! {}: {}", warning.kind.name(), warning.message), 0, Style::Warning, output)?;
    }
    // Of what was found word for word the other records that come near are of no interest.
    let shown = found.findings.iter().filter(|finding| found.verdict != Verdict::Verbatim || finding.score >= 1.0);
    for finding in shown {
        let record = archive.record(finding.id);
        let percent = format!("{:.0} %", (finding.score * 100.0).floor());
        let head = format!("{} {}, {}, {percent}", record.record_type().name(), record.id(), finding.field.name());
        writeln!(output.out)?;
        wrapped(&head, 2, Style::Strong, output)?;
        wrapped(&Origin::of(archive, finding.id, language).line(), 2, Style::Faint, output)?;
        wrapped(&finding.marked().0, 2, Style::Plain, output)?;
    }
    Ok(())
}

/// Lines of a text, wrapped to the width and made harmless.
fn wrapped(words: &str, indent: usize, style: Style, output: &mut Output<'_>) -> Result<(), CliError> {
    let words = text::clean(words);
    for range in text::wrap(&words, output.width.saturating_sub(indent).max(8), 0) {
        let line = output.styled(words[range].trim_end(), style);
        writeln!(output.out, "{}{line}", " ".repeat(indent))?;
    }
    Ok(())
}
