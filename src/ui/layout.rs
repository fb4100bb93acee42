//! Which pane stands where: three columns when wide, two when medium, one pane and a tab bar when narrow.

use ratatui::layout::Rect;

use crate::app::{App, Focus, Mode, Size, Sizes};

/// The least width and height with which anything can be read.
pub const LEAST: (u16, u16) = (40, 10);

const WIDE: u16 = 120;
const MEDIUM: u16 = 80;

/// Width and height from which the small map tells anything, its title included.
const MAP_FROM: (u16, u16) = (32, 8);

/// The places of the panes, title line included; empty when a pane is not shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[allow(missing_docs)]
pub struct Panes {
    pub header: Rect,
    pub tabs: Option<Rect>,
    pub countries: Rect,
    pub topics: Rect,
    pub timeline: Rect,
    pub quotes: Rect,
    pub detail: Rect,
    /// The small map below the topics.
    pub map: Rect,
    pub status: Rect,
    /// Vertical rules between columns.
    pub rules: Vec<Rect>,
    /// Whether there is no room for anything.
    pub too_small: bool,
}

/// Places the panes in `area`.
pub fn layout(area: Rect, app: &App) -> Panes {
    if area.width < LEAST.0 || area.height < LEAST.1 {
        return Panes { too_small: true, ..Panes::default() };
    }
    let mut panes = Panes {
        header: Rect { height: 1, ..area },
        status: Rect { y: area.bottom() - 1, height: 1, ..area },
        ..Panes::default()
    };
    let body = Rect { y: area.y + 1, height: area.height - 2, ..area };
    let focus = if app.mode() == Mode::Search { Focus::Timeline } else { app.focus() };
    if app.is_zoomed() {
        *panes.pane(focus) = body;
    } else if area.width >= WIDE {
        panes.wide(body, app);
    } else if area.width >= MEDIUM {
        panes.medium(body, focus, app);
    } else {
        panes.tabs = Some(Rect { height: 1, ..body });
        *panes.pane(focus) = Rect { y: body.y + 1, height: body.height - 1, ..body };
    }
    panes
}

impl Panes {
    fn pane(&mut self, focus: Focus) -> &mut Rect {
        match focus {
            Focus::Countries => &mut self.countries,
            Focus::Topics => &mut self.topics,
            Focus::Timeline => &mut self.timeline,
            Focus::Quotes => &mut self.quotes,
            Focus::Detail => &mut self.detail,
        }
    }

    fn wide(&mut self, body: Rect, app: &App) {
        let left = (body.width * 23 / 100).clamp(28, 40);
        // Words in context are read across.
        let share = if app.concordance().is_some() { 62 } else { 52 };
        let middle = (body.width - left - 2) * share / 100;
        let columns = self.columns(body, &[left, middle]);
        self.facets(columns[0], app);
        let quotes = (columns[1].height * 35 / 100).max(5);
        (self.timeline, self.quotes) = split(columns[1], columns[1].height - quotes);
        self.detail = columns[2];
    }

    fn medium(&mut self, body: Rect, focus: Focus, app: &App) {
        let columns = self.columns(body, &[(body.width * 3 / 10).clamp(24, 30)]);
        self.facets(columns[0], app);
        let right = columns[1];
        let (upper, lower) = split(right, right.height * 45 / 100);
        // Room for a third pane comes with height; else the quotes take the timeline's place while they have the focus.
        if body.height >= 32 {
            (self.timeline, self.quotes) = split(upper, upper.height - 5);
        } else if focus == Focus::Quotes {
            self.quotes = upper;
        } else {
            self.timeline = upper;
        }
        self.detail = lower;
    }

