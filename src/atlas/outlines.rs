//! The outlines that the program carries, read when first asked for. `data/README.md` says where they come from.

use std::collections::BTreeMap;
use std::sync::OnceLock;

/// How finely the outlines are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Resolution {
    /// Natural Earth 1:110 million, for a map of a few lines.
    Coarse,
    /// Natural Earth 1:50 million, simplified, for a map that has the screen.
    Fine,
}

impl Resolution {
    const fn text(self) -> &'static str {
        match self {
            Self::Coarse => include_str!("../../data/outlines-110m.json"),
            Self::Fine => include_str!("../../data/outlines-50m-simplified.json"),
        }
    }
}

/// A country or a water.
#[derive(Debug, Clone, PartialEq)]
pub struct Area {
    /// ISO 3166-1 alpha-2 of a country; the name of a water in capitals: `CASPIAN`, `ARAL`.
    pub code: String,
    /// Closed rings of longitude and latitude, in degrees; what lies within an odd number of them belongs to the area.
    pub rings: Vec<Vec<[f64; 2]>>,
    /// The centre of gravity of the largest ring: where the name belongs.
    pub centre: [f64; 2],
}

impl Area {
    /// Whether it is a lake or a sea.
    pub fn is_water(&self) -> bool {
        self.code.len() > 2
    }

    /// Whether the point lies within it.
    pub fn contains(&self, longitude: f64, latitude: f64) -> bool {
        let crosses = |side: &&[[f64; 2]]| {
            let ([x1, y1], [x2, y2]) = (side[0], side[1]);
            (y1 > latitude) != (y2 > latitude) && longitude < (x2 - x1) * (latitude - y1) / (y2 - y1) + x1
        };
        let sides: usize = self.rings.iter().map(|ring| ring.windows(2).filter(crosses).count()).sum();
        sides % 2 == 1
    }
}

/// Every area, countries before waters. Parsed once: about a tenth of a millisecond for the coarse outlines, three times
/// that for the fine ones.
pub fn outlines(detail: Resolution) -> &'static [Area] {
    static COARSE: OnceLock<Vec<Area>> = OnceLock::new();
    static FINE: OnceLock<Vec<Area>> = OnceLock::new();
    let parsed = match detail {
        Resolution::Coarse => &COARSE,
        Resolution::Fine => &FINE,
    };
    // The data test keeps the files sound; without outlines there would be a map without lines, not a panic.
    parsed.get_or_init(|| parse(detail.text()).unwrap_or_default())
}

/// The country or water called `code`, by its coarse outline.
pub fn area(code: &str) -> Option<&'static Area> {
    outlines(Resolution::Coarse).iter().find(|area| area.code == code)
}

fn parse(json: &str) -> Result<Vec<Area>, serde_json::Error> {
    let polygons: BTreeMap<String, Vec<Vec<Vec<[f64; 2]>>>> = serde_json::from_str(json)?;
    let mut areas: Vec<Area> = polygons
        .into_iter()
        .map(|(code, polygons)| {
            let rings: Vec<Vec<[f64; 2]>> = polygons.into_iter().flatten().collect();
            let centre = centre(&rings);
            Area { code, rings, centre }
        })
        .collect();
    areas.sort_by_key(Area::is_water);
    Ok(areas)
}

/// The centre of gravity of the ring with the largest area, by the shoelace formula.
fn centre(rings: &[Vec<[f64; 2]>]) -> [f64; 2] {
    let weighed = rings.iter().filter_map(|ring| {
        let (mut twice, mut x, mut y) = (0.0, 0.0, 0.0);
        for side in ring.windows(2) {
            let ([x1, y1], [x2, y2]) = (side[0], side[1]);
            let cross = x1 * y2 - x2 * y1;
            twice += cross;
            x += (x1 + x2) * cross;
            y += (y1 + y2) * cross;
        }
        (twice != 0.0).then(|| (twice.abs(), [x / (3.0 * twice), y / (3.0 * twice)]))
    });
    weighed.max_by(|a, b| a.0.total_cmp(&b.0)).map_or([0.0; 2], |(_, centre)| centre)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_come_before_waters_and_hold_their_centre() {
        for detail in [Resolution::Coarse, Resolution::Fine] {
            let areas = outlines(detail);
            assert_eq!(areas.iter().filter(|area| !area.is_water()).count(), 6);
            assert!(areas.iter().skip(6).all(Area::is_water));
            // Lake Balkhash is a crescent round its centre.
            for area in areas.iter().filter(|area| area.code != "BALKHASH") {
                let [longitude, latitude] = area.centre;
                assert!(area.contains(longitude, latitude), "{detail:?} {}", area.code);
            }
        }
    }

    #[test]
    fn the_centre_of_a_square_is_its_middle() {
        let square = vec![vec![[1.0, 1.0], [3.0, 1.0], [3.0, 3.0], [1.0, 3.0], [1.0, 1.0]]];
        let is_at = |[x, y]: [f64; 2], at: f64| (x - at).abs() < 1e-9 && (y - at).abs() < 1e-9;
        assert!(is_at(centre(&square), 2.0) && is_at(centre(&[]), 0.0));
    }

    #[test]
    fn faulty_outlines_are_an_error_and_no_panic() {
        assert!(parse("{\"KZ\": [[[[1]]]]}").is_err());
        assert!(parse("{\"KZ\": []}").is_ok_and(|areas| areas[0].rings.is_empty()));
    }
}
