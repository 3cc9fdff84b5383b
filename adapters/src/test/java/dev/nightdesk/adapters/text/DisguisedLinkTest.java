package dev.nightdesk.adapters.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.Block;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A link that shows another site than it leads to is written out, so that people see where it
/// leads.
class DisguisedLinkTest {
  private static String discord(String source) {
    return DiscordMarkdown.render(List.of(new Block.Markdown(source)), 1_000).markdown();
  }

  private static String slack(String source) {
    return SlackBlocks.render(List.of(new Block.Markdown(source))).blocks().toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[github.com/acme/login](https://evil.example/x)",
        "[https://github.com](https://evil.example/x)",
        "[see GitHub.com now](https://evil.example/x)",
        "[github.com](https://github.com.evil.example/x)",
        "[github.com](https://user@evil.example/x)"
      })
  void oneThatPretendsIsWrittenOut(String source) {
    assertThat(discord(source)).doesNotContain("](");
    var seen = slack(source).replaceAll("\"url\":\"[^\"]*\"", "");
    assertThat(seen).contains("evil.example/x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[github.com/acme](https://github.com/acme)",
        "[github.com](https://www.github.com/acme)",
        "[Main.java](https://git.example/Main.java)",
        "[the log](https://ci.example/42)"
      })
  void oneThatDoesNotStaysALink(String source) {
    assertThat(discord(source)).contains("](");
    assertThat(slack(source)).contains("\"type\":\"link\"");
  }
}
