//! What of the earth a map shows: the two frames of the Dialogue, or one frame around the places of other records.

/// A stretch of the earth in degrees; `east` goes beyond 180 where it crosses the antimeridian.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Bounds {
    pub west: f64,
    pub east: f64,
    pub south: f64,
    pub north: f64,
}

/// From the Caspian Sea to the Altai.
pub(super) const CENTRAL_ASIA: Bounds = Bounds { west: 46.0, east: 88.0, south: 34.8, north: 55.8 };
/// From Okinawa to Hokkaido.
pub(super) const JAPAN: Bounds = Bounds { west: 127.0, east: 146.5, south: 25.6, north: 46.0 };

/// Degrees that a frame around places has at least, from south to north: at the scale of the outlines less shows nothing.
const LEAST: f64 = 8.0;
/// The part of its height and width that a frame around places has beyond the outermost of them, on each side.
const MARGIN: f64 = 0.12;
/// How far north and south a frame goes beyond places, at most, in degrees: what lies further is ice.
const POLEWARDS: (f64, f64) = (-60.0, 84.0);
/// Of the places the part that has to lie in the frames of the Dialogue for these to be the map.
const MOST: f64 = 2.0 / 3.0;

impl Bounds {
    pub(super) fn holds(&self, longitude: f64, latitude: f64) -> bool {
        self.east_of(longitude) <= self.east - self.west && (self.south..=self.north).contains(&latitude)
    }

    /// How far east of the western edge a longitude lies, once round the earth at most.
    pub(super) fn east_of(&self, longitude: f64) -> f64 {
        (longitude - self.west).rem_euclid(360.0)
    }

    /// How much shorter a degree of longitude is than one of latitude, at the middle latitude.
    pub(super) fn squeeze(&self) -> f64 {
        f64::midpoint(self.south, self.north).to_radians().cos()
    }

    /// Width in degrees of latitude.
    pub(super) fn width(&self) -> f64 {
        (self.east - self.west) * self.squeeze()
    }

    pub(super) fn height(&self) -> f64 {
        self.north - self.south
    }

    /// The smallest stretch that holds all points, the antimeridian in its midst where that makes it smaller, and a margin; `None`
    /// without points.
    fn around(points: &[(f64, f64)]) -> Option<Self> {
        let mut longitudes: Vec<f64> = points.iter().map(|(longitude, _)| *longitude).collect();
        longitudes.sort_by(f64::total_cmp);
        let (&first, &last) = (longitudes.first()?, longitudes.last()?);
        // The widest gap between neighbours lies outside; the frame begins at its eastern end.
        let gaps = longitudes.windows(2).map(|pair| (pair[1] - pair[0], pair[1], pair[0] + 360.0));
        let around = gaps.chain([(first + 360.0 - last, first, last)]).max_by(|a, b| a.0.total_cmp(&b.0));
        let (_, west, east) = around?;
        let latitudes = || points.iter().map(|(_, latitude)| *latitude);
        let (south, north) = (latitudes().fold(90.0, f64::min), latitudes().fold(-90.0, f64::max));
        let tight = Self { west, east, south, north };
        let (limits, squeeze) = ((POLEWARDS.0.min(south), POLEWARDS.1.max(north)), tight.squeeze().max(0.2));
        let side = |length: f64, least: f64| (length * MARGIN).max((least - length) / 2.0);
        let (aside, above) = (side(east - west, LEAST / squeeze), side(north - south, LEAST));
        let aside = aside.min((360.0 - (east - west)) / 2.0);
        let (south, north) = ((south - above).max(limits.0), (north + above).min(limits.1));
        Some(Self { west: west - aside, east: east + aside, south, north })
    }

    /// As wide and high as wanted, in degrees of latitude, where it is less, around the same middle as far as the earth goes.
    pub(super) fn stretched(self, width: f64, height: f64) -> Self {
        let squeeze = self.squeeze();
        let aside = ((width - self.width()) / squeeze).clamp(0.0, 360.0 - (self.east - self.west)) / 2.0;
        let limits = (POLEWARDS.0.min(self.south), POLEWARDS.1.max(self.north));
        let above = (height - self.height()).clamp(0.0, limits.1 - limits.0 - self.height()) / 2.0;
        let (south, north) = (self.south - above, self.north + above);
        // What one side has no room for goes to the other.
        let shift = (limits.0 - south).max(0.0) - (north - limits.1).max(0.0);
        Self { west: self.west - aside, east: self.east + aside, south: south + shift, north: north + shift }
    }
}

/// What a map shows: one stretch of the earth, or the two of the Dialogue, far from each other and at one scale.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Frames {
    /// Central Asia, and Japan beside it.
    Dialogue,
    /// Whatever holds the places of the records.
    Around(FrameExtent),
}

