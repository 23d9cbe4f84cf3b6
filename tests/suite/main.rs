mod pages;
mod reference;
mod seek;
mod statcan;
