//! Outlines and filled countries on cells: braille dots, or plain characters in ASCII.

use std::sync::{Arc, Mutex, PoisonError};

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::super::Theme;
use crate::atlas::{Area, AreaSet, Frames, Projection, Raster, Resolution, Rule, cell, outlines};

/// Dots of a cell, across and down: those of braille, and the two halves that ASCII characters can show.
const BRAILLE: (u16, u16) = (2, 4);
const HALVES: (u16, u16) = (1, 2);

/// The bits of braille's dots in Unicode (U+2800 onwards), row by row.
const BITS: [u32; 8] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80];

/// Widths of a cell to a degree from which the fine outlines are worth their points.
const FINE_FROM: f64 = 1.2;

/// A map on the cells of `area`.
pub(super) struct Canvas {
    pub map: Projection,
    pub area: Rect,
    areas: &'static [Area],
    grid: Arc<DotGrid>,
    dots: (u16, u16),
}

/// What a cell shows of the land, for labels that look for room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ground {
    /// An outline runs through it.
    Line,
    /// It belongs to this area.
    Within(u8),
    /// Neither.
    Empty,
}

/// The dots of a map of one size, and what they make of each cell.
struct DotGrid {
    raster: Raster,
    cells: Vec<CellDots>,
}

/// What runs through a cell and lies in it.
#[derive(Debug, Clone, Copy, Default)]
struct CellDots {
    lines: AreaSet,
    inside: AreaSet,
    /// Whether a line runs through each dot, a bit a dot, row by row.
    dots: u8,
}

/// The grids drawn last, by frames, width, height and dots. They follow from these alone, so that drawing stays a function of
/// the state.
type RecentGrids = Vec<((Frames, u16, u16, (u16, u16)), Arc<DotGrid>)>;
static KNOWN: Mutex<RecentGrids> = Mutex::new(Vec::new());
/// Grids remembered: the overlay's and the small map's, before and after a change of size.
const REMEMBERED: usize = 4;

impl DotGrid {
    fn of(frames: Frames, map: &Projection, areas: &[Area], area: Rect, dots: (u16, u16)) -> Arc<Self> {
        let key = (frames, area.width, area.height, dots);
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, grid)) = known.iter().find(|(known, _)| *known == key) {
            return Arc::clone(grid);
        }
        let raster = Raster::new(map, areas, (area.width, area.height), dots);
        let cells = (0..area.height).flat_map(|y| (0..area.width).map(move |x| (x, y)));
        let cells = cells.map(|cell| CellDots::of(&raster, cell, dots)).collect();
        let grid = Arc::new(Self { raster, cells });
        if known.len() == REMEMBERED {
            known.remove(0);
        }
        known.push((key, Arc::clone(&grid)));
        grid
    }
}

/// The dots of a cell.
fn dots_of((x, y): (u16, u16), (across, down): (u16, u16)) -> impl Iterator<Item = (u16, u16)> {
    let (left, top) = (x * across, y * down);
    (0..down).flat_map(move |y| (0..across).map(move |x| (left + x, top + y)))
}

impl CellDots {
    fn of(raster: &Raster, cell: (u16, u16), dots: (u16, u16)) -> Self {
        let mut made = Self::default();
        for (n, (x, y)) in dots_of(cell, dots).enumerate() {
            let lines = raster.lines(x, y);
            made.lines.extend(&lines);
            raster.inside(x, y).into_iter().for_each(|number| made.inside.insert(number));
            made.dots |= u8::from(!lines.is_empty()) << n;
        }
        made
    }
}

impl Canvas {
    /// `None` where there is no room for a map.
    pub fn new(frames: Frames, area: Rect, theme: &Theme) -> Option<Self> {
        let map = Projection::fit(&frames, area.width, area.height)?;
        let areas = outlines(match frames {
            Frames::Around(_) => Resolution::World,
            Frames::Dialogue if map.scale() < FINE_FROM => Resolution::Coarse,
            Frames::Dialogue => Resolution::Fine,
        });
        let dots = if theme.is_ascii() { HALVES } else { BRAILLE };
        let grid = DotGrid::of(frames, &map, areas, area, dots);
        Some(Self { map, area, areas, grid, dots })
    }

