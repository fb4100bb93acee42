//! The charts of what the query selects: which one is shown, where its cursor stands, and what opening a cell asks for.

use super::{App, Effect, Mode, Size};
use crate::archive::{Archive, Relation};
use crate::keys::Action;
use crate::query::Query;
use crate::record::{EventKind, Language, name_of};
use crate::search::Catalogue;
use crate::text;
use crate::view::{CellCount, Counts, Matrix, View};

/// One of the charts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[allow(missing_docs)]
pub enum Chart {
    #[default]
    KindsByYear,
    CountriesByTopic,
    CountriesByYear,
}

impl Chart {
    /// The charts in the order of their numbers.
    pub const ALL: [Self; 3] = [Self::KindsByYear, Self::CountriesByTopic, Self::CountriesByYear];

    /// What the tab line calls it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::KindsByYear => "Events per year",
            Self::CountriesByTopic => "Country × topic",
            Self::CountriesByYear => "Country × year",
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
}

/// Where the cursor stands on one axis, and what of the axis is on the screen. The totals come last and are always shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Axis {
    /// The row or column of the cursor.
    pub at: usize,
    /// The first on the screen.
    pub offset: usize,
    /// How many fit on the screen, the totals left out.
    pub room: usize,
}

impl Axis {
    fn step(&mut self, by: isize, len: usize) {
        self.at = self.at.saturating_add_signed(by).min(len);
    }

    fn fit(&mut self, len: usize, room: u16) {
        self.room = usize::from(room);
        self.at = self.at.min(len);
        if self.at < len {
            self.offset = self.offset.min(self.at).max((self.at + 1).saturating_sub(self.room));
        }
        self.offset = self.offset.min(len.saturating_sub(self.room));
    }

    /// The rows or columns on the screen, of `len`.
    pub fn shown(self, len: usize) -> std::ops::Range<usize> {
        self.offset.min(len)..self.offset.saturating_add(self.room).min(len)
    }
}

/// The state of the charts.
#[derive(Debug, Default)]
pub struct Charts {
    chart: Chart,
    tally: Counts,
    /// Row and column, by chart.
    at: [(Axis, Axis); Chart::ALL.len()],
    upright: bool,
    behind_help: bool,
    /// Whether something else is selected than when it was counted.
    pub(super) is_outdated: bool,
    countries: Vec<[String; 2]>,
    topics: Vec<String>,
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
        }
    }

    /// The cursor's row and column.
    pub fn cursor(&self) -> (Axis, Axis) {
        self.at[self.chart as usize]
    }

    /// What row `n` is about.
    pub fn row(&self, n: usize) -> Heading {
        match self.chart {
            Chart::CountriesByTopic if n < self.tally.topics.len() => Heading::Topic(n),
            Chart::CountriesByTopic => Heading::All,
            _ => self.tally.years.get(n).map_or(Heading::All, |&year| Heading::Year(year)),
        }
    }

    /// What column `n` is about.
    pub fn column(&self, n: usize) -> Heading {
        match self.chart {
            Chart::KindsByYear => self.tally.kinds.get(n).map_or(Heading::All, |&kind| Heading::Kind(kind)),
            _ if n < self.tally.countries.len() => Heading::Country(n),
            _ => Heading::All,
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
        }
    }

    /// The code of a country.
    pub fn code(&self, country: usize) -> &str {
        self.countries.get(country).map_or("", |[_, code]| code.as_str())
    }

    /// The cursor's cell in words: "Kazakhstan × Energy", "2015, summit", "all events".
    pub fn place(&self) -> String {
        let (row, column, _) = self.cell();
        let names = match self.chart {
            Chart::KindsByYear => [self.label(row), self.label(column)],
            _ => [self.label(column), self.label(row)],
        };
        let between = if self.chart == Chart::KindsByYear { ", " } else { " × " };
        let names: Vec<String> = names.into_iter().filter(|name| !name.is_empty()).collect();
        if names.is_empty() { "all events".to_owned() } else { names.join(between) }
    }

    /// The cursor's cell and its count in words.
    pub fn sentence(&self) -> String {
        let (row, _, count) = self.cell();
        let reaching = match (row, count.reaching) {
            (Heading::Year(year), 1) => format!(", and 1 more whose date reaches into {year}"),
            (Heading::Year(year), n) if n > 1 => format!(", and {n} more whose dates reach into {year}"),
            _ => String::new(),
        };
        if let (Heading::Year(year), 0, n @ 1..) = (row, count.filed, count.reaching) {
            let dates = if n == 1 { "whose date reaches" } else { "whose dates reach" };
            return format!("{}: none filed here, but {} {dates} into {year}", self.place(), text::count(n, "event"));
        }
        let filed = if count.filed == 0 { "no events".to_owned() } else { text::count(count.filed, "event") };
        format!("{}: {filed}{reaching}", self.place())
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
        self.is_outdated = false;
        self.name(&catalogue.archive, language);
        changed
    }

    /// Names countries and topics.
    pub(super) fn name(&mut self, archive: &Archive, language: Language) {
        let name = |&id| archive.title(id, language).to_owned();
        self.countries = self.tally.countries.iter().map(|id| [name(id), archive.record(*id).id().to_owned()]).collect();
        self.topics = self.tally.topics.iter().map(name).collect();
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
        self.at = [at(last, self.tally.kinds.len()), at(0, 0), at(last, 0)];
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

    fn cycle(&mut self, by: usize) {
        self.chart = Chart::ALL[(self.chart as usize + by) % Chart::ALL.len()];
    }

    /// Adds to `query` what `head` stands for, so that it selects what the cell counts.
    fn demand(&self, head: Heading, query: &mut Query, archive: &Archive) {
        let (facet, relation) = match head {
            Heading::All => return,
            Heading::Year(year) => return query.demand(&format!("year:{year:04}"), archive),
            Heading::Kind(kind) => return query.demand(&format!("kind:{}", name_of(kind)), archive),
            Heading::Topic(n) => (self.tally.topics.get(n).copied(), Relation::Topic),
            Heading::Country(n) => (self.tally.countries.get(n).copied(), Relation::Country),
        };
        let Some(id) = facet else { return };
        let chosen = query.chosen(relation);
        if chosen.is_empty() || chosen.contains(&id) {
            query.choose(relation, vec![id]);
        } else {
            // What the pane filters by are alternatives; of both at once only the text can speak.
            let field = archive.record_type(id).name();
            query.demand(&format!("{field}:{}", archive.record(id).id()), archive);
        }
    }
}

