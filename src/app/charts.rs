//! The charts of what the query selects: which one is shown, where its cursor stands, and what opening a cell asks for.

mod axis;
mod choice;
mod demand;
mod steering;

pub use axis::Axis;

use super::Size;
use crate::archive::Archive;
use crate::record::{EventKind, Language, RecordType};
use crate::search::Catalogue;
use crate::text;
use crate::view::{Breakdown, CellCount, Counts, Facet, FacetValue, Matrix, Money, MoneySum, View};

/// One of the charts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[allow(missing_docs)]
pub enum Chart {
    #[default]
    KindsByYear,
    CountriesByTopic,
    CountriesByYear,
    TopicsByYear,
    Money,
    AnyTwo,
}

impl Chart {
    /// The charts in the order of their numbers.
    pub const ALL: [Self; 6] =
        [Self::KindsByYear, Self::CountriesByTopic, Self::CountriesByYear, Self::TopicsByYear, Self::Money, Self::AnyTwo];

    /// What the tab line calls it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::KindsByYear => "Events per year",
            Self::CountriesByTopic => "Country × topic",
            Self::CountriesByYear => "Country × year",
            Self::TopicsByYear => "Topic × year",
            Self::Money => "Money",
            Self::AnyTwo => "Any two",
        }
    }
}

/// What a row or column of a chart is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heading {
    /// Everything selected.
    All,
    /// A year.
    Year(i32),
    /// A kind of events.
    Kind(EventKind),
    /// A topic, by its number in the tally.
    Topic(usize),
    /// A country, by its number in the tally.
    Country(usize),
    /// A row of the table of any two, by its number.
    Row(usize),
    /// A column of it.
    Column(usize),
}

/// Up to so many places, bodies or people have a row or column: those named most often.
pub const MOST_NAMED: usize = 20;

/// The state of the charts.
#[derive(Debug)]
pub struct Charts {
    chart: Chart,
    tally: Counts,
    /// By what records of the archive can be counted.
    known: Vec<Facet>,
    /// What the rows and columns of the table of any two are.
    by: (Facet, Facet),
    breakdown: Breakdown,
    money: Money,
    /// Row and column, by chart.
    at: [(Axis, Axis); Chart::ALL.len()],
    upright: bool,
    behind_help: bool,
    /// Whether something else is selected than when it was counted.
    pub(super) is_outdated: bool,
    countries: Vec<[String; 2]>,
    topics: Vec<String>,
    /// The names and ids of the rows and columns of the table of any two.
    rows: Vec<[String; 2]>,
    columns: Vec<[String; 2]>,
}

impl Default for Charts {
    fn default() -> Self {
        Self {
            chart: Chart::default(),
            tally: Counts::default(),
            known: Vec::new(),
            by: (Facet::Topic, Facet::State),
            breakdown: Breakdown::default(),
            money: Money::default(),
            at: Default::default(),
            upright: false,
            behind_help: false,
            is_outdated: false,
            countries: Vec::new(),
            topics: Vec::new(),
            rows: Vec::new(),
            columns: Vec::new(),
        }
    }
}

impl Charts {
    /// Which chart is shown.
    pub fn chart(&self) -> Chart {
        self.chart
    }

    /// The counts.
    pub fn tally(&self) -> &Counts {
        &self.tally
    }

    /// The counts of the chart that is shown.
    pub fn matrix(&self) -> &Matrix {
        match self.chart {
            Chart::KindsByYear => &self.tally.kinds_by_year,
            Chart::CountriesByTopic => &self.tally.countries_by_topic,
            Chart::CountriesByYear => &self.tally.countries_by_year,
            Chart::TopicsByYear => &self.tally.topics_by_year,
            Chart::Money | Chart::AnyTwo => &self.breakdown.matrix,
        }
    }

    /// What the rows of the chart are, and what its columns are.
    pub fn facets(&self) -> (Facet, Facet) {
        match self.chart {
            Chart::KindsByYear => (Facet::Year, Facet::Kind),
            Chart::CountriesByTopic => (Facet::Topic, Facet::Country),
            Chart::CountriesByYear => (Facet::Year, Facet::Country),
            Chart::TopicsByYear => (Facet::Topic, Facet::Year),
            Chart::Money => (Facet::Year, Facet::Currency),
            Chart::AnyTwo => self.by,
        }
    }

    /// What a chart is called; the table of any two by what these are: "Topic × state".
    pub fn name_of(&self, chart: Chart) -> String {
        match chart {
            Chart::AnyTwo if self.chart == chart => text::capitalise(&format!("{} × {}", self.by.0.label(), self.by.1.label())),
            _ => chart.name().to_owned(),
        }
    }

