//! stub
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
/// stub
pub struct CheckWord(&'static str);
impl CheckWord {
    /// stub
    #[must_use]
    pub fn of(_: &[u8]) -> Self {
        Self("hoa sen")
    }
    /// stub
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.0
    }
}
