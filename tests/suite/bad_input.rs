//! Documents and queries that are not what they should be.

use std::fs;
use std::path::{Path, PathBuf};

use noc_search::source::{bilingual_page, career_profile, statcan, toml_dir};
use noc_search::{Error, Searcher};
use tempfile::TempDir;

const PAGE: &str = "\
## 2298 护林员 Forest rangers - LEVEL B

护林员看护林区。

Forest rangers look after the woods.

## 2298 护林员职称头衔 All titles

* 护林员，公园 ranger, park
* 林务员 forest ranger
";

const STRUCTURE: &str = "\
\u{feff}Level,Hierarchical structure,Code - NOC 2021 V1.0,Class title,Class definition
1,Broad Category,8,Outdoors,All outdoors
5,Unit Group,82298,Forest rangers,They look after the woods.
";

const ELEMENTS: &str = "\
\u{feff}Level,Code - NOC 2021 V1.0,Class title,Element Type Label English,Element Description English
5,82298,Forest rangers,All examples,forest ranger
5,82298,Forest rangers,Main duties,Walk the woods.
";

const HIERARCHY: &str = r#"
edition = 2021
broad_categories = []
major_groups = []
sub_major_groups = []
minor_groups = []
unit_groups = [
  { code = "82298", title = { en = "Forest rangers", zh = "护林员" } },
]
"#;

const RECORD: &str = r#"code = "82298"
title = { en = "Forest rangers", zh = "护林员" }
lead = { en = "They look after the woods.", zh = "看护林区。" }
duties = [{ en = "Walk the woods", zh = "巡视林区" }]
requirements = []
additional = []
exclusions = []
titles = [{ en = "forest ranger", zh = ["护林员"] }]
common = []
size = 1
"#;

/// A folder with files in it.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let dir = TempDir::new().unwrap();
    for (name, bytes) in files {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    dir
}

/// The error names the file and the line, and says this.
#[track_caller]
fn at<T: std::fmt::Debug>(result: Result<T, Error>, path: &Path, line: usize, what: &str) {
    let error = result.unwrap_err();
    assert!(error.is_document(), "{error}");
    assert_eq!(
        error.to_string(),
        format!("{}:{line}: {what}", path.display())
    );
    assert_eq!((error.path(), error.line()), (Some(path), Some(line)));
}

fn page(bytes: &[u8]) -> (TempDir, PathBuf) {
    let dir = folder(&[("2298.md", bytes)]);
    let path = dir.path().join("2298.md");
    (dir, path)
}

#[test]
fn the_good_documents_are_good() {
    let (_dir, path) = page(PAGE.as_bytes());
    assert_eq!(
        bilingual_page::from_path(path)
            .unwrap()
            .unit_group()
            .titles()
            .len(),
        2
    );
    assert_eq!(statcan::from_texts(STRUCTURE, ELEMENTS).unwrap().len(), 1);
    let dir = folder(&[
        ("hierarchy.toml", HIERARCHY.as_bytes()),
        ("unit_groups/82298.toml", RECORD.as_bytes()),
    ]);
    assert_eq!(toml_dir::from_dir(dir.path()).unwrap().len(), 1);
}

#[test]
fn bad_pages() {
    let cut = &PAGE[..PAGE.find("林务员 for").unwrap() + "林务员 fo".len()];
    let split = &PAGE.as_bytes()[..PAGE.find("林务员").unwrap() + 1];
    for (bytes, line, what) in [
        (&b""[..], 1, "the page is empty"),
        (b"\n\n \n", 1, "the page is empty"),
        (
            b"\x7fELF\0\0\x01\x02",
            1,
            "this is a binary file: it holds a zero byte",
        ),
        (b"## 2298 x\n\xff\xfe", 2, "this is not UTF-8"),
        (cut.as_bytes(), 10, "the page is cut in its last line"),
        (split, 10, "this is not UTF-8"),
        (
            "护林员\n".as_bytes(),
            1,
            "expected a heading with a code, found \"护林员\"",
        ),
        (
            "## 2998 护林员 Rangers\n".as_bytes(),
            1,
            "invalid code \"2998\": its second digit stands for no TEER or skill level",
        ),
        (
            "## 229 护林员 Rangers\n".as_bytes(),
            1,
            "229 is not the code of a unit group of NOC 2011",
        ),
        (
            "## 22981 护林员 Rangers\n".as_bytes(),
            1,
            "invalid code \"22981\": it has more digits than a unit group of its edition",
        ),
        (
            "## 2298 - LEVEL B\n".as_bytes(),
            1,
            "the heading of 2298 has no title",
        ),
    ] {
        let (_dir, path) = page(bytes);
        at(bilingual_page::from_path(&path), &path, line, what);
    }
}

