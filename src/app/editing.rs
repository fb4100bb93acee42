//! The record shown, opened in the reader's editor; and a file of the reader's own for one that has none.

use super::{App, Dialog, Effect};
use crate::archive;
use crate::record::{Record, RecordType};

/// A record that is to be edited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditRequest {
    /// Its type.
    pub of_type: RecordType,
    /// Its id.
    pub id: String,
    /// Its text, if it is to be put into a pack of the reader's own and edited there.
    pub copy: Option<String>,
}

/// Where no file has the record: what is to be edited, and the file that would get a copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfiled {
    /// What is to be edited.
    pub request: EditRequest,
    /// The file, as it is shown; none where there is no place for one.
    pub file: Option<String>,
}

impl App {
    /// Opens the record shown in the editor.
    pub(super) fn edit_record(&mut self) -> Effect {
        let Some(id) = self.detail().id().filter(|_| !self.lacks_record("could be edited")) else { return Effect::None };
        let record = self.archive().record(id);
        Effect::Edit(EditRequest { of_type: record.record_type(), id: record.id().to_owned(), copy: None })
    }

    /// Asks whether a record that stands in no file is to be copied into one.
    pub fn offer_copy(&mut self, unfiled: Unfiled) {
        if unfiled.file.is_none() {
            return self.say("this record comes with the program, and there is no directory for a file of your own");
        }
        self.open_dialog(Dialog::Override);
        self.dialogs.unfiled = Some(unfiled);
    }

    /// What the question says.
    pub(super) fn copy_offer(&self) -> Option<String> {
        let Unfiled { request, file } = self.dialogs.unfiled.as_ref()?;
        let file = file.as_deref().unwrap_or_default();
        Some(format!(
            "“{}” comes with the program. y puts a copy into {file}, which takes its place here, and opens that; n leaves it",
            request.id
        ))
    }

    /// Takes the answer: a word that begins with y, or another.
    pub(super) fn answer_copy(&mut self) -> Effect {
        let is_yes = self.dialogs.open.input.value().trim_start().to_lowercase().starts_with('y');
        self.close_dialog();
        let Some(Unfiled { request, .. }) = self.dialogs.unfiled.take() else { return Effect::None };
        let record = self.archive().id(&request.id).filter(|_| is_yes).map(|id| self.archive().record(id));
        let Some(record) = record else {
            self.say("the record stays as it is");
            return Effect::None;
        };
        Effect::Edit(EditRequest { copy: Some(archive::override_of(record)), ..request })
    }

    /// What has become of the record shown, where packs have changed: "“First” has changed: summary, topics".
    pub(super) fn told_change(&self, changed: &archive::Archive) -> Option<String> {
        let before = self.archive().record(self.detail().id().filter(|id| !self.archive().is_lost(*id))?);
        let after = changed.id(before.id()).map(|id| changed.record(id));
        let Some(after) = after else { return Some(format!("“{}” is gone", before.id())) };
        let fields = fields(before, after);
        (!fields.is_empty()).then(|| format!("“{}” has changed: {}", after.id(), fields.join(", ")))
    }
}

/// The names of the fields that differ.
fn fields(before: &Record, after: &Record) -> Vec<String> {
    let [before, after] = [before, after].map(|record| serde_json::to_value(record).unwrap_or_default());
    let (Some(before), Some(after)) = (before.as_object(), after.as_object()) else { return Vec::new() };
    let mut names: Vec<String> =
        after.iter().filter(|(name, value)| before.get(*name) != Some(value)).map(|(name, _)| name.clone()).collect();
    names.extend(before.keys().filter(|name| !after.contains_key(*name)).cloned());
    names
}
