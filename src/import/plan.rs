//! What each column of a sheet becomes: guessed from its heading and its cells, unless somebody has said so.

mod assign;
mod naming;
mod order;

use std::collections::HashMap;

use super::ImportRemark;
use super::day::DateOrder;
use super::header::{self, Header};
use super::names::KnownNames;
use super::profile::{self, Profile};
use super::role::{ColumnRole, ColumnType, FORMS, SPOKEN};
use super::side_file::{ColumnGuess, RowType, SheetGuess};
use super::table::{SheetTable, letters};
pub use naming::{field_name, slug};

/// A column, and what its cells become.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its number, from 0.
    pub at: u32,
    /// Its heading.
    pub heading: String,
    /// What its cells become.
    pub role: ColumnRole,
    /// The declared field of its cells, or of those that its role cannot take.
    pub field: String,
    /// The declared field that keeps a cell as it was, where reading it loses something.
    pub given: String,
    /// The type of that field, where the role is that.
    pub of_type: ColumnType,
    /// What stands between the values of one cell.
    pub separator: Option<String>,
    /// What its numbers count.
    pub unit: Option<String>,
    /// Whether bare numbers are days.
    pub serial: bool,
    /// Whether a comma stands before decimals.
    pub comma: bool,
}

/// How the rows of a sheet are read.
#[derive(Debug, Clone)]
pub struct ColumnPlan {
    /// What a row becomes.
    pub of_type: RowType,
    /// The form of its quotes or outcomes.
    pub form: String,
    /// Whether the day or the month comes first.
    pub order: DateOrder,
    /// The column whose cells are the titles as well.
    pub title_from: Option<u32>,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Where its rows begin.
    pub header: Header,
    /// Behind its last row.
    pub end: usize,
}

impl ColumnPlan {
    /// Makes the plan of a table; `given` is what somebody has said.
    pub fn new(table: &mut SheetTable, given: &SheetGuess, names: &KnownNames, findings: &mut Vec<ImportRemark>) -> Self {
        let header = header::find(table, given.header_row);
        table.fill_down(header.first);
        let end = header::end(table, &header);
        let rows = profile::sample(header.first, end);
        let profiles: Vec<Profile> = header.columns.iter().map(|(at, _)| Profile::of(table, *at, rows.clone(), names)).collect();
        let headings: Vec<&str> = header.columns.iter().map(|(_, heading)| heading.as_str()).collect();
        let said: Vec<Option<&ColumnGuess>> = header.columns.iter().map(|(at, heading)| given.column(*at, heading)).collect();
        let fixed: Vec<Option<ColumnRole>> = said.iter().map(|said| said.and_then(|said| said.role)).collect();
        let mut roles = assign::roles(&headings, &profiles, &fixed);
        let mut of_type = given.of_type.unwrap_or_else(|| row_type(&headings, &roles));
        let undated = !assign::has_date(&roles) && matches!(of_type, RowType::Event | RowType::Quote);
        if undated {
            // Events and quotes have dates, and none is made up.
            of_type = RowType::Outcome;
            let text = "no column has dates, so that no row is an event; each becomes an outcome. Where a column has them, say so in the side file (is = \"date\")";
            findings.push(ImportRemark { cell: table.name.clone(), text: text.to_owned() });
        }
        assign::settle(of_type, &headings, &profiles, &fixed, &mut roles);
        let form = given
            .form
            .clone()
            .filter(|form| of_type.have(form))
            .unwrap_or_else(|| if undated { "discussion" } else { form(of_type, &headings, &roles) }.to_owned());
        let mut columns = naming::columns(&header.columns, &profiles, &roles, &said);
        let order = given.date_order.unwrap_or_else(|| order::decide(table, header.first..end, &columns, findings));
        let comma = profiles.iter().any(|profile| profile.comma);
        for (column, profile) in columns.iter_mut().zip(&profiles) {
            column.comma = comma;
            column.serial = profile.serials >= profile.years || profile.most > 2200.0;
        }
        // A column that is not there is none that somebody has said.
        let said =
            given.title_from.as_ref().and_then(|said| columns.iter().map(|column| column.at).find(|at| letters(*at) == *said));
        let title_from = said.or_else(|| title_from(of_type, &columns, &profiles));
        Self { of_type, form, order, title_from, columns, header, end }
    }