#[test]
fn two_pages_with_one_code() {
    let dir = folder(&[("a.md", PAGE.as_bytes()), ("b.md", PAGE.as_bytes())]);
    let second = dir.path().join("b.md");
    at(
        bilingual_page::from_dir(dir.path()),
        &second,
        1,
        "a page before has the code 2298 too",
    );
}

#[test]
fn folders_without_documents() {
    let dir = folder(&[]);
    assert!(
        bilingual_page::from_dir(dir.path())
            .unwrap_err()
            .is_document()
    );
    assert!(statcan::from_dir(dir.path()).unwrap_err().is_document());
    let error = toml_dir::from_dir(dir.path()).unwrap_err();
    assert!(error.is_io());
    assert_eq!(error.path(), Some(&*dir.path().join("hierarchy.toml")));
    assert!(std::error::Error::source(&error).is_some());
    assert!(
        career_profile::from_path(dir.path().join("none"))
            .unwrap_err()
            .is_io()
    );
}

#[test]
fn bad_csv_files() {
    let structure = |change: &dyn Fn(&str) -> String| (change(STRUCTURE), ELEMENTS.to_owned());
    let elements = |change: &dyn Fn(&str) -> String| (STRUCTURE.to_owned(), change(ELEMENTS));
    let cases = [
        (structure(&|_| String::new()), "s", 1, "the file is empty"),
        (
            structure(&|text| text.replace(",Class definition", ",Definition")),
            "s",
            1,
            "the column \"Class definition\" is missing",
        ),
        (
            structure(&|text| text.replace("NOC 2021", "ISCO")),
            "s",
            1,
            "the column \"Code - ISCO V1.0\" names no edition",
        ),
        (
            structure(&|text| text.replace("5,Unit Group", "6,Unit Group")),
            "s",
            3,
            "expected a level from 1 to 5, found \"6\"",
        ),
        (
            structure(&|text| text.replace("82298", "8x")),
            "s",
            3,
            "invalid code \"0008x\": it has something other than digits",
        ),
        (
            structure(&|text| text.replace("82298", "822981")),
            "s",
            3,
            "\"822981\" is no code of level 5",
        ),
        (
            structure(&|text| format!("{text}5,Unit Group,82298,Rangers,They\n")),
            "s",
            4,
            "the code 82298 stands on line 3 too",
        ),
        (
            structure(&|text| text.replace(",Outdoors,All outdoors", ",Outdoors")),
            "s",
            2,
            "expected 5 fields, found 4",
        ),
        (
            elements(&|text| text.replace("Element Type Label English,", "")),
            "e",
            1,
            "the column \"Element Type Label\" is missing",
        ),
        (
            elements(&|text| {
                text.replace("5,82298,Forest rangers,Main", "5,82299,Forest rangers,Main")
            }),
            "e",
            3,
            "the structure has no unit group 82299",
        ),
        (
            elements(&|text| text.replace("Main duties", "Hobbies")),
            "e",
            3,
            "unknown kind of element \"Hobbies\"",
        ),
        (
            elements(&|text| text.replace("2021", "2016")),
            "e",
            1,
            "the structure is of NOC 2021, the elements are of another edition",
        ),
    ];
    for ((structure, elements), which, line, what) in cases {
        let names = ["s_classification_structure.csv", "e_elements.csv"];
        let dir = folder(&[
            (names[0], structure.as_bytes()),
            (names[1], elements.as_bytes()),
        ]);
        let path = dir.path().join(names[usize::from(which == "e")]);
        at(statcan::from_dir(dir.path()), &path, line, what);
    }
}

