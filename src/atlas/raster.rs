//! Outlines as dots: to which area each dot belongs, and through which dots outlines run.

use super::Area;
use super::projection::{FrameCells, Projection, cell};

/// Some of the areas of a map, by their places in the list they came from: at most 256.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AreaSet([u64; 4]);

impl AreaSet {
    /// With this area besides.
    pub fn insert(&mut self, number: u8) {
        self.0[usize::from(number / 64)] |= 1 << (number % 64);
    }

    /// With those of another set besides.
    pub fn extend(&mut self, other: &Self) {
        self.0.iter_mut().zip(other.0).for_each(|(word, other)| *word |= other);
    }

    /// Whether it has this area.
    pub fn has(&self, number: u8) -> bool {
        self.0[usize::from(number / 64)] & (1 << (number % 64)) != 0
    }

    /// Whether it has an area that `other` has.
    pub fn meets(&self, other: &Self) -> bool {
        self.0.iter().zip(other.0).any(|(word, other)| word & other != 0)
    }

    /// Whether it has an area that `other` lacks.
    pub fn exceeds(&self, other: &Self) -> bool {
        self.0.iter().zip(other.0).any(|(word, other)| word & !other != 0)
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.first().is_none()
    }

    /// The area that stands first in the list.
    pub fn first(&self) -> Option<u8> {
        (0..=u8::MAX).find(|&number| self.has(number))
    }
}

impl FromIterator<u8> for AreaSet {
    fn from_iter<T: IntoIterator<Item = u8>>(numbers: T) -> Self {
        let mut made = Self::default();
        numbers.into_iter().for_each(|number| made.insert(number));
        made
    }
}

/// A grid of dots. Areas are named by their place in the list they came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raster {
    width: u16,
    height: u16,
    /// The area of each dot; a water before the country it lies in.
    inside: Vec<Option<u8>>,
    /// The areas whose outline runs through each dot.
    lines: Vec<AreaSet>,
}

/// The dots of the grid that a frame takes: first column and row, and those behind the last.
#[derive(Debug, Clone, Copy)]
struct DotWindow {
    left: u16,
    top: u16,
    right: u16,
    low: u16,
}

impl Raster {
    /// Draws `areas` (at most 256) on `width`×`height` cells of `across`×`down` dots.
    pub fn new(map: &Projection, areas: &[Area], (width, height): (u16, u16), (across, down): (u16, u16)) -> Self {
        let (width, height) = (width.saturating_mul(across), height.saturating_mul(down));
        let dots = usize::from(width) * usize::from(height);
        let mut raster = Self { width, height, inside: vec![None; dots], lines: vec![AreaSet::default(); dots] };
        for sheet in map.sheets() {
            let [left, top, right, low] = sheet.edges();
            let dot = |at: f64, most: u16| cell(at.ceil()).map_or(most, |dot| dot.min(most));
            let window = DotWindow {
                left: dot(left * f64::from(across) - 0.5, width),
                top: dot(top * f64::from(down) - 0.5, height),
                right: dot(right * f64::from(across), width),
                low: dot(low * f64::from(down), height),
            };
            for (number, area) in (0u8..=u8::MAX).zip(areas) {
                raster.draw(number, area, &sheet, window, (f64::from(across), f64::from(down)));
            }
        }
        raster
    }

    /// Draws one area onto a frame, as often as it comes round the earth onto it.
    fn draw(&mut self, number: u8, area: &Area, sheet: &FrameCells, window: DotWindow, (across, down): (f64, f64)) {
        for turn in sheet.turns(area.west, area.east) {
            let dot = |[longitude, latitude]: &[f64; 2]| {
                let (x, y) = sheet.point(longitude + turn, *latitude);
                (x * across, y * down)
            };
            let rings: Vec<Vec<(f64, f64)>> = area.rings.iter().map(|ring| ring.iter().map(dot).collect()).collect();
            self.fill(number, &rings, window);
            rings.iter().flat_map(|ring| ring.windows(2)).for_each(|side| self.line(number, side[0], side[1], window));
        }
    }

    /// Dots from left to right, and from top to bottom.
    pub fn size(&self) -> (u16, u16) {
        (self.width, self.height)
    }

    fn at(&self, x: u16, y: u16) -> Option<usize> {
        (x < self.width && y < self.height).then(|| usize::from(y) * usize::from(self.width) + usize::from(x))
    }

    /// The area to which a dot belongs.
    pub fn inside(&self, x: u16, y: u16) -> Option<u8> {
        self.at(x, y).and_then(|at| self.inside[at])
    }

    /// The areas whose outline runs through a dot.
    pub fn lines(&self, x: u16, y: u16) -> AreaSet {
        self.at(x, y).map_or(AreaSet::default(), |at| self.lines[at])
    }

    /// Fills what lies within an odd number of rings, dot row by dot row, at the middles of the dots of the window.
    fn fill(&mut self, number: u8, rings: &[Vec<(f64, f64)>], window: DotWindow) {
        let mut crossings: Vec<Vec<f64>> = vec![Vec::new(); usize::from(self.height)];
        for side in rings.iter().flat_map(|ring| ring.windows(2)) {
            let (from, to) = if side[0].1 <= side[1].1 { (side[0], side[1]) } else { (side[1], side[0]) };
            let first = cell((from.1 - 0.5).ceil().max(0.0)).unwrap_or(u16::MAX).max(window.top);
            for y in first..window.low {
                let middle = f64::from(y) + 0.5;
                if middle >= to.1 {
                    break;
                }
                crossings[usize::from(y)].push(from.0 + (to.0 - from.0) * (middle - from.1) / (to.1 - from.1));
            }
        }
        for (y, row) in (0..self.height).zip(&mut crossings) {
            row.sort_by(f64::total_cmp);
            for pair in row.chunks_exact(2) {
                let first = cell((pair[0] - 0.5).ceil().max(0.0)).unwrap_or(u16::MAX).max(window.left);
                let dots = (first..window.right).take_while(|x| f64::from(*x) + 0.5 < pair[1]);
                for x in dots {
                    let at = usize::from(y) * usize::from(self.width) + usize::from(x);
                    self.inside[at] = Some(number);
                }
            }
        }
    }