    /// The type of the records that the chart counts.
    pub fn counted(&self) -> RecordType {
        let (rows, columns) = self.facets();
        Facet::counted(rows, columns)
    }

    /// So many of the records that the chart counts, in words: "1 event", "12 outcomes", "no events".
    pub fn said(&self, count: usize) -> String {
        let of_type = self.counted();
        if count == 0 { format!("no {}", of_type.plural()) } else { text::count(count, of_type.name()) }
    }

    /// How many records are counted in all.
    pub fn total(&self) -> usize {
        if self.is_broken_down() { self.breakdown.total } else { self.tally.events }
    }

    /// The cursor's row and column.
    pub fn cursor(&self) -> (Axis, Axis) {
        self.at[self.chart as usize]
    }

    /// What row `n` is about.
    pub fn row(&self, n: usize) -> Heading {
        match self.chart {
            _ if n >= self.matrix().rows() => Heading::All,
            Chart::CountriesByTopic | Chart::TopicsByYear => Heading::Topic(n),
            Chart::Money | Chart::AnyTwo => {
                self.breakdown.rows.get(n).map_or(Heading::All, |value| year_or(value, Heading::Row(n)))
            }
            _ => self.tally.years.get(n).map_or(Heading::All, |&year| Heading::Year(year)),
        }
    }

    /// What column `n` is about.
    pub fn column(&self, n: usize) -> Heading {
        match self.chart {
            _ if n >= self.matrix().columns() => Heading::All,
            Chart::TopicsByYear => self.tally.years.get(n).map_or(Heading::All, |&year| Heading::Year(year)),
            Chart::Money | Chart::AnyTwo => {
                self.breakdown.columns.get(n).map_or(Heading::All, |value| year_or(value, Heading::Column(n)))
            }
            Chart::KindsByYear => self.tally.kinds.get(n).map_or(Heading::All, |&kind| Heading::Kind(kind)),
            Chart::CountriesByTopic | Chart::CountriesByYear => Heading::Country(n),
        }
    }

    /// What the cursor is on, with its count.
    pub fn cell(&self) -> (Heading, Heading, CellCount) {
        let (row, column) = self.cursor();
        (self.row(row.at), self.column(column.at), self.matrix().get(row.at, column.at))
    }

    /// A heading in words; nothing for everything.
    pub fn label(&self, head: Heading) -> String {
        match head {
            Heading::All => String::new(),
            Heading::Year(year) => year.to_string(),
            Heading::Kind(kind) => kind.label().to_owned(),
            Heading::Topic(n) => self.topics.get(n).cloned().unwrap_or_default(),
            Heading::Country(n) => self.countries.get(n).map(|[name, _]| name.clone()).unwrap_or_default(),
            Heading::Row(n) => self.rows.get(n).map(|[name, _]| name.clone()).unwrap_or_default(),
            Heading::Column(n) => self.columns.get(n).map(|[name, _]| name.clone()).unwrap_or_default(),
        }
    }

    /// A heading as short as it can be: the code of a country, the id of a record.
    pub fn code(&self, head: Heading) -> String {
        let code = |list: &[[String; 2]], n: usize| list.get(n).map(|[_, code]| code.clone()).unwrap_or_default();
        match head {
            Heading::Country(n) => code(&self.countries, n),
            Heading::Row(n) => code(&self.rows, n),
            Heading::Column(n) => code(&self.columns, n),
            other => self.label(other),
        }
    }

    /// The cursor's cell in words: "Kazakhstan × Energy", "2015, summit", "all events".
    pub fn place(&self) -> String {
        let (row, column, _) = self.cell();
        let names = match self.chart {
            Chart::KindsByYear | Chart::TopicsByYear | Chart::Money | Chart::AnyTwo => [self.label(row), self.label(column)],
            _ => [self.label(column), self.label(row)],
        };
        let between = if matches!(self.chart, Chart::KindsByYear | Chart::Money) { ", " } else { " × " };
        let names: Vec<String> = names.into_iter().filter(|name| !name.is_empty()).collect();
        if names.is_empty() { format!("all {}", self.counted().plural()) } else { names.join(between) }
    }

