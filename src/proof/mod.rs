//! What a careful reader would notice before the booklet is printed. One file a rule.

mod characters;

pub use characters::characters;
