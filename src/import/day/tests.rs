//! Days as people write them, and what they are read as.

use super::*;

fn read_first(text: &str) -> Option<String> {
    read(text, DateOrder::DayFirst).map(|reading| reading.edtf)
}

#[test]
fn dates_are_read_at_the_precision_that_they_have() {
    for (text, wanted) in [
        ("2020-03-12", "2020-03-12"),
        ("2020-3-2", "2020-03-02"),
        ("2020/03/12", "2020-03-12"),
        ("20200312", "2020-03-12"),
        ("2020", "2020"),
        ("2020-03", "2020-03"),
        ("03/2020", "2020-03"),
        ("2020/3", "2020-03"),
        ("12.03.2020", "2020-03-12"),
        ("12.3.2020 г.", "2020-03-12"),
        ("12/03/2020", "2020-03-12"),
        ("12/25/2020", "2020-12-25"),
        ("12-Mar-20", "2020-03-12"),
        ("12 March 2020", "2020-03-12"),
        ("March 12, 2020", "2020-03-12"),
        ("Thursday, March 12th, 2020", "2020-03-12"),
        ("Mar 2020", "2020-03"),
        ("Sept. 5, 1999", "1999-09-05"),
        ("12 марта 2020 г.", "2020-03-12"),
        ("12. März 2020", "2020-03-12"),
        ("1er mars 2020", "2020-03-01"),
        ("12 de marzo de 2020", "2020-03-12"),
        ("2020年3月12日", "2020-03-12"),
        ("2020年3月12日（木）", "2020-03-12"),
        ("２０２０年３月", "2020-03"),
        ("令和2年3月12日", "2020-03-12"),
        ("平成元年1月8日", "1989-01-08"),
        ("R2.3.12", "2020-03-12"),
        ("c. 1990", "1990~"),
        ("1990s", "199X"),
        ("1990?", "1990?"),
        ("Spring 2020", "2020-21"),
        ("Q1 2020", "2020-33"),
        ("12–14 March 2020", "2020-03-12/2020-03-14"),
        ("12-14 March 2020", "2020-03-12/2020-03-14"),
        ("March 12–14, 2020", "2020-03-12/2020-03-14"),
        ("March 5-7, 2020", "2020-03-05/2020-03-07"),
        ("30 March – 2 April 2020", "2020-03-30/2020-04-02"),
        ("12.–14.03.2020", "2020-03-12/2020-03-14"),
        ("12/03/2020 - 14/03/2020", "2020-03-12/2020-03-14"),
        ("2020-03-12/2020-03-14", "2020-03-12/2020-03-14"),
        ("2019–2020", "2019/2020"),
        ("2020年3月12日～14日", "2020-03-12/2020-03-14"),
        ("2020-03-12T00:00:00", "2020-03-12"),
        ("../2018-01", "../2018-01"),
    ] {
        assert_eq!(read_first(text).as_deref(), Some(wanted), "{text}");
        assert!(wanted.parse::<Date>().is_ok(), "{wanted}");
    }
}

#[test]
fn what_is_no_date_is_not_made_one() {
    for text in
        ["TBD", "", "31.02.2020", "2020-13-01", "Item 3", "3", "12 March", "A/RES/78/1", "100%", "99/99/2020", "5 apples 2020"]
    {
        assert_eq!(read_first(text), None, "{text}");
    }
}

#[test]
fn what_a_date_leaves_out_of_a_cell_is_told() {
    for (text, loses) in [
        ("2020-03-12 10:30", true),
        ("2020-03-12T00:00:00Z", false),
        ("12 March 2020 at 10:30", true),
        ("12 March 2020 (tbc)", true),
        ("2020年3月12日（木）", false),
    ] {
        assert_eq!(read(text, DateOrder::DayFirst).map(|reading| reading.loses), Some(loses), "{text}");
    }
}

#[test]
fn the_order_decides_only_where_both_are_days() {
    let month_first = |text| read(text, DateOrder::MonthFirst).map(|reading| reading.edtf);
    assert_eq!(month_first("3/4/2020").as_deref(), Some("2020-03-04"));
    assert_eq!(month_first("13/4/2020").as_deref(), Some("2020-04-13"));
    assert_eq!(month_first("3.4.2020").as_deref(), Some("2020-04-03"));
    assert_eq!(undecided("3/4/2020 10:30"), Some((3, 4)));
    assert_eq!(undecided("2020-03-04"), None);
}

#[test]
fn serial_numbers_are_days() {
    for (serial, wanted) in
        [(1.0, "1900-01-01"), (59.0, "1900-02-28"), (61.0, "1900-03-01"), (32883.0, "1990-01-10"), (45943.541, "2025-10-13")]
    {
        assert_eq!(of_serial(serial, false).map(|(day, _)| day).as_deref(), Some(wanted));
    }
    assert_eq!(of_serial(0.0 + 1.0, true).map(|(day, _)| day).as_deref(), Some("1904-01-02"));
    assert_eq!(of_serial(45943.541, false).map(|(_, timed)| timed), Some(true));
}
