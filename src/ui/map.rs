//! The map: countries in outline, those filtered by filled and marked, and the places of the selected events. As
//! an overlay with a cursor, and small beside the lists.

mod canvas;
mod labels;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};

use super::spans::{cut, ends};
use super::{Theme, enclose, put};
use crate::app::{App, MapPlace};
use crate::archive::Id;
use crate::atlas::{AreaSet, Frames, Projection};
use crate::keys::Action;
use crate::text;
use canvas::Canvas;
use labels::Labels;

/// Events from which a place counts as having several, and many.
const SEVERAL: usize = 5;
const MANY: usize = 20;

/// Widths of a cell to a degree from which places have their names beside them.
const NAMES_FROM: f64 = 2.0;

/// The waters that are named where there is room, with shorter names for less of it.
const WATERS: [(&str, &[&str]); 2] = [("CASPIAN", &["Caspian Sea", "Caspian"]), ("ARAL", &["Aral Sea", "Aral"])];

/// Lines below the map of the overlay: how many events it has, what is under the cursor, and the legend.
const FOOT: u16 = 3;
/// Where there are fewer lines than this the first of those stands beside the second.
const LOW: u16 = 20;

fn foot(area: Rect) -> u16 {
    if area.height < LOW { FOOT - 1 } else { FOOT }
}

/// Rows of a small map that is `width` cells wide.
pub(super) fn rows(frames: &Frames, width: u16) -> u16 {
    Projection::rows(frames, width)
}

/// The box of the overlay: all between header and status line.
fn frame(area: Rect) -> Rect {
    Rect { y: area.y + area.height.min(1), height: area.height.saturating_sub(2), ..area }
}

/// The map within the box.
fn inside(area: Rect) -> Rect {
    let outer = frame(area);
    Rect {
        x: outer.x + outer.width.min(1),
        y: outer.y + outer.height.min(1),
        width: outer.width.saturating_sub(2),
        height: outer.height.saturating_sub(2 + foot(area)),
    }
}

/// A dot on the map.
struct Dot {
    at: Position,
    glyph: &'static str,
    /// Whether it is the selected event's place.
    here: bool,
    chosen: bool,
}

/// Where everything goes that stands on the outlines.
struct MapLayout {
    dots: Vec<Dot>,
    labels: Labels,
    /// Where the terminal's cursor belongs.
    cursor: Option<Position>,
}

impl MapLayout {
    fn new(canvas: &Canvas) -> Self {
        Self { dots: Vec::new(), labels: Labels::new(canvas), cursor: None }
    }
}

fn size_of(spot: &MapPlace) -> usize {
    usize::from(spot.count >= SEVERAL) + usize::from(spot.count >= MANY)
}

