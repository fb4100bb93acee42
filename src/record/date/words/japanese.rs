//! Dates in Japanese.

use super::{Case, Tongue};
use crate::record::date::{Part, Unit, Years};

pub(super) const TONGUE: Tongue = Tongue {
    part,
    together,
    brief_day: |month, day| format!("{month}月{day}日"),
    // Without 日, for which there is no room.
    brief_days: |month, first, last| format!("{month}月{first}–{last}"),
    brief_months: |first, last| if first == last { format!("{first}月") } else { format!("{first}–{last}月") },
    brief_season,
    brief_year: "年のみ",
    years: |first, last| if last - first == 9 { format!("{first}年代") } else { format!("{first}–{last}") },
    year: |year| if year > 0 { year.to_string() } else { format!("前{}", 1 - year) },
    about: ["", "頃"],
    until: ["", "まで"],
    from: ["", "から"],
    or_earlier: ["", "以前"],
    or_later: ["", "以降"],
    between: ["", "から", "までの間"],
    beginning_unknown: "（開始は不明）",
    end_unknown: "（終了は不明）",
    uncertain: "（不確か）",
    doubts: ["（", "概数：", "；", "不確か：", "）"],
    components: ["年", "月", "日"],
};

fn year(part: &Part) -> String {
    match part.years {
        Years::One(one) if one > 0 => format!("{one}年"),
        Years::One(one) => format!("紀元前{}年", 1 - one),
        Years::Among(first, last) if last - first == 9 => format!("{first}年代"),
        Years::Among(first, last) => format!("{first}–{last}年"),
    }
}

/// The season, and what stands behind it.
const fn season(code: u8) -> (&'static str, &'static str) {
    match code {
        21 => ("春", ""),
        22 => ("夏", ""),
        23 => ("秋", ""),
        24 => ("冬", ""),
        25 => ("春", "（北半球）"),
        26 => ("夏", "（北半球）"),
        27 => ("秋", "（北半球）"),
        28 => ("冬", "（北半球）"),
        29 => ("春", "（南半球）"),
        30 => ("夏", "（南半球）"),
        31 => ("秋", "（南半球）"),
        32 => ("冬", "（南半球）"),
        33 => ("第1四半期", ""),
        34 => ("第2四半期", ""),
        35 => ("第3四半期", ""),
        36 => ("第4四半期", ""),
        37 => ("1–4月期", ""),
        38 => ("5–8月期", ""),
        39 => ("9–12月期", ""),
        40 => ("上半期", ""),
        _ => ("下半期", ""),
    }
}

const fn brief_season(code: u8) -> &'static str {
    match code {
        33 => "Q1",
        34 => "Q2",
        35 => "Q3",
        36 => "Q4",
        _ => season(code).0,
    }
}

fn part(part: &Part, _: Case) -> String {
    let year = year(part);
    // 1560年代のある年の12月25日.
    let of_year = match part.years {
        Years::One(_) => year.clone(),
        Years::Among(..) => format!("{year}のある年の"),
    };
    match part.unit {
        Unit::Year => year,
        Unit::Season(code) => {
            let (name, behind) = season(code);
            format!("{of_year}{name}{behind}")
        }
        Unit::Months(first, last) => format!("{of_year}{first}–{last}月のある月"),
        Unit::Month(month) => format!("{of_year}{month}月"),
        Unit::Days(month, first, last) => format!("{of_year}{month}月{first}–{last}日のある日"),
        Unit::Day(month, day) => format!("{of_year}{month}月{day}日"),
    }
}

fn together([first, last]: [i32; 2], units: [Unit; 2], _: Case) -> Option<String> {
    Some(match units {
        [Unit::Day(a, from), Unit::Day(b, to)] if (first, a) == (last, b) => format!("{first}年{a}月{from}–{to}日"),
        [Unit::Day(a, from), Unit::Day(b, to)] if first == last => format!("{first}年{a}月{from}日 – {b}月{to}日"),
        [Unit::Month(a), Unit::Month(b)] if first == last => format!("{first}年{a}–{b}月"),
        [Unit::Year, Unit::Year] => format!("{first}–{last}年"),
        _ => return None,
    })
}