    /// The cursor's cell and its count in words.
    pub fn sentence(&self) -> String {
        let (row, column, count) = self.cell();
        let year = [row, column].into_iter().find_map(|head| if let Heading::Year(year) = head { Some(year) } else { None });
        let reaching = match (year, count.reaching) {
            (Some(year), 1) => format!(", and 1 more whose date reaches into {year}"),
            (Some(year), n) if n > 1 => format!(", and {n} more whose dates reach into {year}"),
            _ => String::new(),
        };
        if let (Some(year), 0, n @ 1..) = (year, count.filed, count.reaching) {
            let dates = if n == 1 { "whose date reaches" } else { "whose dates reach" };
            return format!("{}: none filed here, but {} {dates} into {year}", self.place(), self.said(n));
        }
        let (at_row, at_column) = self.cursor();
        let amount = self.amount(at_row.at, at_column.at).map(|sum| format!("{}, of ", sum.said())).unwrap_or_default();
        format!("{}: {amount}{}{reaching}", self.place(), self.said(count.filed))
    }

    /// The sum of a cell of money; none of other charts, nor of what has several currencies.
    pub fn amount(&self, row: usize, column: usize) -> Option<MoneySum> {
        if self.chart != Chart::Money {
            return None;
        }
        let year = if let Heading::Year(year) = self.row(row) { Some(year) } else { None };
        match self.breakdown.columns.get(column)? {
            FacetValue::Currency(code) => Some(self.money.of(year, code)),
            _ => None,
        }
    }

    fn is_broken_down(&self) -> bool {
        matches!(self.chart, Chart::Money | Chart::AnyTwo)
    }

    /// Whether the years stand side by side and not one below the other.
    pub fn is_upright(&self) -> bool {
        self.upright && self.chart == Chart::KindsByYear
    }

    /// Counts what is selected. Says whether the counts are others than before.
    fn count(&mut self, catalogue: &Catalogue, view: &View, language: Language) -> bool {
        let counts = Counts::new(catalogue, &view.events);
        let changed = counts != self.tally;
        self.tally = counts;
        self.learn(&catalogue.archive);
        self.is_outdated = false;
        self.breakdown = Breakdown::default();
        self.name(&catalogue.archive, language);
        changed
    }

    /// Names countries and topics.
    pub(super) fn name(&mut self, archive: &Archive, language: Language) {
        let name = |&id| archive.title(id, language).to_owned();
        self.countries = self.tally.countries.iter().map(|id| [name(id), archive.record(*id).id().to_owned()]).collect();
        self.topics = self.tally.topics.iter().map(name).collect();
        let name = |value: &FacetValue| [value.name(archive, language), value.id(archive)];
        self.rows = self.breakdown.rows.iter().map(name).collect();
        self.columns = self.breakdown.columns.iter().map(name).collect();
    }

    /// Takes the table of any two.
    fn take(&mut self, breakdown: Breakdown, money: Money, archive: &Archive, language: Language) {
        (self.breakdown, self.money) = (breakdown, money);
        self.name(archive, language);
    }

    /// Whether the table of any two is to be counted before it can be shown.
    fn lacks_breakdown(&self) -> bool {
        self.is_broken_down() && self.breakdown.by != Some(self.facets())
    }

    /// Keeps the cursor on the screen, of which `room` rows and columns fit.
    fn fit(&mut self, room: Size, upright: bool) {
        self.upright = upright;
        let (rows, columns) = (self.matrix().rows(), self.matrix().columns());
        let (row, column) = &mut self.at[self.chart as usize];
        row.fit(rows, room.height);
        column.fit(columns, room.width);
    }

    /// Puts every cursor where one looks first: the years at their end, the rest at its beginning.
    fn begin(&mut self) {
        let last = self.tally.years.len().saturating_sub(1);
        let at = |row, column| (Axis { at: row, ..Axis::default() }, Axis { at: column, ..Axis::default() });
        self.at = [at(last, self.tally.kinds.len()), at(0, 0), at(last, 0), at(0, last), at(0, 0), at(0, 0)];
    }

    /// Goes down by `by` rows as the eye sees them.
    fn down(&mut self, by: isize) {
        let upright = self.is_upright();
        let (rows, columns) = (self.matrix().rows(), self.matrix().columns());
        let (row, column) = &mut self.at[self.chart as usize];
        if upright { column.step(by.saturating_neg(), columns) } else { row.step(by, rows) }
    }

    fn right(&mut self, by: isize) {
        let upright = self.is_upright();
        let (rows, columns) = (self.matrix().rows(), self.matrix().columns());
        let (row, column) = &mut self.at[self.chart as usize];
        if upright { row.step(by, rows) } else { column.step(by, columns) }
    }
}

/// A year of the table of any two is one like others; else what stands there.
fn year_or(value: &FacetValue, head: Heading) -> Heading {
    if let FacetValue::Year(year) = value { Heading::Year(*year) } else { head }
}
