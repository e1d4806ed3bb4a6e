//! 文法: particles, endings and forms that the dictionary cannot put together (`W071x`).

mod ability_form;
mod colliding_particles;
mod double_honorific;
mod endings;
mod joints;
mod lost_particle;
mod mistyped_kana;
mod particle_kana;
mod sentence_end;
mod single_tari;
mod slip;
mod two_objects;

use crate::proof::rule::Rule;

pub(in crate::proof) static RULES: &[&Rule] = &[
    &lost_particle::RULE,
    &colliding_particles::RULE,
    &particle_kana::RULE,
    &sentence_end::RULE,
    &mistyped_kana::RULE,
    &ability_form::RULE,
    &double_honorific::RULE,
    &single_tari::RULE,
    &two_objects::RULE,
];

/// Whether a word is in a list whose words are parted by spaces.
fn is_one_of(list: &str, word: &str) -> bool {
    list.split(' ').any(|other| other == word)
}
