//! The charts by keys: opened, moved over, changed for another, and a cell opened as a list.

use super::{Charts, MOST_NAMED};
use crate::app::{App, Effect, Mode};
use crate::keys::Action;
use crate::record::RecordType;
use crate::view::{Breakdown, Money};

/// Far enough to reach either end of any axis.
const END: isize = isize::MAX / 2;

impl App {
    /// The charts.
    pub fn charts(&self) -> &Charts {
        &self.charts
    }

    /// Opens the charts on what is selected now; where nothing has changed the cursor is where it was.
    pub(in crate::app) fn show_charts(&mut self) {
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
    pub(in crate::app) fn fit_charts(&mut self) {
        if self.charts.is_outdated && (self.mode == Mode::Charts || self.charts.behind_help) {
            self.charts.count(&self.catalogue, &self.view, self.language);
        }
        if self.mode == Mode::Charts && self.charts.lacks_breakdown() {
            let (catalogue, by) = (&self.catalogue, self.charts.facets());
            let selected = Breakdown::selected(catalogue, &self.query, &self.shelf.annotations, self.charts.counted());
            let breakdown = Breakdown::new(catalogue, &selected, by, MOST_NAMED);
            let money = Money::new(&catalogue.archive, &selected);
            self.charts.take(breakdown, money, &catalogue.archive, self.language);
        }
        self.charts.fit(self.screen.sizes.charts, self.screen.sizes.upright);
    }

    pub(in crate::app) fn update_charts(&mut self, action: Action) -> Effect {
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
            Action::NextPane => self.charts.cycle(true),
            Action::PreviousPane => self.charts.cycle(false),
            Action::Countries | Action::Topics | Action::Timeline | Action::Quotes | Action::Detail => {
                let keys = [Action::Countries, Action::Topics, Action::Timeline, Action::Quotes, Action::Detail];
                let number = keys.iter().position(|known| *known == action).unwrap_or(0);
                if !self.charts.show(number) {
                    self.say(format!("there is no chart {}", number + 1));
                }
            }
            Action::ChartRows => self.charts.turn(true),
            Action::ChartColumns => self.charts.turn(false),
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
    pub(in crate::app) fn behind_help(&mut self) -> Mode {
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
            if !self.charts.demand(head, &mut query, &self.catalogue.archive) {
                return self.say(format!("a search cannot ask for {}", self.charts.label(head)));
            }
        }
        // The cell counts records of one type, and so does what opens.
        let counted = self.charts.counted();
        if query.lists_records() || counted != RecordType::Event {
            query.demand(&format!("type:{}", counted.name()), &self.catalogue.archive);
        }
        self.list_counted(query);
    }
}