/// Far enough to reach either end of any axis.
const END: isize = isize::MAX / 2;

impl App {
    /// The charts.
    pub fn charts(&self) -> &Charts {
        &self.charts
    }

    /// Opens the charts on what is selected now; where nothing has changed the cursor is where it was.
    pub(super) fn show_charts(&mut self) {
        self.mode = Mode::Charts;
        if self.charts.count(&self.catalogue, &self.view, self.language) {
            self.charts.begin();
        }
    }

    /// Goes to a cell of the open chart; the row and the column of the totals come behind the others. Says whether there is
    /// such a cell.
    pub fn choose_cell(&mut self, row: usize, column: usize) -> bool {
        self.message = None;
        let inside = row <= self.charts.matrix().rows() && column <= self.charts.matrix().columns();
        if inside {
            let (at_row, at_column) = &mut self.charts.at[self.charts.chart as usize];
            (at_row.at, at_column.at) = (row, column);
            self.settle();
        }
        inside
    }

    /// Counts anew what an open chart shows, if that has changed, and keeps its cursor on the screen.
    pub(super) fn fit_charts(&mut self) {
        if self.charts.is_outdated && (self.mode == Mode::Charts || self.charts.behind_help) {
            self.charts.count(&self.catalogue, &self.view, self.language);
        }
        self.charts.fit(self.screen.sizes.charts, self.screen.sizes.upright);
    }

    pub(super) fn update_charts(&mut self, action: Action) -> Effect {
        let page = isize::try_from(self.charts.cursor().0.room.max(1)).unwrap_or(1);
        match action {
            Action::Down => self.charts.down(1),
            Action::Up => self.charts.down(-1),
            Action::HalfPageDown => self.charts.down((page / 2).max(1)),
            Action::HalfPageUp => self.charts.down(-(page / 2).max(1)),
            Action::PageDown => self.charts.down(page),
            Action::PageUp => self.charts.down(-page),
            Action::Top => self.charts.down(-END),
            Action::Bottom => self.charts.down(END),
            Action::CellLeft => self.charts.right(-1),
            Action::CellRight => self.charts.right(1),
            Action::FirstCell => self.charts.right(-END),
            Action::LastCell => self.charts.right(END),
            Action::NextPane => self.charts.cycle(1),
            Action::PreviousPane => self.charts.cycle(Chart::ALL.len() - 1),
            Action::Countries => self.charts.chart = Chart::KindsByYear,
            Action::Topics => self.charts.chart = Chart::CountriesByTopic,
            Action::Timeline => self.charts.chart = Chart::CountriesByYear,
            Action::Open | Action::Toggle => self.open_cell(),
            Action::ClearFilters => self.clear_filters(),
            Action::Language => self.next_language(),
            Action::Help => {
                self.charts.behind_help = true;
                self.mode = Mode::Help(0);
            }
            Action::Suspend => return Effect::Suspend,
            Action::Redraw => return Effect::Redraw,
            Action::Interrupt => return Effect::Interrupt,
            Action::Back | Action::Charts | Action::Quit => self.mode = Mode::Browse,
            _ => self.say_without_use(action),
        }
        Effect::None
    }

    /// What the help covers.
    pub(super) fn behind_help(&mut self) -> Mode {
        if std::mem::take(&mut self.charts.behind_help) { Mode::Charts } else { Mode::Browse }
    }

    /// Closes the charts and lists what the cell counts.
    fn open_cell(&mut self) {
        let (row, column, count) = self.charts.cell();
        if count.all() == 0 {
            return self.say(format!("nothing is there to open: {}", self.charts.sentence()));
        }
        let mut query = self.query.clone();
        for head in [column, row] {
            self.charts.demand(head, &mut query, &self.catalogue.archive);
        }
        if query.lists_records() {
            // The cell counts events, and so does what opens.
            query.demand("type:event", &self.catalogue.archive);
        }
        if let Heading::Year(year) = row
            && !(0..=9999).contains(&year)
        {
            return self.say(format!("a search cannot ask for the year {year}"));
        }
        if query.text != self.query.text && self.asking.before_search.is_none() {
            self.asking.before_search = Some((self.query.clone(), self.place()));
        }
        self.mode = Mode::Browse;
        self.lists.folded.clear(); // what was asked for is not to be hidden
        self.ask_from_top(query);
    }
}
