//! Where a point of the earth stands among the cells of a terminal.

use super::frame::{Bounds, CENTRAL_ASIA, FrameExtent, Frames, JAPAN};

/// The whole cell or dot that holds a coordinate; `None` for what is negative, or further out than a terminal is wide.
pub fn cell(at: f64) -> Option<u16> {
    // The cast is exact: the range is checked first, and the fraction is to be dropped.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    (0.0..=f64::from(u16::MAX)).contains(&at).then(|| at.floor() as u16)
}

/// Blank cells between the frames; in their middle stands a rule.
const GAP: f64 = 3.0;
/// Widths of a cell to a degree below which the two frames show nothing that could be told apart.
const LEAST_SCALE: f64 = 0.3;
/// Cells, across and down, below which a map around places shows nothing.
const LEAST_ROOM: (u16, u16) = (16, 5);

/// The line between the frames, in cells.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Rule {
    /// Between frames side by side, at this column.
    Column(f64),
    /// Between frames above each other, at this row.
    Row(f64),
}

/// A frame among the cells.
#[derive(Debug, Clone, Copy, PartialEq)]
struct PlacedFrame {
    bounds: Bounds,
    /// Where its north-western corner lies, in cells.
    corner: (f64, f64),
    squeeze: f64,
}

/// Cells of a terminal, twice as high as they are wide, onto which the frames fit at one scale. Longitudes are shortened
/// by the cosine of a frame's middle latitude (the equirectangular projection with a standard parallel).
#[derive(Debug, Clone, PartialEq)]
pub struct Projection {
    /// Widths of a cell to a degree of latitude.
    scale: f64,
    frames: Vec<PlacedFrame>,
    rule: Option<Rule>,
}

/// A frame onto which areas are drawn: where it lies among the cells, and how points of the earth come there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct FrameCells {
    placed: PlacedFrame,
    scale: f64,
}

impl PlacedFrame {
    fn new(bounds: Bounds, corner: (f64, f64)) -> Self {
        Self { bounds, corner, squeeze: bounds.squeeze() }
    }
}

impl FrameCells {
    /// Left, top, right and lower edge, in cells.
    pub(super) fn edges(&self) -> [f64; 4] {
        let (left, top) = self.placed.corner;
        let bounds = self.placed.bounds;
        let right = left + (bounds.east - bounds.west) * self.placed.squeeze * self.scale;
        [left, top, right, top + bounds.height() * self.scale / 2.0]
    }

    /// By how many degrees an area of these longitudes is to be turned round the earth to lie on the sheet: each turn with which it
    /// does.
    pub(super) fn turns(&self, west: f64, east: f64) -> impl Iterator<Item = f64> + use<> {
        let bounds = self.placed.bounds;
        [-360.0, 0.0, 360.0].into_iter().filter(move |turn| west + turn <= bounds.east && east + turn >= bounds.west)
    }

    /// Column and row of a point, with fractions, also beyond the edges.
    pub(super) fn point(&self, longitude: f64, latitude: f64) -> (f64, f64) {
        let (left, top) = self.placed.corner;
        let x = left + (longitude - self.placed.bounds.west) * self.placed.squeeze * self.scale;
        (x, top + (self.placed.bounds.north - latitude) * self.scale / 2.0)
    }
}

impl Projection {
    /// The largest map of the frames that fits into `width`×`height` cells; `None` where there is no room to tell anything apart.
    /// Two frames stand side by side or above each other; one is widened until it fills the cells.
    pub fn fit(frames: &Frames, width: u16, height: u16) -> Option<Self> {
        match frames {
            Frames::Dialogue => Self::of_two(width, height),
            Frames::Around(FrameExtent(bounds)) => Self::of_one(*bounds, width, height),
        }
    }

    fn of_one(bounds: Bounds, width: u16, height: u16) -> Option<Self> {
        if width < LEAST_ROOM.0 || height < LEAST_ROOM.1 {
            return None;
        }
        let (wide, high) = (f64::from(width), f64::from(height) * 2.0);
        let scale = (wide / bounds.width()).min(high / bounds.height());
        // The squeeze stays that of the places, so that the scale is right among them.
        let full = bounds.stretched(wide / scale, high / scale);
        let middle = |room: f64, taken: f64| ((room - taken) / 2.0).max(0.0);
        let left = middle(wide, (full.east - full.west) * bounds.squeeze() * scale);
        let top = middle(f64::from(height), full.height() * scale / 2.0);
        let placed = PlacedFrame { bounds: full, corner: (left, top), squeeze: bounds.squeeze() };
        Some(Self { scale, frames: vec![placed], rule: None })
    }

    fn of_two(width: u16, height: u16) -> Option<Self> {
        let (wide, high) = (f64::from(width), f64::from(height) * 2.0);
        let (asia, japan) = (CENTRAL_ASIA, JAPAN);
        let tallest = asia.height().max(japan.height());
        let broadest = asia.width().max(japan.width());
        let beside = ((wide - GAP) / (asia.width() + japan.width())).min(high / tallest);
        let below = (wide / broadest).min((high - 2.0) / (asia.height() + japan.height()));
        let scale = beside.max(below);
        if scale < LEAST_SCALE {
            return None;
        }
        // Cells are twice as high as wide, so a height in widths of a cell is halved.
        let middle = |room: f64, taken: f64| (room - taken) / 2.0;
        let (corners, rule) = if beside >= below {
            let left = middle(wide, (asia.width() + japan.width()) * scale + GAP);
            let right = left + asia.width() * scale + GAP;
            let row = |bounds: Bounds| middle(f64::from(height), bounds.height() * scale / 2.0);
            ([(left, row(asia)), (right, row(japan))], Rule::Column(right - GAP / 2.0))
        } else {
            let top = middle(f64::from(height), (asia.height() + japan.height()) * scale / 2.0 + 1.0);
            let lower = top + asia.height() * scale / 2.0 + 1.0;
            let column = |bounds: Bounds| middle(wide, bounds.width() * scale);
            ([(column(asia), top), (column(japan), lower)], Rule::Row(lower - 0.5))
        };
        let frames = vec![PlacedFrame::new(asia, corners[0]), PlacedFrame::new(japan, corners[1])];
        Some(Self { scale, frames, rule: Some(rule) })
    }