fn plan(canvas: &Canvas, app: &App, theme: &Theme) -> MapLayout {
    let mut plan = MapLayout::new(canvas);
    // The busiest places are listed first and drawn last, so that no other hides them.
    for (number, spot) in app.spots().iter().enumerate().rev() {
        let Some(at) = canvas.spot(spot.longitude, spot.latitude) else { continue };
        let chosen = app.spot_cursor() == Some(number);
        plan.dots.push(Dot { at, glyph: theme.glyphs.places[size_of(spot)], here: false, chosen });
    }
    plan.dots.sort_by_key(|dot| dot.chosen);
    for at in app.here().iter().filter_map(|(latitude, longitude)| canvas.spot(*longitude, *latitude)) {
        let chosen = plan.dots.iter().any(|dot| dot.chosen && dot.at == at);
        let dot = Dot { at, glyph: theme.glyphs.here, here: true, chosen };
        let last = plan.dots.len() - usize::from(!chosen && plan.dots.last().is_some_and(|dot| dot.chosen));
        plan.dots.insert(last, dot);
    }
    plan.dots.iter().for_each(|dot| plan.labels.keep_off(dot.at));
    let name = |spot: &MapPlace| format!("{} {}", app.spot_name(spot), spot.count);
    if let Some((spot, at)) = under_cursor(app).and_then(|spot| Some((spot, canvas.spot(spot.longitude, spot.latitude)?))) {
        plan.labels.put_beside(canvas, at, &name(spot), theme.row(true, true), true);
        plan.cursor = Some(at);
    }
    countries(&mut plan, canvas, app, theme, false);
    for (number, water) in canvas.areas() {
        let names = WATERS.iter().find(|(code, _)| *code == water.code);
        if let Some(((_, names), middle)) = names.zip(canvas.spot(water.centre[0], water.centre[1])) {
            plan.labels.put_clear(canvas, middle, number, names, theme.faint(), canvas.map.scale() >= NAMES_FROM);
        }
    }
    if canvas.map.scale() >= NAMES_FROM {
        for (number, spot) in app.spots().iter().enumerate().filter(|(number, _)| app.spot_cursor() != Some(*number)) {
            if let Some(at) = canvas.spot(spot.longitude, spot.latitude) {
                let style = if number == 0 { theme.strong() } else { theme.text() };
                plan.labels.put_beside(canvas, at, &name(spot), style, false);
            }
        }
    }
    plan
}

/// The names of the countries, or only their codes; that under the cursor first, so that it finds room.
fn countries(plan: &mut MapLayout, canvas: &Canvas, app: &App, theme: &Theme, codes: bool) {
    let cursor = app.map_country().filter(|_| !codes);
    let mut known: Vec<(u8, Id, [f64; 2])> = canvas
        .areas()
        .filter(|(_, area)| !area.is_water())
        .filter_map(|(number, area)| Some((number, app.archive().id(&area.code)?, area.centre)))
        .collect();
    known.sort_by_key(|(_, id, _)| Some(*id) != cursor);
    for (number, id, [longitude, latitude]) in known {
        let Some(middle) = canvas.spot(longitude, latitude) else { continue };
        let (selected, on) = (Some(id) == cursor, app.filters_by(id));
        let pointer = if selected { theme.glyphs.selected } else { "" };
        let mark = if on { format!("{} ", theme.glyphs.on) } else { String::new() };
        let code = format!("{pointer}{mark}{}", app.archive().record(id).id());
        let name = format!("{pointer}{mark}{}", app.archive().title(id, app.language()));
        let texts = if codes { vec![code] } else { vec![name, code] };
        let style = if on { theme.filter() } else { theme.strong() };
        // A place under the cursor is the one thing that is lit.
        let style = if selected { style.patch(theme.row(true, app.spot_cursor().is_none())) } else { style };
        let at = plan.labels.put_near(canvas, middle, number, &texts, style);
        if selected && plan.cursor.is_none() {
            plan.cursor = at;
        }
    }
}

fn under_cursor(app: &App) -> Option<&MapPlace> {
    app.spots().get(app.spot_cursor()?)
}

fn draw_map(buffer: &mut Buffer, canvas: &Canvas, plan: &MapLayout, app: &App, theme: &Theme) {
    let is_filled = |code: &str| app.archive().id(code).is_some_and(|id| app.filters_by(id));
    let filled = canvas.areas().filter(|(_, area)| !area.is_water() && is_filled(&area.code));
    canvas.draw(buffer, &filled.map(|(number, _)| number).collect::<AreaSet>(), theme);
    for label in &plan.labels.list {
        // On what lies there: the label's own look only, and nothing of the line beneath.
        let cells = u16::try_from(text::width(&label.text)).unwrap_or(u16::MAX);
        for x in label.at.x..label.at.x.saturating_add(cells).min(canvas.area.right()) {
            buffer[(x, label.at.y)].reset();
        }
        let words = Line::styled(label.text.as_str(), label.style);
        super::write::line(buffer, label.at.x, label.at.y, &words, canvas.area.right() - label.at.x);
    }
    for dot in &plan.dots {
        let style = if dot.here { theme.matched() } else { theme.strong() };
        let style = if dot.chosen { style.add_modifier(Modifier::REVERSED) } else { style };
        buffer[dot.at].reset();
        buffer.set_string(dot.at.x, dot.at.y, dot.glyph, style);
    }
}

