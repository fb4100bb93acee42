//! "Was this said?": the line on which a text is typed or pasted, and the sheet with the verdict, what is turned, and the records
//! that come nearest.

use super::dialog::{Choice, Dialog, Entry};
use super::{App, Effect, Focus, Mode};
use crate::archive::Id;
use crate::page::Look;
use crate::text;
use crate::verify::{Origin, Verification, verify};

/// Cells of the text that is said again in the sheet.
const SAID_AGAIN: usize = 200;

/// Cells of a passage with its differences; the record itself shows the rest.
const PASSAGE: usize = 480;

/// The text that was looked for last, and what came of it.
#[derive(Debug)]
pub(super) struct VerifiedText {
    said: String,
    found: Verification,
}

impl App {
    /// Asks for the text; the last one stands there until a letter is typed.
    pub(super) fn begin_verifying(&mut self) {
        self.open_dialog(Dialog::Verify);
        if let Some(last) = &self.dialogs.verified {
            self.dialogs.open.input = last.said.clone().into();
            self.dialogs.open.proposed = true;
        }
    }

    /// Looks for what was typed, and shows the sheet.
    pub(super) fn verify_typed(&mut self) -> Effect {
        let said = self.dialogs.open.input.value().trim().to_owned();
        let Some(found) = verify(&self.catalogue, &said) else {
            self.dialogs.open.fault = Some("there are no words to look for; type or paste a sentence".to_owned());
            return Effect::None;
        };
        self.close_dialog();
        self.open_dialog(Dialog::Verdict);
        let entry = |finding: &crate::verify::Finding| {
            let record = self.archive().record(finding.id);
            Entry {
                words: format!("{} {}", record.record_type().name(), record.id()),
                aside: vec![format!("{:.0} %", (finding.score * 100.0).floor()), finding.field.name().to_owned()],
                gone: false,
                choice: Choice::Record(finding.id),
            }
        };
        let entries: Vec<Entry> = found.findings.iter().map(entry).collect();
        self.dialogs.open.found = (0..entries.len()).map(|n| (n, Vec::new())).collect();
        self.dialogs.open.entries = entries;
        self.dialogs.verified = Some(VerifiedText { said, found });
        Effect::None
    }

    /// What came of the text that was looked for last.
    pub fn verified(&self) -> Option<&Verification> {
        self.dialogs.verified.as_ref().map(|last| &last.found)
    }

    /// The verdict on it, in a line.
    pub fn verdict(&self) -> String {
        let Some(VerifiedText { said, found }) = &self.dialogs.verified else { return String::new() };
        let said = text::truncate(said.trim_matches(['“', '”', '"']), SAID_AGAIN, "…");
        format!("“{said}”: {}", found.verdict.label())
    }

    /// What the sheet says above the records: the verdict, what is turned, and the passage of the record at the cursor.
    pub(super) fn verdict_remarks(&self) -> Vec<(Look, String)> {
        let Some(found) = self.verified() else { return Vec::new() };
        let mut remarks = vec![(Look::Strong, self.verdict())];
        if found.is_cut {
            remarks.push((Look::Warning, "the text is too long; its beginning was looked for".to_owned()));
        }
        let turned = found.warnings().iter().map(|warning| format!("! {}: {}", warning.kind.name(), warning.message));
        remarks.extend(turned.map(|words| (Look::Warning, words)));
        let Some(finding) = found.findings.get(self.dialogs.open.cursor.selected()) else {
            remarks.push((Look::Faint, "it may be said elsewhere".to_owned()));
            return remarks;
        };
        remarks.push((Look::Plain, text::truncate(&finding.marked().0, PASSAGE, "…").into_owned()));
        remarks.push((Look::Faint, Origin::of(self.archive(), finding.id, self.language).line()));
        if found.findings.iter().any(|finding| finding.differences.len() > 1) {
            remarks.push((Look::Faint, "[-…-] only the record has, {+…+} only the text".to_owned()));
        }
        remarks
    }

    /// Goes to a record, from whatever is open.
    pub(super) fn read_record(&mut self, id: Id) {
        self.mode = Mode::Browse;
        self.asking.history.leave(self.place());
        self.focus = Focus::Detail;
        self.show(Some(id));
    }
}
