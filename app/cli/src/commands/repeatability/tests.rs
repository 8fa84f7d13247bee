use super::*;
use crate::commands::fake;
use std::fs;
use tempfile::TempDir;

const QUIET: Terminal = Terminal {
    colour: false,
    interactive: false,
    verbose: false,
};

fn args(folder: &TempDir, pairs: Vec<PathBuf>) -> RepeatabilityArgs {
    RepeatabilityArgs {
        pairs,
        out: folder.path().join("out.json"),
        method: "phone on a stand".to_owned(),
        measuring: crate::args::MeasuringArgs {
            pitch_mm: None,
            unit: relief_formats::LengthUnit::Millimetre,
            scale_mm_per_px: None,
            roi: vec![],
            zone: None,
        },
    }
}

/// Folders 0, 1, … with two photos each.
fn repeats(values: &[[&str; 2]]) -> (TempDir, Vec<PathBuf>) {
    let folder = tempfile::tempdir().unwrap();
    let make = |(index, [first, second]): (usize, &[&str; 2])| {
        let path = folder.path().join(index.to_string());
        fs::create_dir(&path).unwrap();
        fs::write(path.join("a.jpg"), first).unwrap();
        fs::write(path.join("B.JPG"), second).unwrap();
        path
    };
    let paths = values.iter().enumerate().map(make).collect();
    (folder, paths)
}

/// The worked example of `Repeatability`; a blank tells apart two photos that measure the same.
const VALUES: [[&str; 2]; 5] = [
    ["0.31", "0.30"],
    ["0.22", "0.23"],
    ["0.45", "0.43"],
    ["0.18", "0.18 "],
    ["0.37", "0.38"],
];

#[test]
fn the_file_holds_the_mdc95_of_the_repeats() {
    let (folder, mut paths) = repeats(&VALUES);
    paths.push(folder.path().join("refused"));
    fs::create_dir(&paths[5]).unwrap();
    fs::write(paths[5].join("1.png"), "1").unwrap();
    fs::write(paths[5].join("2.png"), "refuse").unwrap();
    run(args(&folder, paths), &QUIET, fake::compare).unwrap();
    let file =
        RepeatabilityFile::parse(&fs::read_to_string(folder.path().join("out.json")).unwrap()).unwrap();
    let depth = file.metric("depth").unwrap();
    assert_eq!(
        (depth.pairs, depth.scale, file.algorithm()),
        (5, ErrorScale::Relative, "fake 1")
    );
    assert!((depth.mdc95 - 0.0669).abs() < 1e-4);
}

#[test]
fn a_bad_file_is_left_out_and_told_by_the_exit_code() {
    let (folder, mut paths) = repeats(&VALUES);
    let list = folder.path().join("more.csv");
    fs::write(&list, "before,after\ngone.jpg,0/a.jpg\n").unwrap();
    paths[4] = list;
    let error = run(args(&folder, paths.clone()), &QUIET, fake::compare).unwrap_err();
    assert!(
        error.to_string().contains("0/a.jpg: the same photo as"),
        "{error}"
    );
    fs::write(&paths[4], "before,after\ngone.jpg,4/a.jpg\n").unwrap();
    let error = run(args(&folder, paths.clone()), &QUIET, fake::compare).unwrap_err();
    assert!(
        error.to_string().contains("4 of 5 pairs are comparable"),
        "{error}"
    );
    fs::write(&paths[4], "before,after\ngone.jpg,3/c\n4/a.jpg,4/B.JPG\n").unwrap();
    let outcome = run(args(&folder, paths), &QUIET, fake::compare).unwrap();
    assert_eq!(outcome, Outcome::DoneWithErrors);
    assert!(folder.path().join("out.json").is_file());
}

#[test]
fn a_photo_listed_twice_is_refused_under_any_name() {
    for twice in [["0.31", "0.99"], ["0.99", "0.43"], ["0.5", "0.5"]] {
        let mut values = VALUES.to_vec();
        values.push(twice);
        let (folder, paths) = repeats(&values);
        let error = run(args(&folder, paths), &QUIET, fake::compare).unwrap_err();
        let error = error.to_string();
        assert!(
            error.contains("/5/") && error.contains("the same photo as /"),
            "{error}"
        );
        assert!(!folder.path().join("out.json").exists());
    }
}

#[test]
fn too_few_pairs_make_no_file() {
    let (folder, paths) = repeats(&[["1", "2"], ["3", "refuse"]]);
    let error = run(args(&folder, paths), &QUIET, fake::compare)
        .unwrap_err()
        .to_string();
    assert!(error.contains("1 of 2 pairs are comparable"), "{error}");
    assert!(!folder.path().join("out.json").exists());
}

#[test]
fn a_folder_needs_two_photos_or_a_list() {
    let (folder, paths) = repeats(&[["1", "2"]]);
    fs::write(paths[0].join("c.png"), "3").unwrap();
    let error = run(args(&folder, paths.clone()), &QUIET, fake::compare)
        .unwrap_err()
        .to_string();
    assert!(error.contains("holds 3 photos"), "{error}");
    let mut list = "id,before,after\n".to_owned();
    for id in 0..5 {
        fs::write(paths[0].join(format!("{id}a")), format!("1.{id}")).unwrap();
        fs::write(paths[0].join(format!("{id}b")), format!("2.{id}")).unwrap();
        list.push_str(&format!("{id},{id}a,{id}b\n"));
    }
    fs::write(paths[0].join("pairs.csv"), list).unwrap();
    run(args(&folder, paths), &QUIET, fake::compare).unwrap();
}
