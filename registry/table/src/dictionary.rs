//! The data dictionary, for programs and for people.

use crate::SCHEMA;
use crate::column::{Column, Kind, Table};
use crate::tables::TABLES;
use std::fmt::Write;

/// What stands before the tables.
const INTRODUCTION: &str = include_str!("../text/introduction.md");
/// Who could be recognised, and what follows.
const RECOGNISED: &str = include_str!("../text/recognised.md");

/// The dictionary as CSV: one line a column.
pub fn dictionary_csv() -> String {
    let mut out = "table,column,type,unit,values,optional,key,meaning\n".to_owned();
    for table in TABLES {
        for column in table.columns {
            let cells = [
                table.name,
                column.name,
                type_of(column.kind),
                column.unit.unwrap_or_default(),
                &values(column.kind),
                yes(column.optional),
                yes(table.key.contains(&column.name)),
                column.meaning,
            ];
            out.push_str(&cells.map(quoted).join(","));
            out.push('\n');
        }
    }
    out
}

/// The dictionary to read, in Markdown, with a note on who could be recognised.
pub fn dictionary_md() -> String {
    let mut out = format!("# Data dictionary, {SCHEMA}\n\n{INTRODUCTION}");
    for table in TABLES {
        out.push_str(&section(&table));
    }
    out.push('\n');
    out.push_str(RECOGNISED);
    out
}

fn section(table: &Table) -> String {
    let key = table.key.join(", ");
    let mut out = format!("\n## {}\n\n{} Key: {key}.\n\n", table.name, table.row);
    out.push_str("| column | values | unit | may be absent | meaning |\n| --- | --- | --- | --- | --- |\n");
    for column in table.columns {
        out.push_str(&line(column));
    }
    out
}

fn line(column: &Column) -> String {
    let mut out = String::new();
    let cells = [
        column.name,
        &column.kind.to_string(),
        column.unit.unwrap_or_default(),
        yes(column.optional),
        column.meaning,
    ];
    for cell in cells {
        // Writing to a string does not fail.
        let _ = write!(out, "| {cell} ");
    }
    out + "|\n"
}

fn type_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Count(..) => "integer",
        Kind::Number(_) => "double",
        Kind::Text | Kind::Code(_) | Kind::Codes(_) | Kind::OpenCodes => "string",
        Kind::Flag => "boolean",
    }
}

fn values(kind: Kind) -> String {
    match kind {
        Kind::Code(codes) => codes.join(" "),
        other => other.to_string(),
    }
}

fn yes(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}

/// A cell in quotation marks where CSV needs them.
fn quoted(text: &str) -> String {
    if text.contains([',', '"', '\n']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}