#[test]
fn codes_of_csv_files_get_their_zeros_back() {
    let structure = STRUCTURE
        .replace("82298", "00010")
        .replace("1,Broad Category,8", "1,Broad Category,0");
    let noc = statcan::from_texts(&structure, &ELEMENTS.replace("82298", "10")).unwrap();
    assert_eq!(noc.iter().next().unwrap().code().to_string(), "00010");
}

#[test]
fn bad_records() {
    /// What is changed in a good record, the line at fault, and what is wrong.
    type Case<'a> = (&'a dyn Fn(&str) -> String, usize, &'a str);
    let cases: [Case<'_>; 10] = [
        (&|_| String::new(), 1, "missing field `code`"),
        (
            &|text| text.replace("size = 1", "size = 9"),
            10,
            "expected a size from 1 to 5, found 9",
        ),
        (
            &|text| text.replace("code = \"82298\"", "code = \"8229\""),
            1,
            "8229 is not a unit group",
        ),
        (
            &|text| text.replace("code = \"82298\"", "code = \"8229x\""),
            1,
            "invalid code \"8229x\": it has something other than digits",
        ),
        (
            &|text| text.replace("zh = \"巡视林区\"", "zh = \" \""),
            4,
            "the text is empty",
        ),
        (
            &|text| text.replace("Walk the woods", "Walk  the woods"),
            4,
            "stray white space in \"Walk  the woods\"",
        ),
        (
            &|text| text.replace("[\"护林员\"]", "[]"),
            8,
            "\"forest ranger\" has no Chinese title",
        ),
        (
            &|text| {
                text.replace(
                    "common = []",
                    "common = [{ en = \"Forest Ranger\", zh = [\"林务员\"] }]",
                )
            },
            9,
            "the title \"Forest Ranger\" stands on line 8 too",
        ),
        (
            &|text| {
                text.replace(
                    "title = { en = \"Forest rangers\"",
                    "title = { en = \"Rangers\"",
                )
            },
            1,
            "the title is \"Rangers\" here and \"Forest rangers\" in the hierarchy",
        ),
        (
            &|text| text.replace("82298", "82299"),
            1,
            "the file has the code 82299 and another name",
        ),
    ];
    for (change, line, what) in cases {
        let record = change(RECORD);
        let dir = folder(&[
            ("hierarchy.toml", HIERARCHY.as_bytes()),
            ("unit_groups/82298.toml", record.as_bytes()),
        ]);
        let path = dir.path().join("unit_groups/82298.toml");
        at(toml_dir::from_dir(dir.path()), &path, line, what);
    }
    let dir = folder(&[
        ("hierarchy.toml", HIERARCHY.as_bytes()),
        (
            "unit_groups/82298.toml",
            RECORD.replace("size", "height").as_bytes(),
        ),
    ]);
    let error = toml_dir::from_dir(dir.path()).unwrap_err();
    assert_eq!(error.line(), Some(10));
    assert!(
        error.to_string().contains("unknown field `height`"),
        "{error}"
    );
}

#[test]
fn two_classes_with_one_code() {
    let row = "  { code = \"82298\", title = { en = \"Forest rangers\", zh = \"护林员\" } },\n";
    let hierarchy = HIERARCHY.replace(row, &row.repeat(2));
    let dir = folder(&[("hierarchy.toml", hierarchy.as_bytes())]);
    fs::create_dir(dir.path().join("unit_groups")).unwrap();
    let path = dir.path().join("hierarchy.toml");
    at(
        toml_dir::from_dir(dir.path()),
        &path,
        9,
        "the code 82298 stands on line 8 too",
    );
}

/// Queries of any size come back: only the first 8 KiB are looked at.
#[test]
fn monstrous_queries() {
    let searcher = Searcher::embedded();
    for unit in [
        "cook ",
        "厨师",
        "a",
        "，",
        "🙂",
        "\u{1}",
        "\u{301}",
        "a\u{301}",
        "foreman/woman/",
        "-",
        "x,",
        "12111",
        "\u{200b}",
        "((((",
        "r.n.",
        "ﷺ",
    ] {
        let query = unit.repeat(1_000_000 / unit.len() + 1);
        let hits = searcher.search(&query).unwrap();
        assert!(hits.len() <= 10, "{unit:?}");
    }
}
