//! Where a point of the earth stands among the cells: two frames of one scale, Central Asia and, far from it, Japan.

/// A stretch of the earth in degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Bounds {
    west: f64,
    east: f64,
    south: f64,
    north: f64,
}

/// From the Caspian Sea to the Altai.
const CENTRAL_ASIA: Bounds = Bounds { west: 46.0, east: 88.0, south: 34.8, north: 55.8 };
/// From Okinawa to Hokkaido.
const JAPAN: Bounds = Bounds { west: 127.0, east: 146.5, south: 25.6, north: 46.0 };

impl Bounds {
    fn holds(&self, longitude: f64, latitude: f64) -> bool {
        (self.west..=self.east).contains(&longitude) && (self.south..=self.north).contains(&latitude)
    }

    /// How much shorter a degree of longitude is than one of latitude, at the middle latitude.
    fn squeeze(&self) -> f64 {
        f64::midpoint(self.south, self.north).to_radians().cos()
    }

    /// Width in degrees of latitude.
    fn width(&self) -> f64 {
        (self.east - self.west) * self.squeeze()
    }

    fn height(&self) -> f64 {
        self.north - self.south
    }
}

/// Whether one of the frames shows the point.
pub fn shows(longitude: f64, latitude: f64) -> bool {
    CENTRAL_ASIA.holds(longitude, latitude) || JAPAN.holds(longitude, latitude)
}

/// The whole cell or dot that holds a coordinate; `None` for what is negative, or further out than a terminal is wide.
pub fn cell(at: f64) -> Option<u16> {
    // The cast is exact: the range is checked first, and the fraction is to be dropped.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    (0.0..=f64::from(u16::MAX)).contains(&at).then(|| at.floor() as u16)
}

/// Blank cells between the frames; in their middle stands a rule.
const GAP: f64 = 3.0;

/// The line between the frames, in cells.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Rule {
    /// Between frames side by side, at this column.
    Column(f64),
    /// Between frames above each other, at this row.
    Row(f64),
}

/// Cells of a terminal, twice as high as they are wide, onto which both frames fit at one scale. Longitudes are shortened
/// by the cosine of a frame's middle latitude (the equirectangular projection with a standard parallel).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Projection {
    /// Widths of a cell to a degree of latitude.
    scale: f64,
    /// Where the north-western corners of the frames lie, in cells.
    corners: [(f64, f64); 2],
    rule: Rule,
}

impl Projection {
    /// The largest map that fits into `width`×`height` cells, frames side by side or above each other; `None` where there
    /// is no room to tell anything apart.
    pub fn fit(width: u16, height: u16) -> Option<Self> {
        let (wide, high) = (f64::from(width), f64::from(height) * 2.0);
        let (asia, japan) = (CENTRAL_ASIA, JAPAN);
        let tallest = asia.height().max(japan.height());
        let broadest = asia.width().max(japan.width());
        let beside = ((wide - GAP) / (asia.width() + japan.width())).min(high / tallest);
        let below = (wide / broadest).min((high - 2.0) / (asia.height() + japan.height()));
        let scale = beside.max(below);
        if scale < 0.3 {
            return None;
        }
        // Cells are twice as high as wide, so a height in widths of a cell is halved.
        let middle = |room: f64, taken: f64| (room - taken) / 2.0;
        if beside >= below {
            let left = middle(wide, (asia.width() + japan.width()) * scale + GAP);
            let right = left + asia.width() * scale + GAP;
            let row = |bounds: Bounds| middle(f64::from(height), bounds.height() * scale / 2.0);
            let corners = [(left, row(asia)), (right, row(japan))];
            return Some(Self { scale, corners, rule: Rule::Column(right - GAP / 2.0) });
        }
        let top = middle(f64::from(height), (asia.height() + japan.height()) * scale / 2.0 + 1.0);
        let lower = top + asia.height() * scale / 2.0 + 1.0;
        let column = |bounds: Bounds| middle(wide, bounds.width() * scale);
        Some(Self { scale, corners: [(column(asia), top), (column(japan), lower)], rule: Rule::Row(lower - 0.5) })
    }

    /// Rows that a map takes which fills `width` cells with its frames side by side.
    pub fn rows(width: u16) -> u16 {
        let scale = (f64::from(width) - GAP) / (CENTRAL_ASIA.width() + JAPAN.width());
        cell((CENTRAL_ASIA.height() * scale / 2.0).ceil().max(0.0)).unwrap_or(u16::MAX)
    }

    /// Widths of a cell to a degree of latitude.
    pub fn scale(&self) -> f64 {
        self.scale
    }

    /// Where the rule between the frames runs.
    pub fn rule(&self) -> Rule {
        self.rule
    }

    /// Column and row of a point, with fractions; `None` outside both frames.
    pub fn point(&self, longitude: f64, latitude: f64) -> Option<(f64, f64)> {
        let frame = [CENTRAL_ASIA, JAPAN].iter().position(|bounds| bounds.holds(longitude, latitude))?;
        let (bounds, (left, top)) = ([CENTRAL_ASIA, JAPAN][frame], self.corners[frame]);
        let x = left + (longitude - bounds.west) * bounds.squeeze() * self.scale;
        let y = top + (bounds.north - latitude) * self.scale / 2.0;
        Some((x, y))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_frames_lie_within_any_area() {
        for width in 0..240 {
            for height in 0..90 {
                let Some(map) = Projection::fit(width, height) else { continue };
                for bounds in [CENTRAL_ASIA, JAPAN] {
                    for (longitude, latitude) in [(bounds.west, bounds.south), (bounds.east, bounds.north)] {
                        let (x, y) = map.point(longitude, latitude).expect("a corner of a frame");
                        assert!((-1e-9..=f64::from(width) + 1e-9).contains(&x), "{width}×{height}: column {x}");
                        assert!((-1e-9..=f64::from(height) + 1e-9).contains(&y), "{width}×{height}: row {y}");
                    }
                }
            }
        }
    }

    #[test]
    fn frames_stand_beside_each_other_where_it_is_wide_and_above_where_it_is_high() {
        assert!(matches!(Projection::fit(76, 17).expect("room").rule(), Rule::Column(_)));
        assert!(matches!(Projection::fit(156, 43).expect("room").rule(), Rule::Column(_)));
        assert!(matches!(Projection::fit(40, 40).expect("room").rule(), Rule::Row(_)));
        assert_eq!(Projection::fit(8, 2), None);
    }

    #[test]
    fn a_degree_is_as_long_in_both_directions() {
        let map = Projection::fit(156, 43).expect("room");
        // One degree of latitude, and as many degrees of longitude as are as long at 45.3° north.
        let (x, y) = map.point(66.0, 45.3).expect("on the map");
        let (east, _) = map.point(66.0 + 1.0 / 45.3_f64.to_radians().cos(), 45.3).expect("on the map");
        let (_, north) = map.point(66.0, 46.3).expect("on the map");
        assert!(((east - x) - (y - north) * 2.0).abs() < 1e-6);
    }

    #[test]
    fn what_lies_elsewhere_is_not_shown() {
        assert!(shows(139.7, 35.7) && shows(71.4, 51.2) && !shows(37.6, 55.75) && !shows(0.0, 0.0));
        assert_eq!(Projection::fit(80, 20).and_then(|map| map.point(37.6, 55.75)), None);
    }
}
