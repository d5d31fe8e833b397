//! The security questions a citizen chooses three from.
//!
//! Chosen to be weakly known to family and neighbours and to stand on no document. The position in [`QUESTIONS`] is stored in
//! the recovery slot: the list may grow at its end and never changes otherwise.

use crate::language::Message;

/// How many questions are answered.
pub const QUESTIONS_ANSWERED: usize = 3;

/// One security question.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Question {
    /// Stable, for shells and scripts.
    pub id: &'static str,
    /// The question itself.
    pub text: Message,
}

/// The question of that id.
#[must_use]
pub fn question(id: &str) -> Option<&'static Question> {
    QUESTIONS.iter().find(|question| question.id == id)
}

pub(crate) fn position(id: &str) -> Option<u8> {
    QUESTIONS.iter().position(|question| question.id == id).and_then(|at| u8::try_from(at).ok())
}

macro_rules! questions {
    ($($id:literal: $vi:literal, $en:literal;)*) => {
        /// Every question there is.
        pub const QUESTIONS: &[Question] = &[$(Question {
            id: $id,
            text: Message { id: concat!("question.", $id), vi: $vi, en: $en },
        }),*];
    };
}

questions! {
    "first_teacher": "Tên đầy đủ của thầy cô giáo lớp một của bạn?", "The full name of your first-grade teacher?";
    "childhood_friend": "Tên người bạn thân nhất của bạn hồi nhỏ?", "The name of your closest childhood friend?";
    "childhood_street": "Bạn từng chơi ở con ngõ hay con đường nào hồi nhỏ?", "The lane or street you played in as a child?";
    "first_book": "Cuốn sách đầu tiên bạn tự đọc hết?", "The first book you read to its end?";
    "first_toy": "Món đồ chơi bạn quý nhất hồi nhỏ?", "The toy you treasured most as a child?";
    "first_journey": "Chuyến đi xa đầu tiên của bạn là đến đâu, với ai?", "Where did your first long journey lead, and with whom?";
    "first_job": "Nơi bạn làm công việc đầu tiên được trả tiền?", "Where did you do your first paid work?";
    "first_phone": "Mẫu điện thoại đầu tiên của bạn?", "The model of your first telephone?";
    "lost_thing": "Món đồ bạn từng làm mất mà tiếc nhất?", "The thing you lost and missed most?";
    "grandparent_story": "Câu chuyện ông bà hay kể cho bạn nghe?", "The story your grandparents used to tell you?";
    "school_song": "Bài hát bạn hay hát thời đi học?", "The song you used to sing at school?";
    "scar": "Vết sẹo của bạn là do đâu?", "What gave you your scar?";
    "dream_job": "Hồi nhỏ bạn muốn sau này làm nghề gì?", "What did you want to become when you were small?";
    "favourite_hideout": "Chỗ trốn ưa thích của bạn hồi nhỏ?", "Your favourite hiding place as a child?";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_at_least_twelve_questions_with_distinct_ids() {
        assert!(QUESTIONS.len() >= 12);
        for (at, question) in QUESTIONS.iter().enumerate() {
            assert_eq!(position(question.id), u8::try_from(at).ok());
        }
    }
}
