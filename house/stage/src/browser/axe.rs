//! What axe-core finds in a page.

use super::Browser;
use serde_json::Value;
use std::path::PathBuf;

impl Browser {
    /// What axe-core finds wrong with the page, one line each. `house/stage/fetch_axe.sh` fetches axe-core.
    pub async fn axe(&self) -> Vec<String> {
        let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
        let axe = std::fs::read_to_string(root.join("target/axe/axe.min.js"));
        let axe = axe.expect("target/axe/axe.min.js is there: house/stage/fetch_axe.sh");
        self.client.execute(&axe, Vec::new()).await.unwrap();
        let run = "const done = arguments[arguments.length - 1]; axe.run(document).then((found) => done(found.violations));";
        let violations = self.client.execute_async(run, Vec::new()).await.unwrap();
        violations.as_array().unwrap().iter().flat_map(lines).collect()
    }
}

fn lines(violation: &Value) -> Vec<String> {
    let nodes = violation["nodes"].as_array().cloned().unwrap_or_default();
    nodes
        .iter()
        .map(|node| format!("{}: {}", violation["id"], node["html"]))
        .collect()
}
