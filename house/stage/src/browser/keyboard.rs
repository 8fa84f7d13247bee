//! Working a page with keys alone, as somebody does who uses no mouse.

use super::Browser;
use super::hand::argument;
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::elements::Element;
use fantoccini::key::Key;
use serde_json::{Value, json};

/// Nobody presses Tab more often than this to get anywhere; whoever would have to cannot get there.
const MOST_TABS: usize = 400;

impl Browser {
    /// Presses Tab until an element has the focus.
    pub(super) async fn reach_element(&self, element: &Element) {
        let here = "return document.activeElement === arguments[0];";
        self.reach(here, vec![argument(element)]).await;
    }

    async fn reach(&self, here: &str, arguments: Vec<Value>) {
        for _ in 0..MOST_TABS {
            if self.run(here, arguments.clone()).await == json!(true) {
                return;
            }
            self.key(Key::Tab.into()).await;
        }
        let address = self.client.current_url().await.unwrap();
        panic!("{arguments:?} cannot be reached with Tab on {address}");
    }

    /// Presses a key and lets it go.
    pub(super) async fn key(&self, key: char) {
        self.keys(&key.to_string()).await;
    }

    /// Presses keys one after the other.
    pub(super) async fn keys(&self, keys: &str) {
        let strokes = keys.chars().flat_map(|value| {
            let down = KeyAction::Down { value };
            [down, KeyAction::Up { value }]
        });
        let pressed = strokes.fold(KeyActions::new("keys".to_owned()), KeyActions::then);
        self.client.perform_actions(pressed).await.unwrap();
    }

    /// Types into the field that has the focus, as American English writes days and times.
    pub(super) async fn type_into(&self, field: &Element, text: &str) {
        match field.attr("type").await.unwrap().as_deref() {
            Some("date") => {
                let [year, month, day] = parts(text, '-');
                self.keys(&format!("{month}{day}{year}")).await;
            }
            Some("time") => {
                let [hour, minute] = parts(text, ':');
                let hour: u8 = hour.parse().unwrap();
                let half = if hour < 12 { 'A' } else { 'P' };
                self.keys(&format!("{:02}{minute}{half}", (hour + 11) % 12 + 1))
                    .await;
            }
            _ => {
                let all = KeyActions::new("keys".to_owned())
                    .then(KeyAction::Down {
                        value: Key::Control.into(),
                    })
                    .then(KeyAction::Down { value: 'a' })
                    .then(KeyAction::Up { value: 'a' })
                    .then(KeyAction::Up {
                        value: Key::Control.into(),
                    });
                self.client.perform_actions(all).await.unwrap();
                self.keys(text).await;
            }
        }
        let kept = self
            .run("return arguments[0].value;", vec![argument(field)])
            .await;
        assert_eq!(kept, json!(text), "typing went elsewhere");
    }

    /// Chooses a radio button with the arrows of its group, or ticks a box.
    pub(super) async fn choose_by_keys(&self, element: &Element, name: &str) {
        if element.attr("type").await.unwrap().as_deref() == Some("checkbox") {
            self.reach_element(element).await;
            return self.key(' ').await;
        }
        // Tab goes to one button of a group only: the chosen one, or the first.
        let in_group = "return document.activeElement.name === arguments[0];";
        self.reach(in_group, vec![json!(name)]).await;
        let state = "const at = document.activeElement; return [at === arguments[0], at.checked];";
        for _ in 0..MOST_TABS {
            let state = self.run(state, vec![argument(element)]).await;
            match (state[0] == json!(true), state[1] == json!(true)) {
                (true, true) => return,
                (true, false) => self.key(' ').await,
                (false, _) => self.key(Key::Down.into()).await,
            }
        }
        panic!("{name} cannot be chosen with arrows");
    }
}

fn parts<const N: usize>(text: &str, between: char) -> [&str; N] {
    let parts: Vec<&str> = text.split(between).collect();
    parts.try_into().unwrap()
}
