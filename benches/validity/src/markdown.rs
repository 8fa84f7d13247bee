//! Tables as Markdown, and the file that keeps them.

use crate::error::Problem;
use std::fs;
use std::path::Path;

/// A table.
pub fn table(header: &[&str], rows: &[Vec<String>]) -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let mut text = line(&header.iter().map(|&cell| cell.to_owned()).collect::<Vec<_>>());
    text.push_str(&line(&vec!["---".to_owned(); header.len()]));
    text.extend(rows.iter().map(|row| line(row)));
    text
}

/// Puts `text` between `<!-- NAME:begin -->` and `<!-- NAME:end -->` of a file.
pub fn replace_block(path: &Path, name: &str, text: &str) -> Result<(), Problem> {
    let old = fs::read_to_string(path).map_err(Problem::file(path))?;
    let new = replaced(&old, name, text)
        .ok_or_else(|| Problem::unfit(path, format!("lacks the markers <!-- {name}:begin --> and end")))?;
    fs::write(path, new).map_err(Problem::file(path))
}

fn replaced(old: &str, name: &str, text: &str) -> Option<String> {
    let (begin, end) = (format!("<!-- {name}:begin -->"), format!("<!-- {name}:end -->"));
    let (head, rest) = old.split_once(&begin)?;
    let (_, tail) = rest.split_once(&end)?;
    Some(format!("{head}{begin}\n{}\n{end}{tail}", text.trim_end()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_block_is_replaced() {
        let old = "a\n<!-- x:begin -->\nold\n<!-- x:end -->\nb\n";
        let new = replaced(old, "x", "new\n").unwrap();
        assert_eq!(new, "a\n<!-- x:begin -->\nnew\n<!-- x:end -->\nb\n");
        assert_eq!(replaced(&new, "x", "new").unwrap(), new);
        assert_eq!(replaced(old, "y", "new"), None);
    }
}