    /// The columns of `body`: those of the given widths, then the rest, a rule between them.
    fn columns(&mut self, body: Rect, widths: &[u16]) -> Vec<Rect> {
        let mut rest = body;
        let mut columns = Vec::new();
        for &width in widths {
            columns.push(Rect { width, ..rest });
            self.rules.push(Rect { x: rest.x + width, width: 1, ..rest });
            rest = Rect { x: rest.x + width + 1, width: rest.width - width - 1, ..rest };
        }
        columns.push(rest);
        columns
    }

    /// A small map below the topics, of the rows that they leave over.
    fn small_map(&mut self, app: &App) {
        let topics = u16::try_from(app.row_count(Focus::Topics)).unwrap_or(u16::MAX);
        let spare = self.topics.height.saturating_sub(topics.saturating_add(2));
        let Some(frames) = app.map_frames() else { return };
        if self.topics.width >= MAP_FROM.0 && spare >= MAP_FROM.1 {
            let wanted = (super::map::rows(&frames, self.topics.width) + 1).min(spare);
            (self.topics, self.map) = split(self.topics, self.topics.height - wanted);
        }
    }

    /// The first facet above the second: all its values when the height allows, else half.
    fn facets(&mut self, column: Rect, app: &App) {
        let countries = u16::try_from(app.row_count(Focus::Countries)).unwrap_or(u16::MAX);
        let wanted = countries.saturating_add(1).min(column.height / 2);
        (self.countries, self.topics) = split(column, wanted);
        self.small_map(app);
    }
}

fn split(area: Rect, upper: u16) -> (Rect, Rect) {
    let upper = upper.min(area.height);
    (Rect { height: upper, ..area }, Rect { y: area.y + upper, height: area.height - upper, ..area })
}

/// The part of a pane below its title.
pub fn inner(pane: Rect) -> Rect {
    let title = pane.height.min(1);
    Rect { y: pane.y + title, height: pane.height - title, ..pane }
}

/// Height from which the list has the line of types above it.
const TYPES_FROM: u16 = 4;

/// Where the line of types stands, if there is room.
pub fn types(timeline: Rect) -> Option<Rect> {
    let inner = inner(timeline);
    (inner.height >= TYPES_FROM).then_some(Rect { height: 1, ..inner })
}

/// Height from which the timeline has a density strip.
const STRIP_FROM: u16 = 10;

/// Where the density strip of the timeline stands, if there is room.
pub fn strip(timeline: Rect) -> Option<Rect> {
    let inner = inner(timeline);
    (inner.height >= STRIP_FROM).then_some(Rect { y: inner.y + 1, height: 1, ..inner })
}

/// The rows of the timeline, below the types and the strip.
pub fn timeline_rows(timeline: Rect) -> Rect {
    let inner = inner(timeline);
    let taken = u16::from(types(timeline).is_some()) + u16::from(strip(timeline).is_some());
    Rect { y: inner.y + taken, height: inner.height - taken, ..inner }
}

/// The detail's text, with a blank column on each side.
pub fn detail_text(detail: Rect) -> Rect {
    let inner = inner(detail);
    let margin = inner.width.min(1);
    Rect { x: inner.x + margin, width: inner.width.saturating_sub(2), ..inner }
}

/// The sizes that [`App::fit`] needs for a screen of `width`×`height` cells.
pub fn sizes(app: &App, width: u16, height: u16) -> Sizes {
    let area = Rect::new(0, 0, width, height);
    let panes = layout(area, app);
    let (charts, upright) =
        if app.mode() == Mode::Charts && !panes.too_small { super::charts::room(area, app) } else { Default::default() };
    let size = |area: Rect| Size { width: area.width, height: area.height };
    Sizes {
        countries: size(inner(panes.countries)),
        topics: size(inner(panes.topics)),
        timeline: size(timeline_rows(panes.timeline)),
        quotes: size(inner(panes.quotes)),
        detail: size(detail_text(panes.detail)),
        help: super::help::text_area(area).height,
        dialog: if panes.too_small { 0 } else { super::dialog::rows(area, app) },
        comparison: super::comparison::cells(area),
        charts,
        upright,
    }
}