    /// A line from dot to dot; what lies outside the window is left out.
    fn line(&mut self, number: u8, from: (f64, f64), to: (f64, f64), window: DotWindow) {
        let outside = |low: f64, high: f64, first: u16, end: u16| low > f64::from(end) || high < f64::from(first);
        if outside(from.0.min(to.0), from.0.max(to.0), window.left, window.right)
            || outside(from.1.min(to.1), from.1.max(to.1), window.top, window.low)
        {
            return;
        }
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let steps = cell(dx.abs().max(dy.abs()).ceil()).unwrap_or(u16::MAX).max(1);
        for step in 0..=steps {
            let part = f64::from(step) / f64::from(steps);
            let (x, y) = (cell(from.0 + dx * part), cell(from.1 + dy * part));
            let within = |(x, y): &(u16, u16)| (window.left..window.right).contains(x) && (window.top..window.low).contains(y);
            if let Some(at) = x.zip(y).filter(within).and_then(|(x, y)| self.at(x, y)) {
                self.lines[at].insert(number);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Frames, Resolution, outlines};
    use super::*;

    #[test]
    fn at_any_size_every_country_has_dots_and_holds_its_capital() {
        // Positions of the capitals as the bundled countries.json has them.
        let capitals =
            [("KZ", 71.446, 51.18), ("KG", 74.59, 42.87), ("TJ", 68.779, 38.536), ("TM", 58.383, 37.95), ("UZ", 69.216, 41.265)];
        for detail in [Resolution::Coarse, Resolution::Fine] {
            let areas = outlines(detail);
            for (width, height) in [(30, 8), (38, 13), (76, 17), (40, 40), (116, 29), (156, 43), (196, 53)] {
                let map = Projection::fit(&Frames::Dialogue, width, height).expect("room");
                for (across, down) in [(1, 2), (2, 4)] {
                    let raster = Raster::new(&map, areas, (width, height), (across, down));
                    for (code, longitude, latitude) in capitals {
                        let number = areas.iter().position(|area| area.code == code).expect("an outline");
                        let (x, y) = map.point(longitude, latitude).expect("on the map");
                        let (x, y) = (cell(x).expect("inside") * across, cell(y).expect("inside") * down);
                        let mut dots = (x..x + across).flat_map(|x| (y..y + down).map(move |y| (x, y)));
                        let own = |(x, y)| {
                            raster.inside(x, y).map(usize::from) == Some(number)
                                || raster.lines(x, y).has(u8::try_from(number).expect("few"))
                        };
                        assert!(dots.any(own), "{code} does not hold its capital at {width}×{height}, {detail:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn dots_inside_agree_with_the_outline() {
        let (areas, size) = (outlines(Resolution::Fine), (156, 43));
        let map = Projection::fit(&Frames::Dialogue, size.0, size.1).expect("room");
        let raster = Raster::new(&map, areas, size, (2, 4));
        for (number, area) in areas.iter().enumerate() {
            let [longitude, latitude] = area.centre;
            let (x, y) = map.point(longitude, latitude).expect("on the map");
            let (x, y) = (cell(x * 2.0).expect("inside"), cell(y * 4.0).expect("inside"));
            assert_eq!(raster.inside(x, y).map(usize::from), Some(number), "{}", area.code);
        }
    }

    #[test]
    fn lines_and_areas_stay_within_the_grid() {
        let square = |from: f64, to: f64| {
            let rings = vec![vec![[from, 36.0], [to, 36.0], [to, 55.0], [from, 55.0], [from, 36.0]]];
            Area::new("XX".to_owned(), rings)
        };
        let map = Projection::fit(&Frames::Dialogue, 60, 20).expect("room");
        // A grid smaller than the map: what lies outside is left out.
        for size in [(0, 0), (1, 1), (7, 3), (60, 20)] {
            let raster = Raster::new(&map, &[square(50.0, 80.0)], size, (2, 4));
            assert_eq!(raster.size(), (size.0 * 2, size.1 * 4));
            assert_eq!(raster.inside(size.0 * 2, 0), None);
            assert!(raster.lines(0, size.1 * 4).is_empty());
        }
        let raster = Raster::new(&map, &[square(50.0, 80.0)], (60, 20), (2, 4));
        let filled = (0..120).flat_map(|x| (0..80).map(move |y| (x, y))).filter(|&(x, y)| raster.inside(x, y).is_some());
        let ((left, top), (right, bottom)) = (map.point(50.0, 55.0).expect("shown"), map.point(80.0, 36.0).expect("shown"));
        let wanted = (right - left) * 2.0 * (bottom - top) * 4.0;
        let filled = f64::from(u32::try_from(filled.count()).expect("few"));
        assert!((filled - wanted).abs() < wanted * 0.05, "{filled} dots, not about {wanted}");
    }

    #[test]
    fn coordinates_become_whole_cells() {
        assert_eq!([cell(-0.1), cell(0.0), cell(2.9), cell(1e9), cell(f64::NAN)], [None, Some(0), Some(2), None, None]);
    }
}
