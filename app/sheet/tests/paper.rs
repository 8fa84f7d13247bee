//! What a reader of PDF finds on a sheet: poppler, which Debian has.

#![allow(clippy::unwrap_used, reason = "tests")]

use relief_sheet::{Block, Picture, Sheet, SheetError, Table, pdf};
use std::process::Command;

fn sheet(blocks: Vec<Block>) -> Sheet {
    Sheet {
        title: "Plan für Zoë Ångström".to_owned(),
        language: "de".to_owned(),
        footer: "Praxis am Kai".to_owned(),
        blocks,
    }
}

fn picture(width: u32, height: u32, mm_per_px: Option<f64>) -> Picture {
    let pixels = image::RgbImage::from_fn(width, height, |x, y| {
        image::Rgb([180, (x % 256) as u8, (y % 256) as u8])
    });
    let mut bytes = Vec::new();
    image::codecs::jpeg::JpegEncoder::new(&mut bytes)
        .encode_image(&pixels)
        .unwrap();
    Picture {
        bytes,
        alt: "Vorher".to_owned(),
        caption: "Vorher, 02.03.2026".to_owned(),
        mm_per_px,
    }
}

/// What a tool of poppler says of a sheet.
fn poppler(tool: &str, options: &[&str], bytes: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("sheet.pdf");
    std::fs::write(&file, bytes).unwrap();
    if let Ok(kept) = std::env::var("RELIEF_PICTURES") {
        std::fs::copy(&file, std::path::Path::new(&kept).join("sheet.pdf")).unwrap();
    }
    let mut command = Command::new(tool);
    command.args(options).arg(&file);
    if tool == "pdftotext" {
        command.arg("-");
    }
    let output = command.output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    // poppler writes some titles as UTF-16.
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
#[ignore = "needs poppler"]
fn a_reader_finds_the_words_in_their_order_and_what_each_is() {
    let table = Table {
        columns: vec![("Termin".to_owned(), 1.0), ("Wann".to_owned(), 2.0)],
        rows: vec![
            vec!["Sitzung 1".to_owned(), "02.03.2026".to_owned()],
            vec!["Sitzung 2".to_owned()],
        ],
    };
    let bytes = pdf(&sheet(vec![
        Block::Lead("Hautfeuchtigkeit zählt.".to_owned()),
        Block::Heading("Termine".to_owned()),
        Block::Table(table),
        Block::Pictures(vec![picture(60, 40, Some(0.1)), picture(60, 40, None)]),
        Block::Quiet("Von der Praxis".to_owned()),
        Block::ToSign("Tag und Unterschrift".to_owned()),
    ]))
    .unwrap();
    let words = poppler("pdftotext", &["-layout"], &bytes);
    let places: Vec<usize> = [
        "Zoë Ångström",
        "Hautfeuchtigkeit zählt.",
        "Termine",
        "Sitzung 1",
        "Vorher, 02.03.2026",
        "Von der Praxis",
        "Tag und Unterschrift",
        "Praxis am Kai",
        "1/1",
    ]
    .iter()
    .map(|words_wanted| {
        words
            .find(words_wanted)
            .unwrap_or_else(|| panic!("no {words_wanted:?} in {words}"))
    })
    .collect();
    assert!(places.is_sorted(), "{words}");
    assert_eq!(
        words.matches("mm").count(),
        1,
        "one of two pictures has a scale: {words}"
    );
    let info = poppler("pdfinfo", &[], &bytes);
    for said in [
        "Title:           Plan für Zoë Ångström",
        "Tagged:          yes",
        "Pages:           1",
        "A4",
    ] {
        assert!(info.contains(said), "{said}: {info}");
    }
    assert!(
        !info.contains("CreationDate"),
        "the same sheet is the same file: {info}"
    );
    let structure = poppler("pdfinfo", &["-struct-text"], &bytes);
    for said in ["H1", "H2", "Table", "TH", "TD", "Figure"] {
        assert!(structure.contains(said), "{said}: {structure}");
    }
}

#[test]
#[ignore = "needs poppler"]
fn what_does_not_fit_goes_on_on_the_next_page_without_loss() {
    let lines: Vec<String> = (0..200).map(|n| format!("Zeile {n}.")).collect();
    let rows: Vec<Vec<String>> = (0..100).map(|n| vec![format!("Reihe {n}.")]).collect();
    let table = Table {
        columns: vec![("Kopf".to_owned(), 1.0)],
        rows,
    };
    let bytes = pdf(&sheet(vec![Block::Text(lines.join("\n")), Block::Table(table)])).unwrap();
    let words = poppler("pdftotext", &["-layout"], &bytes);
    for n in 0..200 {
        assert!(words.contains(&format!("Zeile {n}.")), "{n}");
    }
    assert!((0..100).all(|n| words.contains(&format!("Reihe {n}."))));
}

#[test]
fn what_is_no_picture_is_told_and_what_is_none_of_the_fonts_is_no_failure() {
    let broken = Picture {
        bytes: b"no picture".to_vec(),
        ..picture(4, 4, None)
    };
    let problem = pdf(&sheet(vec![Block::Pictures(vec![picture(4, 4, None), broken])])).unwrap_err();
    assert!(
        matches!(problem, SheetError::Picture { number: 2, .. }),
        "{problem}"
    );
    for words in ["山田太郎", "محمد", "a\u{0}b\tc", "𝒳\u{200d}", &"w".repeat(5000)] {
        let bytes = pdf(&Sheet {
            title: words.to_owned(),
            ..sheet(vec![
                Block::Text(words.to_owned()),
                Block::Heading(words.to_owned()),
            ])
        });
        assert!(bytes.is_ok(), "{words:.20}: {bytes:?}");
    }
}
