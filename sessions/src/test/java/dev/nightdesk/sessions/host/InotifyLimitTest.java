package dev.nightdesk.sessions.host;

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
  void thisMachineIsAsked() {
    assertThat(InotifyLimit.warning(1_000_000).isPresent())
        .isEqualTo(System.getProperty("os.name").equals("Linux"));
  }
}
