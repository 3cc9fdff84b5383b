package dev.nightdesk.adapters.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.nightdesk.adapters.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Answers beside what people are shown of them, as it was read and found good. After a change that
/// is meant they are written anew, and want to be read again.
class GoldenTest {
  private static final boolean WRITES = "write".equals(System.getProperty("nightdesk.golden"));
  private static final String REMEDY =
      """

      - as reviewed, + as it would be shown now. If that is meant, write the files anew with
      -Dnightdesk.golden=write and read what has changed in git diff.\
      """;

  private static final int CONTEXT = 2;
  private static final int MOST_LINES = 40;

  private enum Channel {
    TELEGRAM(".telegram.html"),
    DISCORD(".discord.md"),
    SLACK(".slack.json"),
    TERMINAL(".txt");

    private final String ending;

    Channel(String ending) {
      this.ending = ending;
    }

    String shows(String source) {
      var card = List.<Block>of(new Block.Markdown(source));
      return switch (this) {
        case TELEGRAM -> TelegramHtml.render(card, 4_096).html();
        case DISCORD -> DiscordMarkdown.render(card, DiscordMarkdown.MAX_DESCRIPTION).markdown();
        case SLACK -> slack(card);
        case TERMINAL -> Terminal.render(card, 80, false);
      };
    }

    private static String slack(List<Block> card) {
      var rendered = SlackBlocks.render(card);
      var message = JsonNodeFactory.instance.objectNode().put("text", rendered.fallback());
      message.set("blocks", rendered.blocks());
      return message.toPrettyString();
    }
  }

  static List<Path> answers() throws IOException {
    return Answers.all();
  }

  @ParameterizedTest
  @MethodSource("answers")
  void everyChannelShowsItAsReviewed(Path answer) throws IOException {
    var source = Answers.read(answer);
    var changes = new ArrayList<String>();
    for (var channel : Channel.values()) {
      var name = answer.getFileName().toString().replace(".md", channel.ending);
      var golden = answer.resolveSibling(name);
      var shown = channel.shows(source) + "\n";
      if (WRITES) {
        Files.writeString(golden, shown, UTF_8);
      }
      var reviewed = Files.exists(golden) ? Answers.read(golden) : "";
      if (!reviewed.equals(shown)) {
        changes.add(name + "\n" + difference(reviewed, shown) + REMEDY);
      }
    }
    assertThat(changes).as(() -> String.join("\n\n", changes)).isEmpty();
  }

  /// The lines between the first and the last that differ, and a few around them.
  private static String difference(String reviewed, String shown) {
    var before = List.of(reviewed.split("\n", -1));
    var after = List.of(shown.split("\n", -1));
    var shorter = Math.min(before.size(), after.size());
    var same = 0;
    while (same < shorter && before.get(same).equals(after.get(same))) {
      same++;
    }
    var end = 0;
    while (end < shorter - same
        && before.get(before.size() - 1 - end).equals(after.get(after.size() - 1 - end))) {
      end++;
    }
    var lines =
        Stream.of(
                marked(" ", before.subList(Math.max(0, same - CONTEXT), same)),
                marked("-", before.subList(same, before.size() - end)),
                marked("+", after.subList(same, after.size() - end)))
            .flatMap(part -> part)
            .toList();
    return "line " + (same + 1) + ":\n" + String.join("\n", lines);
  }

  private static Stream<String> marked(String sign, List<String> lines) {
    var shown = lines.stream().limit(MOST_LINES).map(line -> sign + " " + line);
    return lines.size() <= MOST_LINES
        ? shown
        : Stream.concat(
            shown, Stream.of(sign + " … " + (lines.size() - MOST_LINES) + " more lines"));
  }
}
