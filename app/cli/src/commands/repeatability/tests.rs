use super::*;
use crate::commands::fake;
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
            scale_mm_per_px: None,
            roi: vec![],
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

#[test]
fn the_file_holds_the_mdc95_of_the_repeats() {
    let values = [
        ["0.31", "0.30"],
        ["0.22", "0.23"],
        ["0.45", "0.43"],
        ["0.18", "0.18"],
        ["0.37", "0.38"],
    ];
    let (folder, mut paths) = repeats(&values);
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
    // The worked example of `Repeatability`.
    assert!((depth.mdc95 - 0.0669).abs() < 1e-4);
}

#[test]
fn too_few_pairs_make_no_file() {
    let (folder, paths) = repeats(&[["1", "2"], ["1", "refuse"]]);
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
    let list = (0..5).map(|id| format!("{id},a.jpg,B.JPG\n")).collect::<String>();
    fs::write(paths[0].join("pairs.csv"), format!("id,before,after\n{list}")).unwrap();
    run(args(&folder, paths), &QUIET, fake::compare).unwrap();
}