/// Draws the overlay. Says where the terminal's cursor belongs: on the chosen place, else on the chosen country's name.
pub(super) fn draw(buffer: &mut Buffer, area: Rect, app: &App, theme: &Theme) -> Option<Position> {
    let outer = frame(area);
    if outer.width < 4 || outer.height < 3 {
        return None;
    }
    let between = theme.glyphs.between;
    let places = app.spots().len();
    let events = app.map_tally().events;
    let frames = app.map_frames();
    let scale = if frames == Some(Frames::Dialogue) { format!("{between} Japan at the same scale ") } else { String::new() };
    let words = format!(" Map {between} {} at {} {scale}", text::count(events, "event"), text::count(places, "place"));
    enclose(buffer, outer, &words, theme);
    let room = usize::from(outer.width) - 4;
    let keys = cut(keys(app, theme), room, theme.glyphs.cut);
    super::write::line(buffer, outer.x + 2, outer.bottom() - 1, &keys, outer.width - 4);
    let canvas = frames.and_then(|frames| Canvas::new(frames, inside(area), theme));
    let plan = canvas.as_ref().map(|canvas| plan(canvas, app, theme));
    if let Some((canvas, plan)) = canvas.as_ref().zip(plan.as_ref()) {
        draw_map(buffer, canvas, plan, app, theme);
    }
    let foot = foot(area).min(outer.height - 2);
    let text = Rect { x: outer.x + 2, y: outer.bottom() - 1 - foot, width: outer.width - 4, height: foot };
    let width = usize::from(text.width);
    let mut lines = vec![selected(app, theme, foot < FOOT, width), legend(app, theme, width)];
    if foot == FOOT {
        lines.insert(0, cut(vec![Span::styled(counted(app, theme), theme.faint())], width, theme.glyphs.cut));
    }
    (0..).zip(&lines).for_each(|(y, line)| put(buffer, text, y, line));
    plan.and_then(|plan| plan.cursor)
}

/// Draws the small map beside the lists, under a title that says how to make it large.
pub(super) fn region(buffer: &mut Buffer, area: Rect, app: &App, theme: &Theme) {
    if area.height < 2 {
        return;
    }
    let width = usize::from(area.width);
    buffer.set_string(area.x, area.y, theme.glyphs.horizontal.repeat(width), theme.rule(false));
    let key = app.keymap().hint(Action::Map);
    let words = if key.is_empty() { " Map ".to_owned() } else { format!(" Map {} {key} enlarges ", theme.glyphs.between) };
    let words = text::truncate(&words, width.saturating_sub(2), theme.glyphs.cut);
    super::write::words(buffer, area.x + 1, area.y, &words, theme.title(false));
    let below = Rect { y: area.y + 1, height: area.height - 1, ..area };
    let Some(canvas) = app.map_frames().and_then(|frames| Canvas::new(frames, below, theme)) else { return };
    let mut plan = MapLayout::new(&canvas);
    for at in app.here().iter().filter_map(|(latitude, longitude)| canvas.spot(*longitude, *latitude)) {
        plan.dots.push(Dot { at, glyph: theme.glyphs.here, here: true, chosen: false });
        plan.labels.keep_off(at);
    }
    countries(&mut plan, &canvas, app, theme, true);
    draw_map(buffer, &canvas, &plan, app, theme);
}

/// How many events are on the map, and why others are not: "36 on the map · 6 online · 3 place not known".
fn counted(app: &App, theme: &Theme) -> String {
    let between = format!(" {} ", theme.glyphs.between);
    let tally = app.map_tally();
    std::iter::once(format!("{} on the map", tally.events)).chain(tally.missing()).collect::<Vec<_>>().join(&between)
}