    /// Rows that a map takes which fills `width` cells: its frames side by side, or one at its own shape.
    pub fn rows(frames: &Frames, width: u16) -> u16 {
        let wide = f64::from(width);
        let rows = match frames {
            Frames::Dialogue => CENTRAL_ASIA.height() * (wide - GAP) / (CENTRAL_ASIA.width() + JAPAN.width()) / 2.0,
            // As high as the two frames of the Dialogue at least, and never a square.
            Frames::Around(FrameExtent(bounds)) => (bounds.height() * wide / bounds.width() / 2.0).clamp(wide / 5.0, wide / 3.0),
        };
        cell(rows.ceil().max(0.0)).unwrap_or(u16::MAX)
    }

    /// Widths of a cell to a degree of latitude.
    pub fn scale(&self) -> f64 {
        self.scale
    }

    /// Where the rule between the frames runs, if there are two.
    pub fn rule(&self) -> Option<Rule> {
        self.rule
    }

    /// The frames, to be drawn upon.
    pub(super) fn sheets(&self) -> impl Iterator<Item = FrameCells> {
        self.frames.iter().map(|placed| FrameCells { placed: *placed, scale: self.scale })
    }

    /// Column and row of a point, with fractions; `None` outside the frames.
    pub fn point(&self, longitude: f64, latitude: f64) -> Option<(f64, f64)> {
        let placed = self.frames.iter().find(|placed| placed.bounds.holds(longitude, latitude))?;
        let sheet = FrameCells { placed: *placed, scale: self.scale };
        Some(sheet.point(placed.bounds.west + placed.bounds.east_of(longitude), latitude))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn two(width: u16, height: u16) -> Option<Projection> {
        Projection::fit(&Frames::Dialogue, width, height)
    }

    #[test]
    fn every_frame_lies_within_any_area() {
        let places: [&[(f64, f64)]; 4] = [
            &[(13.4, 52.5)],
            &[(178.4, -18.1), (-171.8, -13.8)],
            &[(-74.0, 40.7), (174.8, -41.3), (18.4, -33.9)],
            &[(15.6, 78.2)],
        ];
        let others = places.map(|places| Frames::of(places).expect("places"));
        for frames in others.into_iter().chain([Frames::Dialogue]) {
            for width in (0..240).step_by(3) {
                for height in 0..90 {
                    let Some(map) = Projection::fit(&frames, width, height) else { continue };
                    for sheet in map.sheets() {
                        let [left, top, right, low] = sheet.edges();
                        let (wide, high) = (f64::from(width) + 1e-6, f64::from(height) + 1e-6);
                        assert!(left >= -1e-6 && top >= -1e-6 && left < right && top < low, "{width}×{height}: {sheet:?}");
                        assert!(right <= wide && low <= high, "{width}×{height}: {sheet:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn frames_stand_beside_each_other_where_it_is_wide_and_above_where_it_is_high() {
        assert!(matches!(two(76, 17).expect("room").rule(), Some(Rule::Column(_))));
        assert!(matches!(two(156, 43).expect("room").rule(), Some(Rule::Column(_))));
        assert!(matches!(two(40, 40).expect("room").rule(), Some(Rule::Row(_))));
        assert_eq!(two(8, 2), None);
        let one = Frames::of(&[(13.4, 52.5)]).expect("a place");
        assert_eq!(Projection::fit(&one, 76, 17).expect("room").rule(), None);
        assert_eq!(Projection::fit(&one, 8, 2), None);
    }

    #[test]
    fn a_degree_is_as_long_in_both_directions() {
        let map = two(156, 43).expect("room");
        // One degree of latitude, and as many degrees of longitude as are as long at 45.3° north.
        let (x, y) = map.point(66.0, 45.3).expect("on the map");
        let (east, _) = map.point(66.0 + 1.0 / 45.3_f64.to_radians().cos(), 45.3).expect("on the map");
        let (_, north) = map.point(66.0, 46.3).expect("on the map");
        assert!(((east - x) - (y - north) * 2.0).abs() < 1e-6);
    }

    #[test]
    fn points_stand_to_the_east_of_those_west_of_them_across_the_antimeridian_too() {
        let pacific = Frames::of(&[(178.4, -18.1), (-171.8, -13.8)]).expect("places");
        let map = Projection::fit(&pacific, 76, 17).expect("room");
        let ((suva, low), (apia, high)) = (map.point(178.4, -18.1).expect("Suva"), map.point(-171.8, -13.8).expect("Apia"));
        assert!(suva < apia && high < low, "{suva} {apia}");
        assert_eq!(two(80, 20).and_then(|map| map.point(37.6, 55.75)), None);
    }
}
