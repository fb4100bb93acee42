//! What the measurements share: figures beside their targets, programs in a pseudo-terminal, a made-up collection.
#![allow(dead_code)] // each measurement uses its own part

pub mod collection;
pub mod figures;
pub mod running;

/// What people type, letter by letter, in an archive of any size.
pub const PHRASES: [&str; 20] = [
    "energy cooperation",
    "water",
    "uzbek trade",
    "enrgy",
    "中央アジア",
    "Ташкент",
    "transport region",
    "tourism dialogue",
    "kazakhstan energy",
    "security",
    "hydropower glacier",
    "agriculture countries",
    "uranium",
    "development of the region",
    "borba",
    "борьба",
    "trade and water",
    "dialouge",
    "summit tokyo",
    "delegate from KZ",
];
