//! `report`: records with their sources in one file that stands by itself.

use std::collections::HashSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::arguments::{Arguments, Filters, Matching, ReportArguments, name_of};
use super::select::{self, Selection};
use super::{CliError, ExitStatus, Output, records};
use crate::archive::{Archive, Id};
use crate::record::Language;
use crate::report::{self, DossierFormat, DossierRequest, Inquiry};
use crate::search::{Annotations, Catalogue};
use crate::text;

pub(super) fn report(
    catalogue: &Catalogue,
    arguments: &Arguments,
    asked: &ReportArguments,
    output: &mut Output<'_>,
) -> Result<ExitStatus, CliError> {
    let archive = &catalogue.archive;
    let file = asked.output.as_deref().filter(|file| *file != Path::new("-"));
    let format = format_of(asked.format, file)?;
    if let Some(file) = file.filter(|file| !asked.force && file.symlink_metadata().is_ok()) {
        return Err(is_there(file));
    }
    let Chosen { ids, mut inquiry, selection, remark } = selected(catalogue, &arguments.filters, asked, output)?;
    if ids.len() > report::MOST {
        let (most, count) = (text::thousands(report::MOST), text::thousands(ids.len()));
        return Err(CliError::Usage(format!("a dossier holds at most {most} records, and these are {count}; narrow the query")));
    }
    inquiry.title.clone_from(&asked.title);
    inquiry.call = call(archive, arguments, asked, format, inquiry.by_name.then_some(&ids[..]));
    let nothing = Annotations::default();
    let annotations = if asked.no_notes { &nothing } else { &**catalogue.annotations() };
    let language = arguments.lang.unwrap_or_default();
    let request = DossierRequest { archive, ids: &ids, annotations, language, inquiry: &inquiry };
    if !ids.is_empty() {
        match file {
            None => report::write(&request, format, output.out)?,
            Some(file) => put(archive, file, asked.force, |out| report::write(&request, format, out))?,
        }
    }
    selection.iter().try_for_each(|selection| records::narrate(selection, None, output))?;
    remark.iter().try_for_each(|remark| output.note(remark))?;
    if let Some(file) = file.filter(|_| !ids.is_empty()) {
        output.note(&format!("{} written to {}", text::count(ids.len(), "record"), file.display()))?;
    }
    Ok(ExitStatus::of(ids.len()))
}

/// What goes into the dossier, and what is to be said of it when it is written.
struct Chosen {
    ids: Vec<Id>,
    inquiry: Inquiry,
    selection: Option<Selection>,
    remark: Option<String>,
}

fn format_of(named: Option<DossierFormat>, file: Option<&Path>) -> Result<DossierFormat, CliError> {
    match (named, file) {
        (Some(format), _) => Ok(format),
        (None, None) => Ok(DossierFormat::Html),
        (None, Some(file)) => DossierFormat::of_file(&file.to_string_lossy()).ok_or_else(|| {
            let file = file.display();
            CliError::Usage(format!("{file}: name the file with the ending .html or .md, or say --format html or markdown"))
        }),
    }
}

/// The records that are asked for, and the question.
fn selected(
    catalogue: &Catalogue,
    filters: &Filters,
    asked: &ReportArguments,
    output: &mut Output<'_>,
) -> Result<Chosen, CliError> {
    let archive = &catalogue.archive;
    let is_id = |word: &String| word == "-" || archive.id(word).is_some();
    if !asked.as_query && !asked.query.is_empty() && asked.query.iter().all(is_id) {
        return by_name(catalogue, filters, asked, output);
    }
    let words = asked.query.join(" ");
    let selection = Selection::new(catalogue, filters, &words, asked.matching, output)?;
    selection.refuse_wordless(&words, "for a dossier of everything")?;
    let mut understood = selection.view.interpretation(catalogue, &selection.query);
    if asked.matching.exact {
        understood.push_str(" · only what holds all words as asked");
    } else if asked.matching.loose {
        understood.push_str(&format!(" · all blocks, {} records", selection.total()));
    }
    let inquiry = Inquiry::of(&selection.query, archive, understood);
    Ok(Chosen { ids: selection.ids(), inquiry, selection: Some(selection), remark: None })
}

