//! Files that are not what they should be, and outputs that cannot be written: one clear line, the right exit
//! code, and nothing half-written.

use crate::program::Bench;
use relief_phantom::PairKind;
use std::fs;
use std::path::Path;

/// Files made for the reader's own tests.
fn sample(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../measure/photo/tests/data");
    fs::read(folder.join(name)).unwrap()
}

/// A PNG that claims 200 000 × 150 000 pixels.
fn thirty_gigapixels() -> Vec<u8> {
    let mut header = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    for side in [200_000_u32, 150_000] {
        header.extend(side.to_be_bytes());
    }
    header.extend([8, 2, 0, 0, 0]);
    let sum = crc32(&header[12..]);
    header.extend(sum.to_be_bytes());
    header.extend(b"\0\0\0\0IEND\xae\x42\x60\x82");
    header
}

/// PNG specification (ISO/IEC 15948), annex D.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            (sum >> 1) ^ (0xedb8_8320 * (sum & 1))
        })
    })
}

#[test]
fn a_file_that_is_no_photo_is_named_with_what_to_do() {
    let bench = Bench::with_pair();
    let whole = bench.read("after.jpg");
    for (name, bytes, part) in [
        ("truncated.jpg", whole[..whole.len() / 2].to_vec(), "cut off"),
        ("text.jpg", b"Dear Sir or Madam".to_vec(), "it is a text file"),
        ("empty.jpg", Vec::new(), "the file is empty"),
        ("huge.png", thirty_gigapixels(), "200000 × 150000"),
        ("cmyk.jpg", sample("cmyk.jpg"), "CMYK"),
        ("animated.webp", sample("animated.webp"), "an animation"),
    ] {
        bench.write(name, &bytes);
        let named = format!("relief: {name}: ");
        for words in [
            &["compare", "before.jpg", name, "--report", "report.html"][..],
            &["compare", name, "before.jpg", "--json"],
            &["measure", name],
        ] {
            let ended = bench.run(words);
            ended.is_refusal_of_work(1, part);
            assert!(ended.err.starts_with(&named), "{}", ended.err);
        }
        fs::remove_file(bench.path(name)).unwrap();
    }
    assert_eq!(bench.names(), ["after.jpg", "before.jpg"]);
}

#[test]
fn what_is_no_file_is_said() {
    let bench = Bench::with_pair();
    fs::create_dir(bench.path("folder.jpg")).unwrap();
    for (name, part) in [
        ("missing.jpg", "missing.jpg: there is no such file"),
        ("folder.jpg", "folder.jpg: a folder"),
    ] {
        bench
            .run(&["compare", "before.jpg", name])
            .is_refusal_of_work(1, part);
        bench.run(&["measure", name]).is_refusal_of_work(1, part);
    }
}

#[test]
fn the_same_file_twice_is_no_pair() {
    let bench = Bench::with_pair();
    bench.write("copy.jpg", &bench.read("before.jpg"));
    bench
        .run(&["compare", "before.jpg", "copy.jpg"])
        .is_refusal_of_work(1, "the same picture as before.jpg");
}

#[test]
fn skin_that_cannot_be_found_is_a_refusal_with_its_reason() {
    let bench = Bench::with(PairKind::NoSkin);
    bench.write("grey.jpg", &sample("grey.jpg"));
    for name in ["after.jpg", "grey.jpg"] {
        let pair = bench.run(&["compare", "before.jpg", name, "--json"]);
        assert_eq!((pair.code, pair.err.as_str()), (4, ""));
        let result: serde_json::Value = serde_json::from_str(&pair.out).unwrap();
        assert_eq!(
            (&result["comparable"], &result["verdict"]),
            (&false.into(), &"not_comparable".into())
        );
        let codes = result["reasons"].as_array().unwrap();
        assert!(
            codes.iter().any(|reason| reason["code"] == "no_skin"),
            "{codes:?}"
        );
        let alone = bench.run(&["measure", name, "--json"]);
        assert_eq!(alone.code, 4);
        let result: serde_json::Value = serde_json::from_str(&alone.out).unwrap();
        assert_eq!(result["parameters"], serde_json::json!({}));
        assert!(bench.run(&["measure", name]).out.contains("Not measurable"));
    }
}