/// What is under the cursor, and if so wished what is on the map.
fn selected(app: &App, theme: &Theme, with_counts: bool, width: usize) -> Line<'static> {
    let between = format!(" {} ", theme.glyphs.between);
    let mut left = Vec::new();
    if let Some((number, spot)) = app.spot_cursor().and_then(|number| Some((number, app.spots().get(number)?))) {
        let country = spot.country.map(|id| format!(", {}", app.archive().title(id, app.language()))).unwrap_or_default();
        left.push(Span::styled(format!("{}{country}", app.spot_name(spot)), theme.strong()));
        left.push(Span::raw(format!(
            ": {}{between}place {} of {}",
            text::count(spot.count, "event"),
            number + 1,
            app.spots().len()
        )));
    } else if let Some((id, count)) =
        app.map_country().and_then(|id| Some((id, app.view().countries.iter().find(|(known, _)| *known == id)?)))
    {
        let on = app.filters_by(id);
        let glyph = if on { theme.glyphs.on } else { theme.glyphs.off };
        let what = if app.view().hits.is_some() { "record" } else { "event" };
        left.push(Span::styled(format!("{glyph} {}", app.archive().title(id, app.language())), theme.strong()));
        left.push(Span::raw(format!(": {}{}", text::count(count.1, what), if on { ", filtered by" } else { "" })));
    }
    let right = if with_counts { counted(app, theme) } else { String::new() };
    ends(left, vec![Span::styled(right, theme.faint())], width, theme.glyphs.cut)
}

/// What the dots mean.
fn legend(app: &App, theme: &Theme, width: usize) -> Line<'static> {
    let [few, several, many] = theme.glyphs.places;
    let dash = if theme.is_ascii() { "-" } else { "–" };
    let mut spans = Vec::new();
    for (glyph, words) in [
        (few, format!(" 1{dash}{}  ", SEVERAL - 1)),
        (several, format!(" {SEVERAL}{dash}{}  ", MANY - 1)),
        (many, format!(" {MANY} or more events  ")),
    ] {
        spans.push(Span::styled(glyph, theme.strong()));
        spans.push(Span::styled(words, theme.faint()));
    }
    if !app.here().is_empty() {
        spans.push(Span::styled(theme.glyphs.here, theme.matched()));
        spans.push(Span::styled(" the selected event  ", theme.faint()));
    }
    if app.maps_countries() {
        spans.push(Span::styled(theme.glyphs.on, theme.filter()));
        spans.push(Span::styled(" filtered by", theme.faint()));
    }
    cut(spans, width, theme.glyphs.cut)
}

/// The keys of the map, on the lower edge of its box.
fn keys(app: &App, theme: &Theme) -> Vec<Span<'static>> {
    let keymap = app.keymap();
    let moves = [(Action::West, "Left"), (Action::Down, "Down"), (Action::Up, "Up"), (Action::East, "Right")];
    let arrows = moves.iter().all(|(action, arrow)| keymap.keys(*action).iter().any(|key| key == arrow));
    let moving = if arrows { "arrows".to_owned() } else { moves.map(|(action, _)| keymap.hint(action).to_owned()).join(" ") };
    let (moves, filter) = if app.maps_countries() { ("country", keymap.hint(Action::Toggle)) } else { ("move", "") };
    let mut spans = Vec::new();
    for (key, word) in [
        (moving.as_str(), moves),
        (filter, "filter"),
        (keymap.hint(Action::NextPane), "place"),
        (keymap.hint(Action::Open), "open"),
        (keymap.hint(Action::Back), "close"),
    ] {
        if !key.is_empty() {
            spans.push(Span::styled(format!(" {key}"), theme.filter()));
            spans.push(Span::styled(format!(" {word} "), theme.faint()));
        }
    }
    spans
}
