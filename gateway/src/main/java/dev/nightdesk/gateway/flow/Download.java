package dev.nightdesk.gateway.flow;

import java.time.Duration;

/// What came of one try to bring a file here.
sealed interface Download {
  /// It is there, whole.
  record There() implements Download {}

  /// It will not come.
  ///
  /// @param why words without a full stop
  record Missing(String why) implements Download {}

  /// It may come at another try.
  record NotYet(Duration after, String why) implements Download {}
}
