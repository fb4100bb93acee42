//! Where the names on the map go: in their country where there is room, else beside it, never over each other.

use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::canvas::{Canvas, Ground};
use crate::atlas::cell;
use crate::text;

/// A name on the map.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Label {
    pub at: Position,
    pub text: String,
    pub style: Style,
}

/// Names placed so far, and cells that no name may cover.
#[derive(Debug)]
pub(super) struct Labels {
    pub list: Vec<Label>,
    taken: Vec<Rect>,
}

/// How far from the middle of its country a name may stand: so many degrees, but never more than so many cells.
const ASIDE: (f64, u16) = (6.0, 12);
const ABOVE: (f64, u16) = (2.0, 4);

fn reach((degrees, most): (f64, u16), scale: f64) -> i16 {
    let cells = cell((degrees * scale).round()).unwrap_or(most).clamp(1, most);
    i16::try_from(cells).unwrap_or(1)
}

impl Labels {
    /// No names yet; none will cross the line between the frames.
    pub fn new(canvas: &Canvas) -> Self {
        Self { list: Vec::new(), taken: canvas.rule().into_iter().collect() }
    }

    /// Keeps names off a cell.
    pub fn keep_off(&mut self, at: Position) {
        self.taken.push(Rect::new(at.x, at.y, 1, 1));
    }

    /// Whether a name may stand there: within the map, over no other and with a blank between them; it may touch its own
    /// dot.
    fn is_free(&self, canvas: &Canvas, wanted: Rect, dot: Option<Position>) -> bool {
        let area = canvas.area;
        let within =
            wanted.x >= area.x && wanted.right() <= area.right() && wanted.y >= area.y && wanted.bottom() <= area.bottom();
        let apart = Rect { x: wanted.x.saturating_sub(1), width: wanted.width + 2, ..wanted };
        let own = |taken: &Rect| dot.is_some_and(|dot| *taken == Rect::new(dot.x, dot.y, 1, 1)) && !taken.intersects(wanted);
        within && !self.taken.iter().any(|taken| taken.intersects(apart) && !own(taken))
    }

    fn put(&mut self, at: Rect, text: &str, style: Style) {
        self.taken.push(at);
        self.list.push(Label { at: at.as_position(), text: text.to_owned(), style });
    }

    /// Puts the first of `texts` that finds room near `middle`, preferably on cells of area `number`. Says where.
    pub fn put_near(
        &mut self,
        canvas: &Canvas,
        middle: Position,
        number: u8,
        texts: &[String],
        style: Style,
    ) -> Option<Position> {
        for (n, text) in texts.iter().enumerate() {
            let width = cells(text);
            // The last form is the shortest; it may cover whatever lies there.
            let most = if n + 1 == texts.len() { u32::MAX } else { u32::from(width) * 5 / 4 };
            let (aside, above) = (reach(ASIDE, canvas.map.scale()), reach(ABOVE, canvas.map.scale()));
            let rows = (-above..=above).flat_map(|dy| (-aside..=aside).map(move |dx| (dx, dy)));
            let spots = rows.filter_map(|(dx, dy)| {
                let x = middle.x.checked_add_signed(dx)?.checked_sub(width / 2)?;
                let at = Rect { x, y: middle.y.checked_add_signed(dy)?, width, height: 1 };
                if !self.is_free(canvas, at, None) {
                    return None;
                }
                let cost: u32 = at.positions().map(|at| cost(canvas.ground(at), number)).sum();
                let away = u32::from(dx.unsigned_abs()) + 3 * u32::from(dy.unsigned_abs());
                (cost <= most).then_some((cost * 4 + away, at))
            });
            if let Some((_, at)) = spots.min_by_key(|(cost, _)| *cost) {
                self.put(at, text, style);
                return Some(at.as_position());
            }
        }
        None
    }

    /// Puts the first of `texts` that finds room wholly within area `number`; else the first one beside it, where it covers
    /// no line, if `wanted`.
    pub fn put_clear(&mut self, canvas: &Canvas, middle: Position, number: u8, texts: &[&str], style: Style, wanted: bool) {
        let (aside, above) = (reach(ASIDE, canvas.map.scale()), reach(ABOVE, canvas.map.scale()));
        let within = texts.iter().map(|text| (*text, true));
        for (text, own) in within.chain(texts.first().filter(|_| wanted).map(|text| (*text, false))) {
            let width = cells(text);
            let rows = (-above..=above).flat_map(|dy| (-aside..=aside).map(move |dx| (dx, dy)));
            let spots = rows.filter_map(|(dx, dy)| {
                let x = middle.x.checked_add_signed(dx)?.checked_sub(width / 2)?;
                let at = Rect { x, y: middle.y.checked_add_signed(dy)?, width, height: 1 };
                let is_clear = |ground| if own { ground == Ground::Within(number) } else { ground != Ground::Line };
                let clear = at.positions().all(|at| is_clear(canvas.ground(at))) && self.is_free(canvas, at, None);
                clear.then_some((dx.unsigned_abs() + 2 * dy.unsigned_abs(), at))
            });
            if let Some((_, at)) = spots.min_by_key(|(away, _)| *away) {
                return self.put(at, text, style);
            }
        }
    }

    /// Puts `text` beside a dot: to the right, the left, below or above. Where that would cover much of the map it is left
    /// out, unless it is `wanted`.
    pub fn put_beside(&mut self, canvas: &Canvas, dot: Position, text: &str, style: Style, wanted: bool) {
        let width = cells(text);
        let sides = [
            (dot.x.checked_add(1), Some(dot.y), format!(" {text}")),
            (dot.x.checked_sub(width + 1), Some(dot.y), format!("{text} ")),
            (dot.x.checked_sub(width / 2), dot.y.checked_add(1), text.to_owned()),
            (dot.x.checked_sub(width / 2), dot.y.checked_sub(1), text.to_owned()),
        ];
        for (x, y, text) in sides {
            let Some((x, y)) = x.zip(y) else { continue };
            let at = Rect { x, y, width: cells(&text), height: 1 };
            let lines = || at.positions().filter(|at| canvas.ground(*at) == Ground::Line).count();
            if self.is_free(canvas, at, Some(dot)) && (wanted || lines() * 3 <= usize::from(width)) {
                self.put(at, &text, style);
                return;
            }
        }
    }
}

/// What it costs to cover a cell by the name of area `number`.
fn cost(ground: Ground, number: u8) -> u32 {
    match ground {
        Ground::Within(own) if own == number => 0,
        Ground::Empty => 1,
        Ground::Line => 2,
        Ground::Within(_) => 3,
    }
}

fn cells(text: &str) -> u16 {
    u16::try_from(text::width(text)).unwrap_or(u16::MAX)
}
