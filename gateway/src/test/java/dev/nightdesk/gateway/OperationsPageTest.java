package dev.nightdesk.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.Rate;
import dev.nightdesk.adapters.Traits;
import dev.nightdesk.gateway.flow.Crew;
import dev.nightdesk.gateway.flow.Time;
import dev.nightdesk.gateway.store.Store;
import dev.nightdesk.gateway.store.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The list of figures in docs/operations.md is what `/metrics` shows.
class OperationsPageTest {
  private static final Path PAGE = Path.of("../docs/operations.md");
  private static final Instant AT = Instant.parse("2026-11-01T08:00:00Z");
  private static final Traits TRAITS =
      new Traits(1, 1, 0, 0, Traits.Threads.NONE, Set.of(), Rate.UNLIMITED);
  private static final Pattern NAMED =
      Pattern.compile("^\\| `((?:nightdesk|jvm)_\\w+)", Pattern.MULTILINE);
  private static final Pattern SHOWN = Pattern.compile("^# TYPE (\\w+) ", Pattern.MULTILINE);

  private final Time time = new Time(Clock.systemUTC(), System::nanoTime);

  @TempDir Path home;

  @Test
  void thePageNamesEveryFigureAndNoOther() throws IOException {
    var surroundings = new Surroundings(_ -> TRAITS, () -> 1L << 40, () -> AT);
    try (var store = Store.open(home.resolve("db/nightdesk.db"), new Random(1), surroundings);
        var crew = new Crew("any", Crew.Kind.VIRTUAL, 1, time)) {
      var shown = new Figures(store, List.of(crew), time).registry().scrape();

      assertThat(names(SHOWN, shown)).hasSizeGreaterThan(8);
      assertThat(names(NAMED, Files.readString(PAGE))).isEqualTo(names(SHOWN, shown));
    }
  }

  private static Set<String> names(Pattern pattern, String text) {
    var names = new TreeSet<String>();
    pattern.matcher(text).results().forEach(match -> names.add(match.group(1)));
    return names;
  }
}
