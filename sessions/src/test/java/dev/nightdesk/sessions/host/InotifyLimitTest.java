package dev.nightdesk.sessions.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InotifyLimitTest {
  @Test
  void aLimitThatSufficesIsNotMentioned() {
    assertThat(InotifyLimit.warning(64, 128)).isEmpty();
  }

  @Test
  void oneBelowIsMentionedWithTheCommandThatRaisesIt() {
    assertThat(InotifyLimit.warning(65, 128))
        .hasValue(
            "fs.inotify.max_user_instances is 128; 65 sessions need 129. Agents would hear us a"
                + " second late. To raise it: sudo sysctl fs.inotify.max_user_instances=258");
  }

  @Test
  void thisMachineIsAsked() throws Exception {
    var told =
        new ProcessBuilder("cat", "/proc/sys/fs/inotify/max_user_instances")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    var limit = new String(told.getInputStream().readAllBytes(), UTF_8).strip();
    var warning = InotifyLimit.warning(10_000_000);
    if (limit.isEmpty()) {
      assertThat(warning).as("there is no such limit on this system").isEmpty();
    } else {
      assertThat(warning).get().asString().contains("max_user_instances is " + limit + ";");
    }
  }
}