/// A stretch of the earth that holds the places of records.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FrameExtent(pub(super) Bounds);

impl Frames {
    /// The frames for places at these longitudes and latitudes: those of the Dialogue where both are needed and two thirds of the
    /// places lie in them, else one around all places; `None` without places.
    pub fn of(places: &[(f64, f64)]) -> Option<Self> {
        let within = |bounds: Bounds| places.iter().filter(|(longitude, latitude)| bounds.holds(*longitude, *latitude)).count();
        let (asia, japan) = (within(CENTRAL_ASIA), within(JAPAN));
        // Counts of places are far below 2⁵².
        #[allow(clippy::cast_precision_loss)]
        let most = (asia + japan) as f64 >= places.len() as f64 * MOST;
        if asia > 0 && japan > 0 && most {
            return Some(Self::Dialogue);
        }
        Bounds::around(places).map(|bounds| Self::Around(FrameExtent(bounds)))
    }

    /// Whether one of the frames shows the point.
    pub fn show(&self, longitude: f64, latitude: f64) -> bool {
        match self {
            Self::Dialogue => CENTRAL_ASIA.holds(longitude, latitude) || JAPAN.holds(longitude, latitude),
            Self::Around(FrameExtent(bounds)) => bounds.holds(longitude, latitude),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn around(points: &[(f64, f64)]) -> Bounds {
        match Frames::of(points) {
            Some(Frames::Around(FrameExtent(bounds))) => bounds,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_dialogue_has_its_frames_and_others_their_own() {
        let (tokyo, astana, tashkent) = ((139.7, 35.7), (71.4, 51.2), (69.2, 41.3));
        assert_eq!(Frames::of(&[tokyo, astana, tashkent, (-74.0, 40.7)]), Some(Frames::Dialogue));
        assert_eq!(Frames::of(&[]), None);
        // One side of the Dialogue alone, or few of many places in it, are no reason to draw the other.
        assert!(matches!(Frames::of(&[astana, tashkent]), Some(Frames::Around(_))));
        assert!(matches!(Frames::of(&[tokyo, astana, (2.3, 48.9), (13.4, 52.5)]), Some(Frames::Around(_))));
    }

    #[test]
    fn what_lies_elsewhere_is_not_shown() {
        let frames = Frames::Dialogue;
        assert!(frames.show(139.7, 35.7) && frames.show(71.4, 51.2) && !frames.show(37.6, 55.75) && !frames.show(0.0, 0.0));
    }

    #[test]
    fn a_frame_holds_its_places_and_is_no_larger_than_they_need() {
        let berlin = around(&[(13.4, 52.5)]);
        assert!(berlin.holds(13.4, 52.5) && (berlin.height() - LEAST).abs() < 1e-9 && (berlin.width() - LEAST).abs() < 0.1);
        let europe = around(&[(-9.1, 38.7), (30.5, 50.4), (24.9, 60.2)]);
        assert!(europe.holds(-9.1, 38.7) && europe.holds(30.5, 50.4) && europe.holds(24.9, 60.2));
        assert!(!europe.holds(-74.0, 40.7) && europe.height() < 30.0);
        // Suva and Apia lie on both sides of the antimeridian, some eleven degrees apart.
        let pacific = around(&[(178.4, -18.1), (-171.8, -13.8)]);
        assert!(pacific.holds(178.4, -18.1) && pacific.holds(-171.8, -13.8) && pacific.east - pacific.west < 20.0, "{pacific:?}");
        let world = around(&[(-170.0, 60.0), (-60.0, -50.0), (20.0, 0.0), (100.0, 10.0), (179.0, -40.0)]);
        assert!(world.east - world.west <= 360.0 && world.south >= -90.0 && world.north <= 90.0);
        let pole = around(&[(0.0, 90.0), (10.0, -90.0)]);
        assert!(pole.holds(0.0, 90.0) && pole.holds(10.0, -90.0) && pole.squeeze() > 0.0);
    }

    #[test]
    fn a_stretched_frame_has_the_size_asked_for_within_the_earth() {
        let berlin = around(&[(13.4, 52.5)]);
        let wide = berlin.stretched(40.0, 10.0);
        assert!((wide.width() - 40.0).abs() < 1.0 && (wide.height() - 10.0).abs() < 1e-9, "{wide:?}");
        let north = around(&[(15.6, 78.2)]).stretched(8.0, 60.0);
        assert!(north.north <= 84.0 + 1e-9 && (north.height() - 60.0).abs() < 1e-9 && north.holds(15.6, 78.2), "{north:?}");
        let all = berlin.stretched(1000.0, 1000.0);
        assert!(all.east - all.west <= 360.0 + 1e-9 && all.south >= -60.0 - 1e-9 && all.north <= 84.0 + 1e-9, "{all:?}");
    }
}
