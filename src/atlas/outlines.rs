//! The outlines that the program carries, read when first asked for. `data/README.md` says where they come from.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::frame::Frames;

/// How finely the outlines are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Resolution {
    /// Natural Earth 1:110 million, for a map of a few lines.
    Coarse,
    /// Natural Earth 1:50 million, simplified, for a map that has the screen.
    Fine,
    /// Every country by Natural Earth 1:110 million, for records of other places.
    World,
}

impl Resolution {
    const fn text(self) -> &'static str {
        match self {
            Self::Coarse => include_str!("../../data/outlines-110m.json"),
            Self::Fine => include_str!("../../data/outlines-50m-simplified.json"),
            Self::World => include_str!("../../data/outlines-world-110m.json"),
        }
    }
}

/// A country or a water.
#[derive(Debug, Clone, PartialEq)]
pub struct Area {
    /// ISO 3166-1 alpha-2 of a country; `-1`, `-2` … of land that has no such code; the name of a water in capitals: `CASPIAN`.
    pub code: String,
    /// Closed rings of longitude and latitude, in degrees; what lies within an odd number of them belongs to the area. A ring that
    /// crosses the antimeridian goes on beyond 180.
    pub rings: Vec<Vec<[f64; 2]>>,
    /// Its westernmost and easternmost longitude.
    pub west: f64,
    #[allow(missing_docs)]
    pub east: f64,
    /// The centre of gravity of the largest ring: where the name belongs.
    pub centre: [f64; 2],
}

impl Area {
    /// The area that these rings enclose.
    pub fn new(code: String, rings: Vec<Vec<[f64; 2]>>) -> Self {
        let longitudes = || rings.iter().flatten().map(|[longitude, _]| *longitude);
        let (west, east) = (longitudes().fold(f64::MAX, f64::min), longitudes().fold(f64::MIN, f64::max));
        let centre = centre(&rings);
        Self { code, rings, west, east, centre }
    }

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
/// that for the fine ones, some two for the world.
pub fn outlines(detail: Resolution) -> &'static [Area] {
    static COARSE: OnceLock<Vec<Area>> = OnceLock::new();
    static FINE: OnceLock<Vec<Area>> = OnceLock::new();
    static WORLD: OnceLock<Vec<Area>> = OnceLock::new();
    let parsed = match detail {
        Resolution::Coarse => &COARSE,
        Resolution::Fine => &FINE,
        Resolution::World => &WORLD,
    };
    // The data test keeps the files sound; without outlines there would be a map without lines, not a panic.
    parsed.get_or_init(|| parse(detail.text()).unwrap_or_default())
}

/// The countries and waters of which the frames show some, by outlines of a few points.
pub fn areas(frames: &Frames) -> &'static [Area] {
    outlines(if *frames == Frames::Dialogue { Resolution::Coarse } else { Resolution::World })
}

fn parse(json: &str) -> Result<Vec<Area>, serde_json::Error> {
    let polygons: BTreeMap<String, Vec<Vec<Vec<[f64; 2]>>>> = serde_json::from_str(json)?;
    let mut areas: Vec<Area> = polygons
        .into_iter()
        .map(|(code, polygons)| {
            let rings: Vec<Vec<[f64; 2]>> = polygons.into_iter().flatten().collect();
            Area::new(code, rings)
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
    fn the_world_has_its_countries_where_they_are() {
        let world = outlines(Resolution::World);
        assert_eq!(world.len(), 177);
        let at = |longitude: f64, latitude: f64| {
            let turned = |area: &&Area| [0.0, 360.0].iter().any(|turn| area.contains(longitude + turn, latitude));
            world.iter().find(turned).map(|area| area.code.as_str())
        };
        for (longitude, latitude, code) in [
            (13.4, 52.5, Some("DE")),
            (-47.9, -15.8, Some("BR")),
            (149.1, -35.3, Some("AU")),
            (18.5, -33.5, Some("ZA")),
            (28.5, -29.5, Some("LS")),
            (129.7, 62.0, Some("RU")),
            (-175.0, 66.3, Some("RU")),
            (20.0, -80.0, Some("AQ")),
            (0.0, -89.0, Some("AQ")),
            (-140.0, 0.0, None),
            (51.0, 41.0, None),
        ] {
            assert_eq!(at(longitude, latitude), code, "{longitude} {latitude}");
        }
        assert_eq!(world.iter().filter(|area| area.code.starts_with('-')).count(), 3, "land without a code of its own");
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
