//! Outlines as dots: to which area each dot belongs, and through which dots outlines run.

use super::Area;
use super::projection::{Projection, cell};

/// A grid of dots. Areas are named by their place in the list they came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raster {
    width: u16,
    height: u16,
    /// The area of each dot; a water before the country it lies in.
    inside: Vec<Option<u8>>,
    /// The areas whose outline runs through each dot, a bit an area.
    lines: Vec<u16>,
}

impl Raster {
    /// Draws `areas` (at most 16) on `width`×`height` cells of `across`×`down` dots.
    pub fn new(map: &Projection, areas: &[Area], (width, height): (u16, u16), (across, down): (u16, u16)) -> Self {
        let (width, height) = (width.saturating_mul(across), height.saturating_mul(down));
        let dots = usize::from(width) * usize::from(height);
        let mut raster = Self { width, height, inside: vec![None; dots], lines: vec![0; dots] };
        for (number, area) in (0u8..16).zip(areas) {
            let rings: Vec<Vec<(f64, f64)>> = area
                .rings
                .iter()
                .map(|ring| {
                    let points = ring.iter().filter_map(|[longitude, latitude]| map.point(*longitude, *latitude));
                    points.map(|(x, y)| (x * f64::from(across), y * f64::from(down))).collect()
                })
                .collect();
            raster.fill(number, &rings);
            rings.iter().flat_map(|ring| ring.windows(2)).for_each(|side| raster.line(number, side[0], side[1]));
        }
        raster
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

    /// The areas whose outline runs through a dot: bit n stands for area n.
    pub fn lines(&self, x: u16, y: u16) -> u16 {
        self.at(x, y).map_or(0, |at| self.lines[at])
    }

    /// Fills what lies within an odd number of rings, dot row by dot row, at the middles of the dots.
    fn fill(&mut self, number: u8, rings: &[Vec<(f64, f64)>]) {
        let mut crossings: Vec<Vec<f64>> = vec![Vec::new(); usize::from(self.height)];
        for side in rings.iter().flat_map(|ring| ring.windows(2)) {
            let (from, to) = if side[0].1 <= side[1].1 { (side[0], side[1]) } else { (side[1], side[0]) };
            let first = cell((from.1 - 0.5).ceil().max(0.0)).unwrap_or(u16::MAX);
            for y in first..self.height {
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
                let first = cell((pair[0] - 0.5).ceil().max(0.0)).unwrap_or(u16::MAX);
                let dots = (first..self.width).take_while(|x| f64::from(*x) + 0.5 < pair[1]);
                for x in dots {
                    let at = usize::from(y) * usize::from(self.width) + usize::from(x);
                    self.inside[at] = Some(number);
                }
            }
        }
    }

    /// A line from dot to dot; what lies outside the grid is left out.
    fn line(&mut self, number: u8, from: (f64, f64), to: (f64, f64)) {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let steps = cell(dx.abs().max(dy.abs()).ceil()).unwrap_or(u16::MAX).max(1);
        for step in 0..=steps {
            let part = f64::from(step) / f64::from(steps);
            let (x, y) = (cell(from.0 + dx * part), cell(from.1 + dy * part));
            if let Some(at) = x.zip(y).and_then(|(x, y)| self.at(x, y)) {
                self.lines[at] |= 1 << number;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Resolution, outlines};
    use super::*;

    #[test]
    fn at_any_size_every_country_has_dots_and_holds_its_capital() {
        // Positions of the capitals as the bundled countries.json has them.
        let capitals =
            [("KZ", 71.446, 51.18), ("KG", 74.59, 42.87), ("TJ", 68.779, 38.536), ("TM", 58.383, 37.95), ("UZ", 69.216, 41.265)];
        for detail in [Resolution::Coarse, Resolution::Fine] {
            let areas = outlines(detail);
            for (width, height) in [(30, 8), (38, 13), (76, 17), (40, 40), (116, 29), (156, 43), (196, 53)] {
                let map = Projection::fit(width, height).expect("room");
                for (across, down) in [(1, 2), (2, 4)] {
                    let raster = Raster::new(&map, areas, (width, height), (across, down));
                    for (code, longitude, latitude) in capitals {
                        let number = areas.iter().position(|area| area.code == code).expect("an outline");
                        let (x, y) = map.point(longitude, latitude).expect("on the map");
                        let (x, y) = (cell(x).expect("inside") * across, cell(y).expect("inside") * down);
                        let mut dots = (x..x + across).flat_map(|x| (y..y + down).map(move |y| (x, y)));
                        let own = |(x, y)| {
                            raster.inside(x, y).map(usize::from) == Some(number) || raster.lines(x, y) & (1 << number) != 0
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
        let map = Projection::fit(size.0, size.1).expect("room");
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
            Area { code: "XX".to_owned(), rings, centre: [0.0, 0.0] }
        };
        let map = Projection::fit(60, 20).expect("room");
        // A grid smaller than the map: what lies outside is left out.
        for size in [(0, 0), (1, 1), (7, 3), (60, 20)] {
            let raster = Raster::new(&map, &[square(50.0, 80.0)], size, (2, 4));
            assert_eq!(raster.size(), (size.0 * 2, size.1 * 4));
            assert_eq!((raster.inside(size.0 * 2, 0), raster.lines(0, size.1 * 4)), (None, 0));
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