    /// The plan as it stands in the side file.
    pub fn guess(&self, encoding: Option<&str>, separator: Option<char>) -> SheetGuess {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        self.columns.iter().for_each(|column| *counts.entry(&column.heading).or_default() += 1);
        let twice = |heading: &str| counts[heading] > 1;
        let columns = self.columns.iter().map(|column| {
            let is_field = column.role == ColumnRole::Field;
            ColumnGuess {
                heading: column.heading.clone(),
                at: twice(&column.heading).then(|| letters(column.at)),
                role: Some(column.role),
                name: is_field.then(|| column.field.clone()),
                of_type: is_field.then_some(column.of_type),
                separator: column.separator.clone(),
                unit: column.unit.clone(),
            }
        });
        SheetGuess {
            encoding: encoding.map(str::to_owned),
            separator,
            header_row: Some(self.header.row.and_then(|row| u32::try_from(row + 1).ok()).unwrap_or_default()),
            of_type: Some(self.of_type),
            form: (self.of_type != RowType::Event).then(|| self.form.clone()),
            date_order: Some(self.order),
            title_from: self.title_from.map(letters),
            columns: columns.collect(),
        }
    }
}

/// What the rows are: quotes where somebody speaks, outcomes where something is decided or to be done, else events.
fn row_type(headings: &[&str], roles: &[ColumnRole]) -> RowType {
    let of = |wanted: ColumnRole| roles.iter().position(|role| *role == wanted);
    let spoken = of(ColumnRole::Text).is_some_and(|at| SPOKEN.have(headings[at]));
    let dated = [ColumnRole::Date, ColumnRole::Start, ColumnRole::Year].iter().any(|role| of(*role).is_some());
    if spoken && dated && of(ColumnRole::Speaker).is_some() {
        return RowType::Quote;
    }
    let decided = |at: usize| FORMS.iter().any(|(_, words)| words.have(headings[at]));
    let text = [ColumnRole::Text, ColumnRole::Title, ColumnRole::Id].iter().filter_map(|role| of(*role)).any(decided);
    if text || of(ColumnRole::Due).is_some() || of(ColumnRole::For).is_some() && of(ColumnRole::Against).is_some() {
        return RowType::Outcome;
    }
    RowType::Event
}

/// The form that the headings tell of.
fn form(of_type: RowType, headings: &[&str], roles: &[ColumnRole]) -> &'static str {
    if of_type != RowType::Outcome {
        return "verbatim";
    }
    if roles.contains(&ColumnRole::For) {
        return "decision";
    }
    let said = FORMS.iter().find(|(_, words)| {
        headings
            .iter()
            .zip(roles)
            .any(|(heading, role)| matches!(role, ColumnRole::Text | ColumnRole::Title | ColumnRole::Id) && words.have(heading))
    });
    said.map_or("agreement", |(form, _)| form)
}

/// Where no column has the titles: the first that has short words of its own in most rows.
fn title_from(of_type: RowType, columns: &[Column], profiles: &[Profile]) -> Option<u32> {
    let has = |role: ColumnRole| columns.iter().any(|column| column.role == role);
    let needs = match of_type {
        RowType::Event => !has(ColumnRole::Title),
        RowType::Outcome => !has(ColumnRole::Title) && !has(ColumnRole::Text),
        RowType::Quote | RowType::Nothing => false,
    };
    let wordy = columns.iter().zip(profiles).filter(|(column, profile)| {
        profile.is_wordy()
            && !matches!(column.role, ColumnRole::Id | ColumnRole::Kind | ColumnRole::Status | ColumnRole::Notes)
            && profile.flags < profile.filled
    });
    let rows = profiles.iter().map(|profile| profile.filled).max().unwrap_or_default();
    let rank = |profile: &Profile| {
        let own = profile.distinct * 4 >= profile.filled * 3;
        let brief = (4..=90).contains(&profile.mean());
        u8::from(own) + 2 * u8::from(brief) + 2 * u8::from(profile.filled * 2 > rows)
    };
    // Of equals the first.
    let best = wordy.rev().max_by_key(|(_, profile)| rank(profile));
    best.filter(|_| needs).map(|(column, _)| column.at)
}
