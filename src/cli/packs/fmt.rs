//! `pack fmt`: what was, or would be, written in the new shape, in a line for each file.

use std::path::PathBuf;

use super::unwritten;
use crate::archive::{OutcomePlace, RewriteMode, Rewritten, rewrite};
use crate::cli::{CliError, ExitStatus, Output};
use crate::text::{count, join_and};

/// Writes the packs in the new shape, or with `check` only says what there is to write.
pub(in crate::cli) fn fmt(paths: &[PathBuf], check: bool, output: &mut Output<'_>) -> Result<ExitStatus, CliError> {
    let mode = if check { RewriteMode::Look } else { RewriteMode::Write };
    let files = match rewrite(paths, mode) {
        Ok(files) => files,
        Err(error) => return Err(unwritten(error, output)?),
    };
    for file in &files {
        writeln!(output.out, "{}", said(file, check))?;
    }
    if files.is_empty() {
        let packs = if paths.len() == 1 { "the pack has" } else { "the packs have" };
        output.note(&format!("{packs} the new shape already"))?;
    }
    Ok(if check && !files.is_empty() { ExitStatus::Nothing } else { ExitStatus::Fine })
}

/// "events.json: 12 outcomes of 5 events moved to outcomes.json".
fn said(file: &Rewritten, check: bool) -> String {
    let (moved, written) = if check { ("would be moved", "would be kept") } else { ("moved", "kept") };
    let mut parts = Vec::new();
    if file.outcomes > 0 {
        let of = [(file.events, "event"), (file.projects, "project")].into_iter().filter(|(number, _)| *number > 0);
        let of: Vec<String> = of.map(|(number, noun)| count(number, noun)).collect();
        let to = match file.to {
            OutcomePlace::File => "to outcomes.json",
            OutcomePlace::List => "to its list “outcomes”",
            OutcomePlace::Lines => "to lines of their own",
        };
        parts.push(format!("{} of {} {moved} {to}", count(file.outcomes, "outcome"), join_and(&of)));
    }
    if file.figures > 0 {
        let numbers = match file.numbers {
            0 => String::new(),
            n if n == file.figures => ", and as a number".to_owned(),
            n => format!(", {n} of them also as {}", if n == 1 { "a number" } else { "numbers" }),
        };
        parts.push(format!("{} {written} as reported{numbers}", count(file.figures, "figure")));
    }
    format!("{}: {}", file.file, parts.join("; "))
}