fn by_name(
    catalogue: &Catalogue,
    filters: &Filters,
    asked: &ReportArguments,
    output: &mut Output<'_>,
) -> Result<Chosen, CliError> {
    let archive = &catalogue.archive;
    let mut known = HashSet::new();
    let mut ids = select::records(archive, &asked.query)?;
    ids.retain(|&id| known.insert(id));
    let mut conditions = Vec::new();
    if !filters.is_empty() {
        let selection = Selection::new(catalogue, filters, "", Matching::default(), output)?;
        let passing: HashSet<Id> = selection.ids().into_iter().collect();
        ids.retain(|id| passing.contains(id));
        conditions = Inquiry::of(&selection.query, archive, String::new()).conditions;
    }
    let letters = |word: &String| word.chars().all(char::is_alphabetic);
    let word = || format!("{} is taken as an id; --as-query looks for the word", text::quote(&asked.query.join(" ")));
    let remark = if ids.is_empty() {
        Some("nothing found: none of the records passes the filters".to_owned())
    } else {
        asked.query.iter().all(letters).then(word)
    };
    let names: Vec<&str> = ids.iter().map(|&id| archive.record(id).id()).collect();
    let inquiry = Inquiry { conditions, ..Inquiry::by_name(&names) };
    Ok(Chosen { ids, inquiry, selection: None, remark })
}

/// The arguments that make the same dossier again, in a file of a name of its own; with the records where they were named.
fn call(
    archive: &Archive,
    arguments: &Arguments,
    asked: &ReportArguments,
    format: DossierFormat,
    named: Option<&[Id]>,
) -> Vec<String> {
    let mut call = vec!["report".to_owned()];
    let mut option = |name: &str, values: &[String]| {
        values.iter().for_each(|value| call.push(format!("{name}={value}")));
    };
    let Filters { country, topic, of_type, date, fields: _ } = &arguments.filters;
    let packs: Vec<String> = arguments.packs.data.iter().map(|path| path.to_string_lossy().into_owned()).collect();
    for (name, values) in [("--data", &packs), ("--country", country), ("--topic", topic), ("--type", of_type), ("--date", date)]
    {
        option(name, values);
    }
    option("--title", asked.title.as_slice());
    let lang: Vec<String> = arguments.lang.filter(|lang| *lang != Language::En).iter().map(name_of).collect();
    option("--lang", &lang);
    for (flag, given) in [
        ("--no-bundled", arguments.packs.no_bundled),
        ("--strict", arguments.packs.strict || asked.matching.strict),
        ("--exact", asked.matching.exact),
        ("--loose", asked.matching.loose),
        ("--no-notes", asked.no_notes),
        ("--as-query", asked.as_query),
    ] {
        call.extend(given.then(|| flag.to_owned()));
    }
    let file = if format == DossierFormat::Html { "dossier.html" } else { "dossier.md" };
    call.extend(["-o".to_owned(), file.to_owned()]);
    let id = |&id: &Id| archive.record(id).id().to_owned();
    let words: Vec<String> = named.map_or_else(|| asked.query.clone(), |ids| ids.iter().map(id).collect());
    // What begins with a hyphen would be taken for an option.
    call.extend(words.iter().any(|word| word.starts_with('-')).then(|| "--".to_owned()));
    call.extend(words);
    call
}

fn is_there(file: &Path) -> CliError {
    CliError::Usage(format!("{} is there already; --force writes over it, or name another file", file.display()))
}

/// Writes a file whole or not at all.
fn put(
    archive: &Archive,
    path: &Path,
    force: bool,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), CliError> {
    let folder =
        path.parent().filter(|folder| !folder.as_os_str().is_empty()).map_or_else(|| PathBuf::from("."), Path::to_path_buf);
    let named = |error: io::Error| CliError::Io(io::Error::new(error.kind(), format!("{}: {error}", path.display())));
    if !folder.is_dir() {
        let told = format!("there is no directory {}; make it first, or name another place", folder.display());
        return Err(CliError::Io(io::Error::new(io::ErrorKind::NotFound, told)));
    }
    if force && path.exists() && !path.is_file() {
        return Err(CliError::Io(io::Error::other(format!("{}: it is not a regular file; name another", path.display()))));
    }
    let mut file = open(&folder).map_err(named)?;
    let mut out = io::BufWriter::new(archive.whole(&mut file));
    write(&mut out).and_then(|()| out.flush()).map_err(named)?;
    drop(out);
    let kept = if force { crate::file::put(file, path) } else { file.persist_noclobber(path).map(drop).map_err(io::Error::from) };
    kept.map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => is_there(path),
        _ => named(error),
    })
}

/// A new file beside the one that is to be, with the rights that the system gives to new files.
fn open(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".cadialog-").suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}