#[test]
fn missing_skin_is_told_with_what_to_do_about_it() {
    let bench = Bench::with_pair();
    bench.write("grey.jpg", &sample("grey.jpg"));
    let grey = bench.run(&["compare", "before.jpg", "grey.jpg"]);
    assert!(grey.out.contains("it has no colours"), "{}", grey.out);
    let small = bench.run(&["compare", "before.jpg", "after.jpg", "--roi", "10,10,60,60"]);
    assert!(small.out.contains("within the named region"), "{}", small.out);
    assert_eq!([grey.code, small.code], [4, 4]);
}

#[test]
fn an_orientation_that_does_not_exist_is_upright() {
    let bench = Bench::empty();
    bench.write("odd.jpg", &sample("orientation_99.jpg"));
    bench.write("upright.jpg", &sample("orientation_1.jpg"));
    // Far too small to be measured, but read.
    let [odd, upright] = ["odd.jpg", "upright.jpg"].map(|name| {
        let ended = bench.run(&["measure", name, "--json"]);
        assert_eq!(ended.code, 4, "{}", ended.err);
        let result: serde_json::Value = serde_json::from_str(&ended.out).unwrap();
        (
            result["inputs"][0]["width"].clone(),
            result["inputs"][0]["height"].clone(),
        )
    });
    assert_eq!(odd, upright);
}

#[test]
fn an_output_that_cannot_be_written_is_said_before_any_work() {
    let bench = Bench::with_pair();
    fs::create_dir(bench.path("folder")).unwrap();
    for (report, part) in [
        ("missing/report.html", "missing: the folder does not exist"),
        ("folder", "folder: a folder; name a file"),
        ("before.jpg", "before.jpg: is an input"),
    ] {
        let ended = bench.run(&["compare", "before.jpg", "after.jpg", "--report", report]);
        ended.is_refusal_of_work(2, part);
    }
    assert_eq!(bench.names(), ["after.jpg", "before.jpg", "folder"]);
}

/// A file that takes the place of a device, a socket or a link is a file lost.
#[cfg(unix)]
#[test]
fn what_is_no_regular_file_is_never_replaced() {
    let bench = Bench::with_pair();
    let socket = std::os::unix::net::UnixListener::bind(bench.path("socket")).unwrap();
    // Through a link, so that a program with this defect does not cost the machine its device.
    std::os::unix::fs::symlink("/dev/full", bench.path("full.svg")).unwrap();
    std::os::unix::fs::symlink("gone", bench.path("nowhere.csv")).unwrap();
    bench.write("pairs.csv", b"before,after\nbefore.jpg,after.jpg\n");
    for (words, part) in [
        (
            &["compare", "before.jpg", "after.jpg", "--report", "socket"][..],
            "socket: a device, pipe or socket",
        ),
        (
            &["card", "--out", "full.svg"],
            "full.svg: a device, pipe or socket",
        ),
        (&["card", "--out", "socket"], "socket: name a .pdf or .svg file"),
        (
            &["batch", "pairs.csv", "--out", "nowhere.csv"],
            "nowhere.csv: a link that leads nowhere",
        ),
        (
            &["repeatability", "pairs.csv", "--out", "full.svg"],
            "full.svg: a device, pipe or socket",
        ),
    ] {
        bench.run(words).is_refusal_of_work(2, part);
    }
    drop(socket);
    assert!(bench.path("full.svg").is_symlink() && bench.path("nowhere.csv").is_symlink());
    assert_eq!(
        bench.names(),
        [
            "after.jpg",
            "before.jpg",
            "full.svg",
            "nowhere.csv",
            "pairs.csv",
            "socket"
        ]
    );
}