    /// The countries and waters, with their numbers.
    pub fn areas(&self) -> impl Iterator<Item = (u8, &'static Area)> + use<> {
        (0u8..).zip(self.areas)
    }

    /// The cell of a point of the earth.
    pub fn spot(&self, longitude: f64, latitude: f64) -> Option<Position> {
        let (x, y) = self.map.point(longitude, latitude)?;
        let at = Position::new(self.area.x + cell(x)?, self.area.y + cell(y)?);
        self.area.contains(at).then_some(at)
    }

    fn cell(&self, at: Position) -> CellDots {
        let number = usize::from(at.y - self.area.y) * usize::from(self.area.width) + usize::from(at.x - self.area.x);
        self.grid.cells.get(number).copied().unwrap_or_default()
    }

    /// What a cell of the screen shows; nothing outside the map.
    pub fn ground(&self, at: Position) -> Ground {
        let cell = if self.area.contains(at) { self.cell(at) } else { CellDots::default() };
        if !cell.lines.is_empty() {
            return Ground::Line;
        }
        cell.inside.first().map_or(Ground::Empty, Ground::Within)
    }

    /// Draws outlines, and fills the areas of `filled`.
    pub fn draw(&self, buffer: &mut Buffer, filled: &AreaSet, theme: &Theme) {
        let waters: AreaSet = self.areas().filter(|(_, area)| area.is_water()).map(|(number, _)| number).collect();
        for at in self.area.positions() {
            let cell = self.cell(at);
            let symbol = match self.dots {
                BRAILLE => self.braille(at, cell, filled, &waters),
                _ => plain(cell, filled, &waters),
            };
            let Some(symbol) = symbol else { continue };
            let style = if cell.lines.meets(filled) || cell.inside.meets(filled) {
                theme.chart()
            } else if cell.lines.exceeds(&waters) {
                theme.text()
            } else {
                theme.faint()
            };
            buffer[at].set_char(symbol).set_style(style);
        }
        let Some(rule) = self.rule() else { return };
        let symbol = if rule.width > rule.height { theme.glyphs.horizontal } else { theme.glyphs.vertical };
        rule.positions().for_each(|at| _ = buffer[at].set_symbol(symbol).set_style(theme.rule(false)));
    }

    /// Lines in full, filled areas in a texture among which they still show, waters in a sparser one.
    fn braille(&self, at: Position, cell: CellDots, filled: &AreaSet, waters: &AreaSet) -> Option<char> {
        let mut bits = 0;
        let textured = cell.inside.meets(filled) || cell.inside.meets(waters);
        if textured || cell.dots != 0 {
            let dots = dots_of((at.x - self.area.x, at.y - self.area.y), self.dots);
            for ((n, bit), (x, y)) in BITS.iter().enumerate().zip(dots) {
                let inside = |areas: &AreaSet| self.grid.raster.inside(x, y).is_some_and(|number| areas.has(number));
                let dense = y % 2 == 0 && (x + y / 2) % 2 == 0;
                let sparse = y % 4 == 1 && (x + y / 2) % 4 == 0;
                let fills = textured && (dense && inside(filled) || sparse && inside(waters));
                if fills || cell.dots & (1 << n) != 0 {
                    bits |= bit;
                }
            }
        }
        char::from_u32(0x2800 + bits).filter(|_| bits != 0)
    }

    /// The cells of the line between the frames, which lie far apart on the earth; none where there is one.
    pub fn rule(&self) -> Option<Rect> {
        let area = self.area;
        Some(match self.map.rule()? {
            Rule::Column(x) => Rect { x: area.x + cell(x).unwrap_or_default(), width: 1, ..area }.intersection(area),
            Rule::Row(y) => Rect { y: area.y + cell(y).unwrap_or_default(), height: 1, ..area }.intersection(area),
        })
    }
}

/// Lines by the half of the cell they run through; hatched countries; waves.
fn plain(cell: CellDots, filled: &AreaSet, waters: &AreaSet) -> Option<char> {
    match cell.dots {
        0b11 => Some(':'),
        0b01 => Some('\''),
        0b10 => Some('.'),
        _ if cell.inside.meets(filled) => Some('/'),
        _ if cell.inside.meets(waters) => Some('~'),
        _ => None,
    }
}
