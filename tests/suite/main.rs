//! What the library promises, asked from outside.
//!
//! Tests over the reference material run where `NOC_REFERENCE_DIR` is set and say
//! that they were skipped where it is not.

mod bad_input;
mod cli;
mod data;
mod lexicon;
mod pages;
mod profile;
mod reference;
mod search;
mod seed_page;
mod seek;
mod statcan;
mod suggest;
mod threads;
