package dev.nightdesk.adapters.text;

import java.util.Comparator;
import java.util.List;

/// The marks of [ChatMarks], and of them no more than Telegram shows
/// (https://core.telegram.org/bots/api#formatting-options).
final class TelegramMarks {
  /// Telegram ignores what goes beyond 100 and finds some by itself (addresses, commands).
  static final int MAX_MARKS = 95;

  private TelegramMarks() {}

  static List<Mark> of(Styled styled) {
    return mostUseful(ChatMarks.of(styled));
  }

  /// What carries meaning stays before what is only emphasis, and the earlier before the later.
  private static List<Mark> mostUseful(List<Mark> marks) {
    if (marks.size() <= MAX_MARKS) {
      return marks;
    }
    return marks.stream()
        .sorted(Comparator.comparingInt(TelegramMarks::rank))
        .limit(MAX_MARKS)
        .sorted(ChatMarks.READING_ORDER)
        .toList();
  }

  private static int rank(Mark mark) {
    return switch (mark.style()) {
      case Style.Pre _, Style.Quoted _, Style.Link _ -> 0;
      case Style.Bold _, Style.Verbatim _ -> 1;
      case Style.Italic _, Style.Struck _, Style.Faint _ -> 2;
    };
  }
}
