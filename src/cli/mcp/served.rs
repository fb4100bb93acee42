//! What is served: all of the archive, or what the filters of the call select, with the sources that these records name.

use std::io;

use fixedbitset::FixedBitSet;
use serde_json::Value;

use crate::archive::{Archive, Id, Relation};
use crate::cli::arguments::{Filters, Matching};
use crate::cli::select::Selection;
use crate::cli::{Arguments, CliError, Command, Output, call, suggest};
use crate::record::Language;
use crate::search::Catalogue;
use crate::text;

/// Cells a line of what commands print: lines are not to be wrapped, whoever reads them wraps them.
const WIDTH: usize = 1000;

/// An archive within bounds.
pub struct Served<'a> {
    /// The archive, and how it is searched.
    pub catalogue: &'a Catalogue,
    /// The language of names.
    pub language: Language,
    /// The bounds as they are spelled: `country:KZ`; empty without any.
    pub bounds: String,
    filters: Filters,
    within: Option<FixedBitSet>,
}

/// What a command printed, and what it said beside that, a remark a line.
pub struct Spoken {
    /// Its data.
    pub data: String,
    /// Its remarks.
    pub remarks: Vec<String>,
}

impl<'a> Served<'a> {
    /// What `filters` select, and the sources of these records; without filters everything.
    ///
    /// # Errors
    /// Filters that are not understood.
    pub fn new(catalogue: &'a Catalogue, filters: &Filters, language: Language) -> Result<Self, CliError> {
        let mut served = Self { catalogue, language, bounds: String::new(), filters: filters.clone(), within: None };
        if !filters.is_empty() {
            let archive = &catalogue.archive;
            let mut quiet = Output { out: &mut io::sink(), err: &mut io::sink(), width: WIDTH, color: false, terminal: false };
            let selection = Selection::new(catalogue, filters, "", Matching::default(), &mut quiet)?;
            let selected = selection.ids();
            let mut within = FixedBitSet::with_capacity(archive.all().map(|id| id.index() + 1).max().unwrap_or(0));
            selected.iter().for_each(|id| within.insert(id.index()));
            selected.iter().flat_map(|&id| archive.linked(id, Relation::Source)).for_each(|id| within.insert(id.index()));
            served.bounds = selection.spelled;
            served.within = Some(within);
        }
        Ok(served)
    }

    /// The archive.
    pub fn archive(&self) -> &'a Archive {
        &self.catalogue.archive
    }

    /// Whether a record is served.
    pub fn holds(&self, id: Id) -> bool {
        self.within.as_ref().is_none_or(|within| within.contains(id.index()))
    }

    /// Every record that is served, in the order of the packs.
    pub fn ids(&self) -> impl Iterator<Item = Id> + '_ {
        self.archive().all().filter(|&id| self.holds(id))
    }

    /// The records called `names`.
    ///
    /// # Errors
    /// The first name that no record has, with the nearest; or a record that is not served.
    pub fn records(&self, names: &[String]) -> Result<Vec<Id>, CliError> {
        let archive = self.archive();
        let find = |name: &String| match archive.id(name) {
            // On the command line “-” would read ids from standard input, where the messages come from.
            Some(id) if archive.record(id).id() == "-" => Err(suggest::no_such_record(archive, name, names)),
            Some(id) if self.holds(id) => Ok(id),
            Some(_) => Err(format!("{} lies outside of what is served here: {}", text::quote(name), self.bounds)),
            None => Err(suggest::no_such_record(archive, name, names)),
        };
        names.iter().map(find).collect::<Result<_, _>>().map_err(CliError::Usage)
    }

    /// Takes what is not served out of the lists of who refers to a record, in the answer of `show`.
    pub fn leave_out(&self, shown: &mut Value) {
        let archive = self.archive();
        for result in shown["results"].as_array_mut().into_iter().flatten() {
            let Some(lists) = result["referred_to_by"].as_object_mut() else { continue };
            for list in lists.values_mut().filter_map(Value::as_array_mut) {
                list.retain(|name| name.as_str().and_then(|name| archive.id(name)).is_some_and(|id| self.holds(id)));
            }
            lists.retain(|_, list| list.as_array().is_some_and(|list| !list.is_empty()));
        }
    }

    /// Carries out a command of the command line within the bounds; `words` are its name, its options and its arguments.
    ///
    /// # Errors
    /// As on the command line, with the same words.
    pub fn carry_out(&self, words: Vec<String>) -> Result<Spoken, CliError> {
        use clap::Parser;

        let given: Vec<_> = std::iter::once("cadialog".to_owned()).chain(words).map(Into::into).collect();
        let mut arguments =
            Arguments::try_parse_from(&given).map_err(|fault| CliError::Usage(said_of(&call::misunderstood(&fault, &given))))?;
        arguments.lang = Some(self.language);
        self.bound(&mut arguments);
        let (mut data, mut remarks) = (Vec::new(), Vec::new());
        let mut output = Output { out: &mut data, err: &mut remarks, width: WIDTH, color: false, terminal: false };
        crate::cli::run(self.catalogue, &arguments, &mut output)?;
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap_or_default();
        let remarks = text(remarks).lines().map(remark).collect();
        Ok(Spoken { data: text(data), remarks })
    }

    /// Lays the bounds beside the filters of a call. Two conditions of one field both hold; two values of one condition are
    /// alternatives.
    fn bound(&self, arguments: &mut Arguments) {
        let replaces_type = matches!(arguments.command, Some(Command::Outcomes(_) | Command::Commitments(_)));
        let (asked, bounds) = (&mut arguments.filters, self.filters.clone());
        if asked.of_type.is_empty() && !replaces_type {
            asked.of_type = bounds.of_type;
        } else if !bounds.of_type.is_empty() {
            asked.fields.push(("type", bounds.of_type));
        }
        for (field, values) in [("country", bounds.country), ("topic", bounds.topic), ("date", bounds.date)] {
            asked.fields.extend((!values.is_empty()).then_some((field, values)));
        }
    }
}

/// What `print` writes.
///
/// # Errors
/// As `print` has it.
pub fn printed(print: impl FnOnce(&mut Output<'_>) -> Result<(), CliError>) -> Result<String, CliError> {
    let mut data = Vec::new();
    print(&mut Output { out: &mut data, err: &mut io::sink(), width: WIDTH, color: false, terminal: false })?;
    Ok(String::from_utf8(data).unwrap_or_default())
}

/// A remark without the name of the program, and without its options.
fn remark(line: &str) -> String {
    let line = line.strip_prefix("cadialog: ").unwrap_or(line);
    line.rfind("; --limit was ").map_or(line, |at| &line[..at]).to_owned()
}

/// What is wrong with a call, without how commands are called.
fn said_of(fault: &str) -> String {
    fault.split("\n\n").next().unwrap_or_default().trim_start_matches("error: ").to_owned()
}