#[cfg(unix)]
#[test]
fn a_link_to_a_file_stays_a_link() {
    let bench = Bench::empty();
    fs::create_dir(bench.path("elsewhere")).unwrap();
    bench.write("elsewhere/card.svg", b"old");
    std::os::unix::fs::symlink("elsewhere/card.svg", bench.path("card.svg")).unwrap();
    assert_eq!(bench.run(&["card", "--out", "card.svg"]).code, 0);
    assert!(bench.path("card.svg").is_symlink());
    assert!(bench.read("elsewhere/card.svg").starts_with(b"<"));
}

/// Root may write anywhere but here.
#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_takes_no_file_and_a_full_disk_are_said() {
    let bench = Bench::with_pair();
    let ended = bench.run(&[
        "compare",
        "before.jpg",
        "after.jpg",
        "--report",
        "/proc/report.html",
    ]);
    ended.is_refusal_of_work(1, "/proc/report.html: could not be written");
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let output = bench
        .command(&["measure", "before.jpg"])
        .stdout(full)
        .output()
        .unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(
        err.starts_with("relief: standard output: could not be written"),
        "{err}"
    );
}

#[test]
fn numbers_below_zero_reach_their_own_message() {
    let bench = Bench::with_pair();
    for (option, value, part) in [
        ("--roi", "-100,0,200,200", "no corner may lie below 0"),
        ("--roi", "--json", "give a box"),
        ("--scale-mm-per-px", "-1", "from 0.001 to 1"),
        ("--scale-mm-per-px", "50", "from 0.001 to 1"),
    ] {
        bench
            .run(&["compare", "before.jpg", "after.jpg", option, value])
            .is_refusal_of_work(2, part);
    }
    bench.run(&["compare", "before.jpg"]).is_refusal_of_work(
        2,
        "required arguments were not provided: <AFTER>; --help explains",
    );
    bench
        .run(&["compre"])
        .is_refusal_of_work(2, "unrecognized subcommand 'compre'; ");
}

#[test]
fn lists_and_files_of_another_kind_are_told_plainly() {
    let bench = Bench::with_pair();
    bench.write("empty.csv", b"");
    let compare = ["compare", "before.jpg", "after.jpg", "--repeatability"];
    for (words, part) in [
        (
            &["batch", "empty.csv", "--out", "r.csv"][..],
            "empty.csv: the list is empty",
        ),
        (&["batch", "before.jpg", "--out", "r.csv"], "is no text in UTF-8"),
        (
            &[compare.as_slice(), &["empty.csv"]].concat(),
            "no repeatability file: line 1 is not JSON; make one",
        ),
        (
            &[compare.as_slice(), &["before.jpg"]].concat(),
            "no repeatability file: it is no text; make one",
        ),
    ] {
        bench.run(words).is_refusal_of_work(1, part);
    }
}

#[test]
fn wrong_usage_is_told_from_bad_files() {
    let bench = Bench::with_pair();
    for words in [
        &["compare", "before.jpg"][..],
        &["compare", "before.jpg", "after.jpg", "--roi", "1,2"],
        &[
            "compare",
            "before.jpg",
            "after.jpg",
            "--roi",
            "9000,9000,9900,9900",
        ],
        &["measure", "before.jpg", "--scale-mm-per-px", "0"],
        &["batch", "before.jpg", "--out", "results.txt"],
        &["phantom", "--out", "p", "--seed", "1", "--size", "10x10"],
        &["card", "--out", "card.png"],
        &["frobnicate"],
    ] {
        let ended = bench.run(words);
        assert_eq!(
            (ended.code, ended.out.as_str()),
            (2, ""),
            "{words:?}: {}",
            ended.err
        );
        // One line that begins as every error does.
        assert!(
            ended.err.starts_with("relief: ") && ended.err.matches('\n').count() == 1,
            "{}",
            ended.err
        );
    }
    assert_eq!(bench.names(), ["after.jpg", "before.jpg"]);
}
