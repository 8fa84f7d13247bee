//! What a person does to a page, by mouse or by keyboard.

use super::Browser;
use fantoccini::Locator;
use fantoccini::elements::Element;
use fantoccini::key::Key;
use serde_json::{Value, json};
use std::path::Path;

/// What a page is worked with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hand {
    /// Things are clicked.
    Mouse,
    /// Things are reached with Tab and worked with Enter, Space, arrows and letters; nothing is ever clicked.
    Keyboard,
}

impl Browser {
    /// Follows the link with that text.
    pub async fn follow(&self, text: &str) {
        self.work(Locator::LinkText(text)).await;
    }

    /// Follows the link to that address.
    pub async fn follow_to(&self, path: &str) {
        self.work(Locator::Css(&format!("a[href='{path}']"))).await;
    }

    /// Presses the button with that text.
    pub async fn press(&self, text: &str) {
        let path = format!("//button[normalize-space()={}]", quoted(text));
        self.work(Locator::XPath(&path)).await;
    }

    /// Presses the first button of the form that a field is in.
    pub async fn press_in_form_of(&self, name: &str) {
        let path = format!("//form[.//*[@name={}]]//button", quoted(name));
        self.work(Locator::XPath(&path)).await;
    }

    /// Opens the part of the page that is folded behind this text, if it is folded.
    pub async fn unfold(&self, text: &str) {
        let path = format!(
            "//details[not(@open)]/summary[normalize-space()={}]",
            quoted(text)
        );
        if self.client.find(Locator::XPath(&path)).await.is_ok() {
            self.work(Locator::XPath(&path)).await;
        }
    }

    async fn work(&self, what: Locator<'_>) {
        let element = self.wait(what).await;
        match self.hand {
            Hand::Mouse => element.click().await.unwrap(),
            Hand::Keyboard => {
                self.reach_element(&element).await;
                self.key(Key::Enter.into()).await;
            }
        }
    }

    /// Types into a field in place of what is in it; days and times as ISO 8601 has them.
    pub async fn fill(&self, name: &str, text: &str) {
        let field = self.wait(Locator::Css(&format!("[name='{name}']"))).await;
        match self.hand {
            // Typing days and times is the keyboard's matter.
            Hand::Mouse => {
                let set = "const [field, text] = arguments; field.focus(); field.value = text; \
                           field.dispatchEvent(new Event('input', { bubbles: true }));";
                self.run(set, vec![argument(&field), json!(text)]).await;
            }
            Hand::Keyboard => {
                self.reach_element(&field).await;
                self.type_into(&field, text).await;
            }
        }
    }

    /// Chooses a radio button or ticks a box by its value.
    pub async fn choose(&self, name: &str, value: &str) {
        let css = format!("input[name='{name}'][value='{value}']");
        let element = self.wait(Locator::Css(&css)).await;
        match self.hand {
            Hand::Mouse => element.click().await.unwrap(),
            Hand::Keyboard => self.choose_by_keys(&element, name).await,
        }
    }

    /// Chooses every radio button and ticks every box of the page that is seen and that a selector finds.
    pub async fn choose_each(&self, css: &str) {
        let script = "return [...document.querySelectorAll(arguments[0])].filter((one) => one.offsetParent !== null) \
                      .map((one) => [one.name, one.value]);";
        let found = self.run(script, vec![json!(css)]).await;
        let pairs: Vec<[String; 2]> = serde_json::from_value(found).unwrap();
        assert!(!pairs.is_empty(), "{css} finds nothing");
        for [name, value] in pairs {
            self.choose(&name, &value).await;
        }
    }

    /// Chooses from a list that opens.
    pub async fn select(&self, name: &str, value: &str) {
        let list = self.wait(Locator::Css(&format!("select[name='{name}']"))).await;
        match self.hand {
            Hand::Mouse => {
                list.select_by_value(value).await.unwrap();
            }
            Hand::Keyboard => {
                self.reach_element(&list).await;
                let script = "const [list, value] = arguments; \
                              return [...list.options].find((option) => option.value === value).text;";
                let text = self.run(script, vec![argument(&list), json!(value)]).await;
                self.keys(text.as_str().unwrap()).await;
                let chosen = self
                    .run("return arguments[0].value;", vec![argument(&list)])
                    .await;
                assert_eq!(chosen, json!(value), "{name}");
            }
        }
    }

    /// Hands files to a file field. The window in which files are chosen is the system's, so no key is pressed there.
    pub async fn attach(&self, name: &str, file: &Path) {
        let css = format!("input[type=file][name='{name}']");
        let field = self.wait(Locator::Css(&css)).await;
        if self.hand == Hand::Keyboard {
            self.reach_element(&field).await;
        }
        field.send_keys(&file.display().to_string()).await.unwrap();
    }

    pub(super) async fn run(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.client.execute(script, arguments).await.unwrap()
    }
}

/// An element as a script takes it.
pub(super) fn argument(element: &Element) -> Value {
    serde_json::to_value(element).unwrap()
}

/// A text in quotes as XPath takes it.
fn quoted(text: &str) -> String {
    match text.contains('\'') {
        true => format!("\"{text}\""),
        false => format!("'{text}'"),
    }
}
